// The page in a browser, as a reader uses it.
#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>

#include "tests/browser/page_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

// In an address, as the page writes it.
std::string q(std::string_view text) { return "q=" + percent_encoded(text); }

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_SUITE("browser") {
  TEST_CASE("the front page waits for a query") {
    Page page;
    page.browser().go_to(page.address());
    CHECK(page.reaches("empty"));
    CHECK(page.browser().count(".hit") == 0);
    CHECK(page.browser().execute("return document.activeElement.id") == "q");
    page.keep_screenshot("empty");
  }

  TEST_CASE("typing a query shows results with the words highlighted") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address());
    REQUIRE(page.reaches("empty"));
    browser.type("#q", "المطر");
    REQUIRE(page.reaches("results"));
    CHECK(browser.wait_until([&] { return browser.count(".hit") == 1; }));
    CHECK(contains(browser.text(".hit").value_or(""), "مواسم المطر في الجبال"));
    std::vector<std::string> marks = browser.texts(".hit mark");
    CHECK_FALSE(marks.empty());
    for (const std::string& mark : marks) {
      CHECK(contains(mark, "مطر"));
    }
    const bool said =
        browser.wait_until([&] { return !browser.text("#status").value_or("").empty(); });
    CHECK(said);
    page.keep_screenshot("results");
  }

  TEST_CASE("a word is completed from the list under the box and an article opened by its title") {
    Page page;
    WebDriver& browser = page.browser();
    const auto suggested = [&](std::string_view text) {
      return browser.wait_until([&] {
        return std::ranges::any_of(browser.texts("#suggestions li bdi"),
                                   [&](const std::string& shown) { return shown == text; });
      });
    };
    browser.go_to(page.address());
    REQUIRE(page.reaches("empty"));
    browser.type("#q", "الجبا");
    REQUIRE(suggested("الجبال"));
    page.keep_screenshot("suggestions");
    browser.click("#suggestions li");
    REQUIRE(page.reaches("results"));
    CHECK(contains(browser.url(), q("الجبال")));
    browser.clear("#q");
    browser.type("#q", "مواس");
    REQUIRE(suggested("مواسم المطر في الجبال"));
    browser.click("#suggestions li:last-child");
    CHECK(page.reaches("article"));
    CHECK(browser.text("#title") == "مواسم المطر في الجبال");
  }

  TEST_CASE("the address holds the whole state and brings it back") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address());
    REQUIRE(page.reaches("empty"));
    browser.type("#q", "بئر");
    REQUIRE(browser.wait_until([&] { return browser.count(".hit") == 10; }));
    browser.press_enter("#q");
    CHECK(browser.wait_until([&] { return contains(browser.url(), q("بئر")); }));
    REQUIRE(browser.count("#pager a[rel=next]") == 1);
    browser.click("#pager a[rel=next]");
    CHECK(browser.wait_until([&] { return contains(browser.url(), "page=2"); }));
    REQUIRE(page.reaches("results"));
    const std::vector<std::string> second_page = browser.texts(".hit h3");
    CHECK(second_page.size() == 10);

    browser.reload();
    REQUIRE(page.reaches("results"));
    CHECK(browser.texts(".hit h3") == second_page);
    CHECK(browser.execute("return document.querySelector('#q').value") == "بئر");

    browser.go_back();
    CHECK(browser.wait_until([&] { return !contains(browser.url(), "page=2"); }));
    const bool first_page =
        browser.wait_until([&] { return browser.texts(".hit h3") != second_page; });
    CHECK(first_page);
    CHECK(browser.count(".hit") == 10);
  }

  TEST_CASE("an address with filters shows what it says") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("بئر") + "&from=2023-01-05&to=2023-01-07&sort=oldest"));
    REQUIRE(page.reaches("results"));
    const std::vector<std::string> titles = browser.texts(".hit h3");
    CHECK(titles == std::vector<std::string>{"بئر رقم 5", "بئر رقم 6", "بئر رقم 7"});
  }

  TEST_CASE("a year opens its months and a month narrows the search to it") {
    Page page;
    WebDriver& browser = page.browser();
    const std::string month = "a.check[href*='from=2023-01']";
    browser.go_to(page.address(q("بئر")));
    REQUIRE(page.reaches("results"));
    CHECK(browser.count(month) == 0);
    browser.go_to(page.address(q("بئر") + "&from=2023&to=2023"));
    REQUIRE(page.reaches("results"));
    CHECK(browser.texts("#facets legend") == std::vector<std::string>{"السنة"});
    browser.go_to(page.address(q("بئر") + "&from=2023-01&to=2023-01"));
    REQUIRE(page.reaches("results"));
    CHECK(browser.texts("#facets legend") == std::vector<std::string>{"السنة", "الشهر"});
    CHECK(contains(browser.text("#chips").value_or(""), "يناير 2023"));
    page.keep_screenshot("months");
    browser.click("#facets fieldset:last-child a.check");  // given up: its year stays
    CHECK(browser.wait_until([&] { return contains(browser.url(), "from=2023&to=2023"); }));
  }

  TEST_CASE("a hit opens its article with the words marked and back leads to the results") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("المطر")));
    REQUIRE(page.reaches("results"));
    browser.click(".hit h3 a");
    REQUIRE(page.reaches("article"));
    const std::string text = browser.text("#article").value_or("");
    CHECK(contains(text, "مواسم المطر في الجبال"));
    CHECK(contains(text, "وينتظر الرعاة المطر بعد صيف طويل"));
    CHECK(contains(text, "هدى العمري"));
    CHECK(browser.count("#article mark") >= 3);
    page.keep_screenshot("article");

    const std::string address = browser.url();
    browser.go_to("about:blank");
    browser.go_to(address);
    REQUIRE(page.reaches("article"));
    CHECK(contains(browser.text("#article").value_or(""), "مواسم المطر في الجبال"));

    browser.go_back();  // to the blank page
    browser.go_back();
    REQUIRE(page.reaches("article"));
    browser.go_back();
    CHECK(page.reaches("results"));
    CHECK(browser.count(".hit") == 1);
  }

  TEST_CASE("other spellings of a name are told and can be switched off") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("أوبنستريتماب")));
    REQUIRE(page.reaches("results"));
    CHECK(browser.count(".hit") == 1);
    CHECK(contains(browser.text("#also").value_or(""), "openstreetmap"));
    browser.click("#also a");
    REQUIRE(page.reaches("none"));
    CHECK(contains(browser.url(), "names=0"));
    CHECK(browser.count("#also") == 0);
    browser.click("#chips a");
    CHECK(page.reaches("results"));
  }

  TEST_CASE("a query without results says so and keeps the query") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("قسطنطينوبل")));
    REQUIRE(page.reaches("none"));
    CHECK(browser.count(".hit") == 0);
    CHECK(browser.execute("return document.querySelector('#q').value") == "قسطنطينوبل");
    CHECK(contains(browser.text("main").value_or(""), "قسطنطينوبل"));
    page.keep_screenshot("none");
  }

  TEST_CASE("an address that the server refuses is an error and not an empty result") {
    Page page;
    page.browser().go_to(page.address(q("بئر") + "&from=yesterday"));
    CHECK(page.reaches("error"));
    page.keep_screenshot("error");
  }

  TEST_CASE("markup in articles and queries stays text") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("<img src=x onerror=document.title='owned'>")));
    const bool decided =
        browser.wait_until([&] { return browser.attribute("body", "data-phase") != "loading"; });
    CHECK(decided);
    CHECK(browser.count("main img") == 0);
    CHECK(browser.execute("return document.title") != "owned");
  }

  TEST_CASE("a server that has gone is told from a search that fails") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("المطر")));
    REQUIRE(page.reaches("results"));
    CHECK(page.server().stop() == 0);
    browser.clear("#q");
    browser.type("#q", "بئر");
    browser.press_enter("#q");
    CHECK(page.reaches("offline"));
    CHECK(browser.count(".hit") == 1);  // the last results stay
    page.keep_screenshot("offline");
  }
}

}  // namespace

}  // namespace fihris::test
