// What the page offers where little is found.
#include <doctest/doctest.h>

#include "tests/browser/page_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

std::string q(std::string_view text) { return "q=" + percent_encoded(text); }

TEST_SUITE("browser") {
  TEST_CASE("another spelling is offered and leads to what it finds") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("المطز")));
    REQUIRE(page.reaches("none"));
    CHECK(browser.text(".correction") == "هل تقصد المطر؟ نتيجة واحدة");
    page.keep_screenshot("correction");
    browser.click(".correction a");
    REQUIRE(page.reaches("results"));
    CHECK(browser.url().find(q("المطر")) != std::string::npos);
    CHECK(browser.count(".hit") == 1);
    CHECK(browser.count(".correction") == 0);
  }

  TEST_CASE("a question that is offered keeps its one question mark") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("المطز؟")));
    REQUIRE(page.reaches("none"));
    CHECK(browser.text(".correction") == "هل تقصد المطر؟ نتيجة واحدة");
  }

  TEST_CASE("a Latin spelling stands by itself in the Arabic line") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("خحثىسفقثثفةشح")));
    REQUIRE(page.reaches("none"));
    CHECK(browser.text(".correction a bdi") == "openstreetmap");
    CHECK(browser.style(".correction a bdi", "unicode-bidi") == "isolate");
  }

  TEST_CASE(
      "where no article has all words the page says what each finds and "
      "what to leave out") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(q("الرعاة المطر OpenStreetMap")));
    REQUIRE(page.reaches("results"));
    CHECK(browser.text("#notes").value_or("").find("كلّ كلمة وحدها:") != std::string::npos);
    CHECK(browser.texts("#notes .without a bdi") == std::vector<std::string>{"OpenStreetMap"});
    page.keep_screenshot("without");
    browser.click("#notes .without a");
    CHECK(browser.wait_until([&] { return browser.count("#notes .without") == 0; }));
    CHECK(browser.url().find(q("الرعاة المطر").substr(0, 20)) != std::string::npos);
    CHECK(browser.count(".hit") == 1);
  }
}

}  // namespace

}  // namespace fihris::test
