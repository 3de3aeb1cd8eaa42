// Near copies: recognised, listed once, and all to be had.
#include "server/search/copies.h"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <set>

#include "indexer/writer/index_writer.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/sample_corpus.h"
#include "tests/unit/search/tiny_index.h"

namespace fihris::search {
namespace {

using Ids = std::vector<std::string>;

std::vector<std::string> paragraphs(const std::string& body) {
  std::vector<std::string> out;
  for (size_t at = 0; at < body.size();) {
    const size_t end = std::min(body.find("\n\n", at), body.size());
    out.push_back(body.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts, const char* between, size_t begin,
                   size_t end) {
  std::string out;
  for (size_t i = begin; i < std::min(end, parts.size()); ++i) {
    out += (out.empty() ? "" : between) + parts[i];
  }
  return out;
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> out;
  for (const std::string& word : test::columns_of(text, ' ')) out.push_back(word);
  return out;
}

// What editors do to agency copy.
struct Edit {
  const char* name;
  std::string (*apply)(const std::string& body, const std::string& stranger);
};
const std::array<Edit, 6> kEdits{{
    {"another headline", [](const std::string& body, const std::string&) { return body; }},
    {"another byline",
     [](const std::string& body, const std::string&) {
       return "القاهرة – وكالات – خاص بالصحيفة:\n\n" + body + "\n\nشارك في إعداد التقرير مراسلنا.";
     }},
    {"last third cut",
     [](const std::string& body, const std::string&) {
       const auto all = words(body);
       return joined(all, " ", 0, all.size() * 2 / 3);
     }},
    {"second half cut",
     [](const std::string& body, const std::string&) {
       const auto all = words(body);
       return joined(all, " ", 0, all.size() / 2);
     }},
    {"another introduction",
     [](const std::string& body, const std::string& stranger) {
       const auto own = paragraphs(body);
       return paragraphs(stranger).front() + "\n\n" + joined(own, "\n\n", 1, own.size());
     }},
    {"every 15th word replaced",
     [](const std::string& body, const std::string&) {
       auto all = words(body);
       for (size_t i = 7; i < all.size(); i += 15) all[i] = "تعديل";
       return joined(all, " ", 0, all.size());
     }},
}};

std::shared_ptr<const schema::Snapshot> indexed(const test::TempDir& dir,
                                                const std::string& corpus) {
  writer::WriteOptions options;
  options.index = dir.path() / ("index-" + std::filesystem::path(corpus).filename().string());
  options.corpus = {corpus};
  REQUIRE(writer::build_index(options));
  return schema::Snapshot::open(options.index).value();
}

std::string json_line(const std::string& id, const std::string& body) {
  std::string out = R"({"id": ")" + id + R"(", "title": "عنوان", "body": ")";
  for (const char c : body) {
    if (c == '\n') {
      out += "\\n";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "\"}\n";
}

TEST_SUITE("unit") {
  TEST_CASE("edited copies of the sample articles are copies and other articles are none") {
    const test::TempDir dir;
    const auto originals = indexed(dir, (test::source_folder() / "corpus").string());
    std::vector<schema::Article> articles;
    for (std::uint32_t s = 0; s < originals->segments.size(); ++s) {
      for (schema::Doc doc = 0; doc < originals->segments[s]->article_count(); ++doc) {
        schema::Article article = originals->article({s, doc}).value();
        if (originals->segments[s]->lengths[doc] >= 60) articles.push_back(std::move(article));
      }
    }
    REQUIRE(articles.size() >= 40);
    std::string lines;
    for (size_t i = 0; i < articles.size(); ++i) {
      lines += json_line("original|" + std::to_string(i), articles[i].body);
      for (const Edit& edit : kEdits) {
        const std::string& stranger = articles[(i + 1) % articles.size()].body;
        lines += json_line(std::string(edit.name) + "|" + std::to_string(i),
                           edit.apply(articles[i].body, stranger));
      }
    }
    dir.write("edited/all.jsonl", lines);
    const auto snapshot = indexed(dir, dir / "edited");
    const auto ref = [&](const std::string& kind, size_t i) {
      return *snapshot->find_id(kind + "|" + std::to_string(i));
    };
    std::map<std::string, int> missed;
    int strangers = 0;
    for (size_t i = 0; i < articles.size(); ++i) {
      const schema::DocRef original = ref("original", i);
      for (const Edit& edit : kEdits) {
        missed[edit.name] += are_copies(*snapshot, original, ref(edit.name, i)) ? 0 : 1;
        for (size_t other = 0; other < articles.size(); ++other) {
          // The samples have some articles in two formats.
          if (articles[other].title == articles[i].title) continue;
          if (!are_copies(*snapshot, ref("original", other), ref(edit.name, i))) continue;
          MESSAGE(edit.name << " of " << articles[i].id << " taken for " << articles[other].id);
          ++strangers;
        }
      }
    }
    CHECK(strangers == 0);
    int all_missed = 0;
    for (const auto& [kind, count] : missed) {
      CAPTURE(kind);
      CHECK(count <= static_cast<int>(articles.size()) / 10);
      all_missed += count;
    }
    CHECK(all_missed * 50 <= static_cast<int>(articles.size() * kEdits.size()));
    MESSAGE(all_missed << " of " << articles.size() * kEdits.size() << " copies missed, "
                       << strangers << " strangers taken for copies");
  }

  TEST_CASE("a copy is listed once and counted and all are to be had") {
    const std::string body = test::sample_words(80, 1);
    const TinyIndex index({{"a", "سفينة", body + " الهدهد"},
                           {"b", "سفينة أخرى", body + " الهدهد"},
                           {"c", "عنوان ثالث", body + " الهدهد الوروار"},
                           {"d", "غيرها", test::sample_words(80, 2) + " الهدهد"}});
    SearchRequest request;
    request.q = "الهدهد";
    SearchResults found = index.search(request);
    CHECK(found.total == 2);
    REQUIRE(found.hits.size() == 2);
    for (const Hit& hit : found.hits) {
      CHECK(hit.duplicates == (hit.article.id == "d" ? 0 : 2));
    }
    request.duplicates = true;
    found = index.search(request);
    CHECK(found.total == 4);
    CHECK(found.hits.size() == 4);
    CHECK(found.hits.front().duplicates == 0);
    request.duplicates = false;
    request.q = "";
    for (const Sort sort : {Sort::relevance, Sort::newest, Sort::oldest}) {
      request.sort = sort;
      CHECK(index.search(request).total == 2);
    }
  }

  TEST_CASE("pages list every article that is no copy once up to the last") {
    std::vector<TinyArticle> articles;
    for (int i = 0; i < 150; ++i) {
      const std::string number = std::to_string(i);
      const int text = i < 60 ? i / 3 : i;  // sixty articles are twenty, each three times
      articles.push_back({number, "سفينة " + number,
                          test::sample_words(60, static_cast<unsigned>(text)) + " الهدهد",
                          "2025-01-01"});
    }
    const TinyIndex index(articles);
    for (const Sort sort : {Sort::relevance, Sort::newest}) {
      SearchRequest request;
      request.q = "الهدهد";
      request.sort = sort;
      const auto total = index.search(request).total;
      CHECK(total >= 110);
      CHECK(total < 150);
      std::set<std::string> seen;
      size_t duplicates = 0;
      for (request.page = 1; (request.page - 1) * request.size < total; ++request.page) {
        const SearchResults found = index.search(request);
        CHECK(found.total == total);
        CHECK(found.hits.size() == std::min(request.size, total - (request.page - 1) * 10));
        for (const Hit& hit : found.hits) {
          CHECK(seen.insert(hit.article.id).second);
          duplicates += hit.duplicates;
        }
      }
      CHECK(seen.size() == total);
      CHECK(seen.size() + duplicates == 150);
      CHECK(index.search(request).hits.empty());
    }
  }

  // A search asked again must list what it listed before, however many pairs were compared between.
  TEST_CASE("what comparing two articles came to is known of these two alone") {
    const test::TempDir dir;
    std::string articles;
    for (int i = 0; i < 40; ++i) articles += json_line(std::to_string(i), "كلمة");
    dir.write("corpus/a.jsonl", articles);
    const auto snapshot = indexed(dir, dir / "corpus");
    const auto memo = std::make_unique<CopyMemo>(*snapshot);
    const auto are_copies = [](schema::Doc a, schema::Doc b) { return (a * b) % 3 == 0; };
    for (schema::Doc a = 0; a < 40; ++a) {
      for (schema::Doc b = 0; b < a; ++b) {
        CHECK_FALSE(memo->find({0, a}, {0, b}));
        memo->add({0, a}, {0, b}, are_copies(a, b));
        CHECK(memo->find({0, b}, {0, a}) == are_copies(a, b));
      }
    }
    std::size_t kept = 0;
    for (schema::Doc a = 0; a < 40; ++a) {
      for (schema::Doc b = 0; b < a; ++b) {
        const std::optional<bool> known = memo->find({0, a}, {0, b});
        if (known) CHECK(*known == are_copies(a, b));
        kept += known ? 1U : 0U;
      }
    }
    CHECK(kept > 700);  // of 780: few share a place
  }

  // Two papers' stories of one event share what was said, and are two stories.
  TEST_CASE("articles that share half of their words are no copies") {
    const std::string shared = test::sample_words(60, 1);
    const TinyIndex index({{"a", "", shared + " " + test::sample_words(60, 2) + " الهدهد"},
                           {"b", "", test::sample_words(60, 3) + " " + shared + " الهدهد"}});
    CHECK(index.search("الهدهد").total == 2);
  }

  TEST_CASE("a copy of its first half does not hide a story but is hidden by it") {
    const std::string half = "الهدهد " + test::sample_words(80, 1);
    const std::string whole = half + " " + test::sample_words(80, 2);
    SearchRequest newest;
    newest.q = "الهدهد";
    newest.sort = Sort::newest;
    const TinyIndex half_first(
        {{"half", "", half, "2025-01-02"}, {"whole", "", whole, "2025-01-01"}});
    CHECK(half_first.search(newest).total == 2);
    const TinyIndex whole_first(
        {{"half", "", half, "2025-01-01"}, {"whole", "", whole, "2025-01-02"}});
    const SearchResults found = whole_first.search(newest);
    REQUIRE(found.hits.size() == 1);
    CHECK(found.hits.front().article.id == "whole");
    CHECK(found.hits.front().duplicates == 1);
  }

  TEST_CASE("a copy that an update brings is a copy") {
    const test::TempDir dir;
    const std::string body = test::sample_words(80, 1);
    dir.write("corpus/a.jsonl", json_line("a", body));
    const auto before = indexed(dir, dir / "corpus");
    dir.write("corpus/b.jsonl", json_line("b", "خاص بالصحيفة " + body));
    dir.write("corpus/c.jsonl", json_line("c", test::sample_words(80, 2)));
    writer::WriteOptions options;
    options.index = before->index;
    options.corpus = {dir / "corpus"};
    REQUIRE(writer::update_index(options));
    const auto after = schema::Snapshot::open(options.index).value();
    REQUIRE(after->segments.size() == 2);
    CHECK(are_copies(*after, *after->find_id("a"), *after->find_id("b")));
    CHECK_FALSE(are_copies(*after, *after->find_id("a"), *after->find_id("c")));
  }

  TEST_CASE("short texts are copies only where they say the same") {
    const TinyIndex index({{"a", "أول", "مات الأسد في الغابة."},
                           {"b", "ثان", "مات الأسد في الغابة"},
                           {"c", "ثالث", "مات الأسد في المدينة"},
                           {"d", "رابع", "الأسد"},
                           {"e", "الأسد", ""},
                           {"f", "الأسد", ""}});
    SearchRequest request;
    request.q = "الأسد";
    const SearchResults found = index.search(request);
    CHECK(found.total == found.hits.size());
    Ids ids;
    for (const Hit& hit : found.hits) ids.push_back(hit.article.id);
    std::ranges::sort(ids);
    const bool first = ids.front() == "a";
    CHECK(std::ranges::count(ids, first ? "b" : "a") == 0);
    CHECK(std::ranges::count(ids, "c") == 1);
    CHECK(std::ranges::count(ids, "d") == 1);
  }
}

}  // namespace
}  // namespace fihris::search
