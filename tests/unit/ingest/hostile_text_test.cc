// Files made to break readers: each costs one message and little time and memory.
#include <doctest/doctest.h>

#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "indexer/ingest/formats/format.h"

namespace fihris::ingest {
namespace {

struct Outcome {
  std::size_t articles = 0;
  std::size_t letters = 0;
  std::vector<std::string> messages;  // problems and skips
};

std::string repeat(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

// Reads, and fails if that takes longer than a slow machine needs.
Outcome read(const std::string& name, std::string bytes) {
  constexpr double kLongest = 20;  // seconds of CPU time; most take a hundredth of one
  const std::clock_t begin = std::clock();
  const Hint hint{"/corpus/" + name, name, {}, {}};
  Outcome outcome;
  const ArticleSink articles = [&](Article&& article) {
    ++outcome.articles;
    outcome.letters += article.body.size();
  };
  const ProblemSink problems = [&](const Problem& p) { outcome.messages.push_back(p.message); };
  Output output(hint, articles, problems);
  const std::size_t size = bytes.size();
  bytes.resize(size + kPadding);
  read_bytes({bytes.data(), size}, hint, output);
  for (std::string& skip : output.finish().skipped) outcome.messages.push_back(std::move(skip));
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  CAPTURE(name);
  CHECK(took < kLongest);
  return outcome;
}

using Messages = std::vector<std::string>;

TEST_SUITE("unit") {
  TEST_CASE("hostile: nesting without end") {
    CHECK(read("a.html", repeat("<div>", 100'000)).messages ==
          Messages{"elements nested more than 250 levels deep"});
    CHECK(read("a.html", repeat("<b><i><font>نص", 100'000)).messages.size() == 1);
    CHECK(read("a.xml", repeat("<a>", 100'000)).messages ==
          Messages{"elements nested more than 250 levels deep"});
    CHECK(read("a.json", "[" + repeat("[", 100'000)).messages.size() == 1);
    CHECK(read("a.json", repeat("{\"a\":\n", 100'000)).messages.size() == 1);
    CHECK(read("a.md", repeat("> ", 100'000) + "نص").messages.size() <= 1);
    CHECK(read("a.md", repeat("[", 50'000) + repeat("*a ", 50'000)).articles <= 1);
    std::string mail = "From: a\nTo: b\nMIME-Version: 1.0\n";
    for (int i = 0; i < 5000; ++i) {
      const std::string b = std::to_string(i);
      mail.append("Content-Type: multipart/mixed; boundary=").append(b);
      mail.append("\n\n--").append(b).append("\n");
    }
    CHECK(read("a.eml", mail + "\nx\n").messages.size() <= 1);
  }

  TEST_CASE("hostile: entities that multiply") {
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a0 \"ضحك\">";
    for (int i = 1; i < 30; ++i) {
      const std::string before = "&a" + std::to_string(i - 1) + ";";
      bomb += "<!ENTITY a" + std::to_string(i) + " \"" + repeat(before, 10) + "\">";
    }
    bomb += "]><article><title>عنوان</title><body>نص &a29; &a29;</body></article>";
    const Outcome outcome = read("a.xml", bomb);
    CHECK(outcome.articles + outcome.messages.size() == 1);
    CHECK(outcome.letters < 1000);
    const Outcome file = read("b.xml",
                              "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY f SYSTEM "
                              "\"file:///etc/passwd\">]><article><title>عنوان</title>"
                              "<body>نص &f;</body></article>");
    CHECK(file.letters < 20);
  }

  TEST_CASE("hostile: huge lines and cells and documents") {
    constexpr std::size_t kMillions = 4'000'000;
    CHECK(read("a.txt", repeat("كلام ", kMillions)).articles == 1);
    CHECK(read("a.txt", repeat("ا", kMillions)).articles == 1);
    CHECK(read("a.csv", "title,body\nx,\"" + repeat("كلام ", kMillions) + "\"\n").articles == 1);
    CHECK(read("a.csv", "title,body\nx,\"" + repeat("كلام\n", kMillions)).articles == 1);
    CHECK(read("a.csv", "body\n" + repeat(",", kMillions)).articles == 0);
    CHECK(read("a.html", "<p>" + repeat("كلام ", 1'000'000)).articles == 1);
    CHECK(read("a.html", repeat("كلام ", kMillions)).messages == Messages{"longer than 16 MB"});
    CHECK(read("a.html", repeat("<br>", 4'000'000)).messages.size() == 1);
    CHECK(read("a.html", "<p " + repeat("a=1 ", 1'000'000)).messages.size() == 1);
    CHECK(read("a.json", "[" + repeat("0,", kMillions) + "0]").messages.size() == 1);
  }

  TEST_CASE("hostile: mailboxes without end and mails without head") {
    const std::string from = "From a@b.c Tue Mar  5 08:00:00 2024\n";
    CHECK(read("a.mbox", repeat(from, 20'000)).articles <= 20'000);
    CHECK(read("a.mbox", from + "From: a\nTo: b\nDate: c\n\n" + repeat("كلام ", 1'000'000))
              .articles == 1);
    CHECK(read("a.eml", repeat("X: ", 1'000'000)).messages.size() <= 1);
    CHECK(read("a.mhtml", "From: a\nContent-Type: multipart/related; boundary=b\n\n" +
                              repeat("--b\n", 200'000))
              .messages.size() == 1);
  }
}

}  // namespace
}  // namespace fihris::ingest
