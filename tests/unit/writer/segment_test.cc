// Articles -> segment -> articles.
#include "indexer/schema/segment.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <algorithm>
#include <map>

#include "indexer/analysis/letters.h"
#include "indexer/schema/fields.h"
#include "indexer/schema/index_layout.h"
#include "indexer/writer/segment_writer.h"
#include "tests/support/temp_dir.h"

namespace fihris::writer {
namespace {

using schema::Article;
using schema::Segment;

Article article(std::string id, std::string title, std::string body) {
  Article out;
  out.id = std::move(id);
  out.title = std::move(title);
  out.body = std::move(body);
  out.lang = "ar";
  return out;
}

std::vector<Article> sample() {
  std::vector<Article> articles{article("z-2", "وزير الحكومة", "قرار الوزير."),
                                article("a-1", "", "الحكومة في مصر\n\nقرارا جديدا"),
                                article("م", "عنوان", "")};
  articles[0].date = "2024-02-29";
  articles[0].source = "صحيفة";
  articles[0].author = "كاتب";
  articles[0].url = "https://example.org/";
  articles[0].path = "news/z.jsonl";
  articles[1].date = "2023-02-29";
  articles[2].source = "صحيفة";
  return articles;
}

// The sample, in two batches of two workers; and again, in two further ones of the same.
struct Written {
  explicit Written(size_t times = 1) {
    std::vector<std::unique_ptr<BatchWriter>> workers;
    for (size_t i = 0; i < 2; ++i) workers.push_back(std::make_unique<BatchWriter>(i));
    const std::vector<Article> all = sample();
    std::vector<Batch> batches;
    for (size_t i = 0; i < times; ++i) {
      batches.push_back(workers[1]->write(2 * i + 1, {{all[1], "/b.jsonl"}, {all[2], "/b.jsonl"}}));
      batches.push_back(workers[0]->write(2 * i, {{all[0], "/a.jsonl"}}));
    }
    info = write_segment(dir.path() / "seg-000001", std::move(batches), workers);
    segment = Segment::open(dir.path() / "seg-000001").value();
  }
  test::TempDir dir;
  schema::SegmentInfo info;
  std::shared_ptr<const Segment> segment;
};

// The words of an article; a border is "|".
std::string stream_of(const Segment& segment, schema::Doc doc) {
  std::string out;
  for (schema::WordStream stream = segment.stream(doc); stream.next();) {
    out += stream.is_border() ? "|" : std::string(segment.words[stream.word()]) + " ";
  }
  return out;
}

TEST_SUITE("unit") {
  TEST_CASE("columns of a segment come back by article") {
    const Written written;
    const Segment& segment = *written.segment;
    CHECK(written.info.name == "seg-000001");
    CHECK(written.info.articles == 3);
    CHECK(written.info.files.size() == 3);
    REQUIRE(segment.article_count() == 3);
    CHECK(segment.ids[0] == "z-2");
    CHECK(segment.ids[1] == "a-1");
    CHECK(segment.ids[2] == "م");
    CHECK(segment.days[0] == 19782);
    CHECK(segment.days[1] == schema::kNoDay);
    CHECK(segment.days[2] == schema::kNoDay);
    CHECK(segment.source_names[0].empty());
    CHECK(segment.source_names[segment.sources[0]] == "صحيفة");
    CHECK(segment.sources[0] == segment.sources[2]);
    CHECK(segment.source_names[segment.sources[1]].empty());
    CHECK(segment.author_names[segment.authors[0]] == "كاتب");
    CHECK(segment.lang_names[segment.langs[1]] == "ar");
    CHECK(segment.path_names[segment.paths[2]] == "/b.jsonl");
    CHECK(segment.lengths[0] == 5);
    CHECK(segment.lengths[1] == 5);
    CHECK(segment.lengths[2] == 1);
    CHECK(segment.token_count() == 11);
  }

  TEST_CASE("articles are found by id and no others") {
    const Written written;
    CHECK(written.segment->find_id("z-2") == 0U);
    CHECK(written.segment->find_id("a-1") == 1U);
    CHECK(written.segment->find_id("م") == 2U);
    CHECK_FALSE(written.segment->find_id("").has_value());
    CHECK_FALSE(written.segment->find_id("zz").has_value());
  }

  TEST_CASE("streams have the words of title and body and author in order") {
    const Written written;
    CHECK(stream_of(*written.segment, 0) == "وزير الحكومة |قرار الوزير |كاتب ");
    CHECK(stream_of(*written.segment, 1) == "|الحكومة في مصر قرارا جديدا |");
    CHECK(stream_of(*written.segment, 2) == "عنوان ||");
  }

  TEST_CASE("words know their terms and terms their words") {
    const Written written;
    const Segment& segment = *written.segment;
    const auto term = segment.find_term(analysis::letters_of("وزير"));
    REQUIRE(term.has_value());
    CHECK(segment.term_articles[*term] == 1);
    std::vector<std::string> words;
    for (const schema::Word word : segment.words_of(*term)) words.emplace_back(segment.words[word]);
    std::ranges::sort(words);
    CHECK(words == std::vector<std::string>{"الوزير", "وزير"});
    const auto government = segment.find_word("الحكومة");
    REQUIRE(government.has_value());
    CHECK(segment.word_articles[*government] == 2);
    REQUIRE(segment.terms_of(*government).size() == 1);
    CHECK(analysis::to_utf8(segment.terms[segment.terms_of(*government)[0]]) == "حكومه");
    CHECK_FALSE(segment.find_word("حكومة").has_value());
    CHECK_FALSE(segment.find_term("x").has_value());
  }

  TEST_CASE("words and terms are each other's inverse and terms are sorted") {
    const Written written;
    const Segment& segment = *written.segment;
    for (schema::Word word = 0; word < segment.words.size(); ++word) {
      CHECK(segment.find_word(segment.words[word]) == word);
      CHECK_FALSE(segment.terms_of(word).empty());
      for (const schema::Term term : segment.terms_of(word)) {
        const auto words = segment.words_of(term);
        CHECK(std::ranges::find(words, word) != words.end());
      }
    }
    for (schema::Term term = 0; term < segment.terms.size(); ++term) {
      CHECK(segment.find_term(segment.terms[term]) == term);
      CHECK(segment.lower_bound_term(segment.terms[term]) == term);
      if (term > 0) CHECK(segment.terms[term - 1] < segment.terms[term]);
    }
    CHECK(segment.lower_bound_term("") == 0);
    CHECK(segment.lower_bound_term("\xFF\xFF") == segment.terms.size());
  }

  TEST_CASE("postings say of each term what the streams say") {
    const Written written(50);
    const Segment& segment = *written.segment;
    std::map<schema::Term, std::map<schema::Doc, std::uint32_t>> wanted;
    for (schema::Doc doc = 0; doc < segment.article_count(); ++doc) {
      std::uint32_t weight = schema::kTitleWeight;
      for (schema::WordStream stream = segment.stream(doc); stream.next();) {
        if (stream.is_border()) {
          weight = 1;
          continue;
        }
        for (const schema::Term term : segment.terms_of(stream.word())) wanted[term][doc] += weight;
      }
    }
    const std::string path = (written.dir.path() / "seg-000001" / schema::kPostingsFile).string();
    CHECK(Xapian::Database::check(path) == 0);
    const Xapian::Database database(path);
    CHECK(database.get_doccount() == segment.article_count());
    REQUIRE(wanted.size() == segment.terms.size());
    for (const auto& [term, docs] : wanted) {
      const std::string name(segment.terms[term]);
      std::map<schema::Doc, std::uint32_t> found;
      for (auto at = database.postlist_begin(name); at != database.postlist_end(name); ++at) {
        found[*at - 1] = at.get_wdf();
      }
      CHECK(found == docs);
      CHECK(segment.term_articles[term] == docs.size());
    }
  }

  TEST_CASE("stored articles come back whole") {
    const Written written;
    const std::vector<Article> all = sample();
    for (schema::Doc doc = 0; doc < all.size(); ++doc) {
      const Result<Article> read = written.segment->article(doc);
      REQUIRE(read);
      for (const auto member :
           {&Article::id, &Article::title, &Article::body, &Article::date, &Article::source,
            &Article::author, &Article::url, &Article::path, &Article::lang}) {
        CHECK((*read).*member == all[doc].*member);
      }
      CHECK(written.segment->content_sums[doc] == content_sum(all[doc]));
    }
  }

  TEST_CASE("the sum of an article tells any change of its content") {
    const Article base = sample()[0];
    for (std::string Article::*member :
         {&Article::id, &Article::title, &Article::body, &Article::date, &Article::source,
          &Article::author, &Article::url, &Article::lang}) {
      Article changed = base;
      changed.*member += "x";
      CHECK(content_sum(changed) != content_sum(base));
    }
    CHECK(content_sum(article("1", "ab", "c")) != content_sum(article("1", "a", "bc")));
  }

  TEST_CASE("an article that is long without its words is packed") {
    Article plain = sample()[0];
    std::string marked;
    for (int i = 0; i < 400; ++i) marked += "كِتَابٌ ";
    const std::string packed = schema::pack_article(plain, "", marked);
    CHECK(packed.size() < marked.size() / 4);
    const auto read = schema::unpack_article(packed);
    REQUIRE(read);
    CHECK(read->body_gaps() == marked);
    CHECK(read->known.url == plain.url);
    for (size_t size = 0; size < packed.size(); ++size) {
      CHECK_FALSE(schema::unpack_article(packed.substr(0, size)));
    }
  }

  TEST_CASE("a damaged stored article is an error") {
    const std::string packed = schema::pack_article(sample()[0], "title", "body");
    const auto read = schema::unpack_article(packed);
    REQUIRE(read);
    CHECK(read->known.date == "2024-02-29");
    CHECK(read->known.path == "news/z.jsonl");
    CHECK(read->title_gaps() == "title");
    CHECK(read->body_gaps() == "body");
    CHECK_FALSE(schema::unpack_article("not an article"));
    CHECK_FALSE(schema::unpack_article("\x01not an article"));
    CHECK_FALSE(schema::unpack_article(packed + "x"));
    for (size_t size = 0; size < packed.size(); ++size) {
      CHECK_FALSE(schema::unpack_article(packed.substr(0, size)));
    }
  }

  TEST_CASE("a segment without one of its files is an error") {
    const Written written;
    const std::filesystem::path dir = written.dir.path() / "seg-000001";
    std::filesystem::resize_file(dir / schema::kArticlesFile, 1);
    CHECK_FALSE(Segment::open(dir).value()->article(2));
    std::filesystem::remove(dir / schema::kArticlesFile);
    CHECK_FALSE(Segment::open(dir));
    CHECK_FALSE(Segment::open(written.dir.path() / "missing"));
  }
}

}  // namespace
}  // namespace fihris::writer
