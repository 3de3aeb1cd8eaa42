// How the page is laid out, and that it runs clean: direction, widths, console, other hosts.
#include <doctest/doctest.h>

#include "tests/browser/page_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

std::string query(std::string_view text) { return "q=" + percent_encoded(text); }

// How far the page can be scrolled to either side, in pixels.
std::string sideways(WebDriver& browser) {
  return browser.execute(
      "let far = 0;"
      "for (const x of [-9999, 9999]) {"
      "  scrollTo({left: x, behavior: 'instant'});"
      "  far = Math.max(far, Math.abs(scrollX));"
      "}"
      "scrollTo({left: 0, behavior: 'instant'});"
      "return Math.round(far);");
}

// Elements that stick out of the window, but for those that are hidden on purpose.
std::string sticking_out(WebDriver& browser) {
  return browser.execute(
      "const width = document.documentElement.clientWidth;"
      "return [...document.body.querySelectorAll('*')].filter(e => {"
      "  const box = e.getBoundingClientRect();"
      "  return box.width > 1 && !e.closest('.sr, .skip') &&"
      "    (box.left < -1 || box.right > innerWidth + 1 || box.width > width + 1);"
      "}).map(e => e.outerHTML.slice(0, 80));");
}

TEST_SUITE("browser") {
  TEST_CASE("the page runs from right to left") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(query("المطر")));
    REQUIRE(page.reaches("results"));
    CHECK(browser.attribute("html", "lang") == "ar");
    for (const std::string css : {"html", "body", "#results", ".hit", ".hit h3", "#pager", "#q"}) {
      CAPTURE(css);
      CHECK(browser.style(css, "direction") == "rtl");
    }
    const std::string on_the_right = browser.execute(
        "const box = document.querySelector('.hit h3 a').getBoundingClientRect();"
        "const hit = document.querySelector('.hit').getBoundingClientRect();"
        "return hit.right - box.right < box.left - hit.left;");
    CHECK(on_the_right == "true");
  }

  TEST_CASE("the empty box is right to left and a Latin query turns it") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address());
    REQUIRE(page.reaches("empty"));
    CHECK(browser.style("#q", "direction") == "rtl");
    browser.type("#q", "OpenStreetMap");
    CHECK(browser.style("#q", "direction") == "ltr");
    CHECK(browser.wait_until([&] { return browser.count(".hit") == 1; }));
  }

  TEST_CASE("nothing is wider than a narrow window") {
    Page page;
    WebDriver& browser = page.browser();
    browser.set_viewport(360, 740);
    const std::vector<std::string> addresses{
        page.address(),
        page.address(query("المطر")),
        page.address(query("بئر")),
        page.address(query("OpenStreetMap")),
        page.address(query("قسطنطينوبل")),
        page.address("id=latin&" + query("OpenStreetMap")),
        page.address("id=" + percent_encoded("فصول/المطر ١") + "&" + query("المطر"))};
    for (std::size_t i = 0; i < addresses.size(); ++i) {
      browser.go_to(addresses[i]);
      const bool shown = browser.wait_until([&] {
        return browser.attribute("body", "data-phase") != "loading" &&
               browser.execute("return document.readyState") == "complete";
      });
      INFO(addresses[i]);
      CHECK(shown);
      CHECK(browser.execute("return innerWidth") == "360");
      CHECK(sideways(browser) == "0");
      CHECK(sticking_out(browser) == "[]");
      page.keep_screenshot("narrow-" + std::to_string(i));
    }
  }

  TEST_CASE("the console stays empty from the front page to an article") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address());
    REQUIRE(page.reaches("empty"));
    browser.type("#q", "بئر");
    REQUIRE(page.reaches("results"));
    browser.press_enter("#q");
    REQUIRE(browser.wait_until([&] { return browser.count("#pager a[rel=next]") == 1; }));
    browser.click("#pager a[rel=next]");
    REQUIRE(page.reaches("results"));
    browser.go_to(page.address(query("قسطنطينوبل")));
    REQUIRE(page.reaches("none"));
    browser.go_to(page.address(query("المطر")));
    REQUIRE(page.reaches("results"));
    browser.click(".hit h3 a");
    REQUIRE(page.reaches("article"));
    const std::string loaded =
        "return performance.getEntriesByType('resource').every("
        "e => e.responseEnd > 0)";
    CHECK(browser.wait_until([&] { return browser.execute(loaded) == "true"; }));
    CHECK(browser.console_messages() == std::vector<std::string>{});
  }

  TEST_CASE("the page asks no other host") {
    Page page;
    WebDriver& browser = page.browser();
    browser.go_to(page.address(query("المطر")));
    REQUIRE(page.reaches("results"));
    const std::string strangers = browser.execute(
        "return performance.getEntriesByType('resource').map(e => e.name)"
        ".filter(name => !name.startsWith(location.origin + '/'))");
    CHECK(strangers == "[]");
  }
}

}  // namespace

}  // namespace fihris::test
