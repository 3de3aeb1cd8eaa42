#include "tests/browser/page_fixture.h"

#include <iostream>
#include <sstream>
#include <stdexcept>

#include "tests/support/paths.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

std::string well(unsigned int number) {
  const std::string digits = std::to_string(number);
  return R"({"id": "well-)" + digits + R"(", "title": "بئر رقم )" + digits +
         R"(", "body": "حفر أهل القرية بئر ماء جديدة. )" + sample_words(60, number) +
         R"(.", "date": "2023-01-)" + (number < 10 ? "0" : "") + digits +
         R"(", "source": "نشرة الآبار"})" + "\n";
}

// 30 articles: one has everything that can be known, one is half Latin, 28 are about wells.
std::string articles() {
  std::string lines =
      R"({"id": "فصول/المطر ١", "title": "مواسم المطر في الجبال", "body": "يبدأ موسم المطر في )"
      R"(الجبال مبكرا.\n\nوينتظر الرعاة المطر بعد صيف طويل، فالمراعي لا تخضر بغير مطر.", "date": )"
      R"("2024-11-02", "source": "مجلة الفصول", "author": "هدى العمري", )"
      R"("url": "https://example.org/rain"})"
      "\n"
      R"({"id": "latin", "title": "OpenStreetMap: خريطة يرسمها الناس", "body": "يرسم متطوعون )"
      R"(خريطة OpenStreetMap-for-everyone-with-a-very-long-name-that-does-not-break-anywhere-at-all )"
      R"(من بيوتهم.", "source": "مجلة الفصول"})"
      "\n";
  constexpr unsigned int kWells = 28;
  for (unsigned int number = 1; number <= kWells; ++number) {
    lines += well(number);
  }
  return lines;
}

const TempDir& indexed(const TempDir& dir) {
  dir.write("corpus/articles.jsonl", articles());
  const RunResult result =
      run(indexer_program(), {"build", "--quiet", "--index", dir / "index", dir / "corpus"});
  if (result.exit_code != 0) {
    std::ostringstream message;
    message << "fihris-indexer build: " << result;
    throw std::runtime_error(message.str());
  }
  return dir;
}

}  // namespace

Page::Page() : server_(indexed(dir_) / "index") {}

std::string Page::address(std::string_view parameters) const {
  return server_.url() + (parameters.empty() ? "" : "?") + std::string(parameters);
}

bool Page::reaches(std::string_view phase) {
  const auto now = [&] { return browser_.attribute("body", "data-phase"); };
  const bool reached = browser_.wait_until([&] { return now() == phase; });
  if (!reached) {
    std::cout << "The page is not at \"" << phase << "\" but at \"" << now().value_or("nothing")
              << "\"\naddress: " << browser_.url()
              << "\nquery: " << browser_.execute("return document.querySelector('#q')?.value")
              << "\nfocus: " << browser_.execute("return document.activeElement?.outerHTML")
              << "\nserver: " << server_.output() << '\n';
    for (const std::string& message : browser_.console_messages()) {
      std::cout << "console: " << message << '\n';
    }
  }
  return reached;
}

void Page::keep_screenshot(const std::string& name) {
  browser_.screenshot(build_folder() / "screenshots" / (name + ".png"));
}

}  // namespace fihris::test
