// Snippets: joined, they are text of the article; their hits are whole words that the query asks
// for.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/api/fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

constexpr std::string_view kEllipsis = "…";

// Every run of white space becomes one space, none at the ends.
std::string one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  if (result.ends_with(' ')) {
    result.pop_back();
  }
  return result;
}

// The pieces of a snippet between its ellipses.
std::vector<std::string> fragments_of(std::string_view snippet) {
  std::vector<std::string> fragments;
  while (true) {
    const std::size_t end = snippet.find(kEllipsis);
    if (std::string fragment = one_line(snippet.substr(0, end)); !fragment.empty()) {
      fragments.push_back(std::move(fragment));
    }
    if (end == std::string_view::npos) {
      return fragments;
    }
    snippet.remove_prefix(end + kEllipsis.size());
  }
}

// The number of a two-byte UTF-8 character; 0 for any other.
unsigned int two_byte_character(unsigned char lead, unsigned char next) {
  return (lead & 0xE0U) == 0xC0U ? (lead & 0x1FU) * 64U + (next & 0x3FU) : 0;
}

bool is_arabic_letter_or_mark(unsigned int character) {
  constexpr unsigned int kFirstLetter = 0x620;
  constexpr unsigned int kLastDigit = 0x669;
  constexpr unsigned int kDaggerAlef = 0x670;
  constexpr unsigned int kLastPersianLetter = 0x6D3;
  return (character >= kFirstLetter && character <= kLastDigit) ||
         (character >= kDaggerAlef && character <= kLastPersianLetter);
}

bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool ends_inside_word(const std::string& text) {
  const std::size_t size = text.size();
  return size > 0 && (is_word_byte(text[size - 1]) ||
                      (size > 1 && is_arabic_letter_or_mark(two_byte_character(
                                       static_cast<unsigned char>(text[size - 2]),
                                       static_cast<unsigned char>(text[size - 1])))));
}

bool starts_inside_word(const std::string& text) {
  return !text.empty() &&
         (is_word_byte(text[0]) || (text.size() > 1 && is_arabic_letter_or_mark(two_byte_character(
                                                           static_cast<unsigned char>(text[0]),
                                                           static_cast<unsigned char>(text[1])))));
}

std::string shown_hit(const std::string& before, const std::string& hit, const std::string& after) {
  return before + "[" + hit + "]" + after;
}

// The first hit whose mark begins or ends inside a word; empty if there is none.
std::string torn_word(const Json& segments) {
  std::string before;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto text = segments[i].at("text").get<std::string>();
    const std::string after =
        i + 1 < segments.size() ? segments[i + 1].at("text").get<std::string>() : std::string();
    const bool torn = ends_inside_word(before) || starts_inside_word(after);
    if (segments[i].value("hit", false) && torn) {
      return shown_hit(before, text, after);
    }
    before = text;
  }
  return {};
}

std::size_t hits_in(const Json& segments) {
  return static_cast<std::size_t>(std::ranges::count_if(
      segments, [](const Json& segment) { return segment.value("hit", false); }));
}

const std::vector<std::string> queries{"البنك",  "بنك",         "سعر الفائدة",   "\"سعر الفائدة\"",
                                       "القطن",  "تلسكوب مجرة", "أطفال",         "الهجن سباق",
                                       "ليثيوم", "عدس",         "محاصيل -القطن", "تلسكوب OR الجراد",
                                       "البحر",  "احمد",        "الحصبة",        ""};

TEST_SUITE("api") {
  TEST_CASE("the joined segments of a snippet are text of the article") {
    for (const std::string& q : queries) {
      for (const Json& hit : articles_server().hits(q, "&size=100")) {
        const auto id = hit.at("id").get<std::string>();
        const Json article = articles_server().get("/api/v1/articles/" + percent_encoded(id));
        const std::string body = one_line(joined(article.at("body")));
        const std::vector<std::string> fragments = fragments_of(joined(hit.at("snippet")));
        INFO("q=", q, " id=", id, "\nbody: ", body, "\nsnippet: ", joined(hit.at("snippet")));
        CHECK_FALSE(fragments.empty());
        for (const std::string& fragment : fragments) {
          CAPTURE(fragment);
          CHECK(body.find(fragment) != std::string::npos);
        }
      }
    }
  }

  TEST_CASE("snippets of the judged queries are text of the articles in two fragments") {
    std::size_t snippets = 0;
    for (const auto& row : read_table(source_folder() / "tests/quality/queries.tsv")) {
      for (const Json& hit : corpus_server().hits(row.at(1), "&size=20&match=any")) {
        const auto id = hit.at("id").get<std::string>();
        const Json article = corpus_server().get("/api/v1/articles/" + percent_encoded(id));
        const std::string body = one_line(joined(article.at("body")));
        const std::vector<std::string> fragments = fragments_of(joined(hit.at("snippet")));
        INFO("q=", row.at(1), " id=", id, "\nsnippet: ", joined(hit.at("snippet")));
        for (const std::string& fragment : fragments) {
          CHECK(body.find(fragment) != std::string::npos);
        }
        CHECK(torn_word(hit.at("snippet")) == "");
        CHECK(torn_word(hit.at("title")) == "");
        const bool is_marked = hits_in(hit.at("snippet")) + hits_in(hit.at("title")) > 0;
        const bool may_be_by_author = !hit.at("author").is_null();
        CHECK((is_marked || may_be_by_author));
        CHECK(joined(hit.at("snippet")).size() < 1400);
        ++snippets;
      }
    }
    CHECK(snippets > 500);
  }

  TEST_CASE("the hits of snippets and titles are whole words") {
    std::size_t count = 0;
    for (const std::string& q : queries) {
      for (const Json& hit : articles_server().hits(q, "&size=100")) {
        INFO("q=", q, "\n", hit.dump(2));
        CHECK(torn_word(hit.at("snippet")) == "");
        CHECK(torn_word(hit.at("title")) == "");
        count += hits_in(hit.at("snippet"));
      }
    }
    CHECK(count >= queries.size());
  }

  TEST_CASE("a snippet shows what was asked for") {
    for (const std::string& q : queries) {
      for (const Json& hit : articles_server().hits(q, "&size=100")) {
        INFO("q=", q, "\n", hit.dump(2));
        CHECK((hits_in(hit.at("snippet")) + hits_in(hit.at("title")) > 0) == !q.empty());
      }
    }
  }

  TEST_CASE("segments are never empty and alternate between hits and other text") {
    for (const std::string& q : queries) {
      for (const Json& hit : articles_server().hits(q, "&size=100")) {
        INFO("q=", q, "\n", hit.dump(2));
        bool plain_before = false;
        for (const Json& segment : hit.at("snippet")) {
          const bool plain = !segment.value("hit", false);
          CHECK(segment.at("text") != "");
          CHECK_FALSE((plain && plain_before));
          plain_before = plain;
        }
      }
    }
  }

  TEST_CASE("a snippet of a long article is short and shows the place of the hit") {
    const TempDir dir;
    std::string body;
    for (int i = 0; i < 2000; ++i) {
      body += "تمر القوافل في الوادي كل صباح. ";
      body += i == 1500 ? "وهنا وحده يذكر السنونو مرة. " : "";
    }
    dir.write("corpus/long.jsonl",
              R"({"id": "long", "title": "قوافل", "body": ")" + body + "\"}\n");
    index_corpus(dir);
    const ServerProcess server(dir / "index");
    const Json hit = Asker(server.port()).search("السنونو").at("hits").at(0);
    INFO(hit.dump(2));
    const std::string snippet = joined(hit.at("snippet"));
    CHECK(snippet.find("يذكر السنونو مرة") != std::string::npos);
    CHECK(snippet.starts_with(kEllipsis));
    CHECK(snippet.ends_with(kEllipsis));
    CHECK(snippet.size() < 1000);
  }
}

}  // namespace

}  // namespace fihris::test
