// Random queries find what a slow reference finds: every operator, with all parts wanted and any.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "indexer/writer/index_writer.h"
#include "server/query/query_analyzer.h"
#include "server/query/query_parser.h"
#include "server/search/ranked_search.h"
#include "tests/support/paths.h"
#include "tests/support/shared_data.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/search/random_queries.h"
#include "tests/unit/search/reference_search.h"

namespace fihris::search {
namespace {

// An index of three segments, the first of which has deleted articles.
class SegmentedIndex {
 public:
  explicit SegmentedIndex(const std::vector<std::string>& lines) {
    const auto join = [&](size_t begin, size_t end) {
      std::string text;
      for (size_t i = begin; i < end; ++i) text += lines[i] + "\n";
      return text;
    };
    const size_t third = lines.size() / 3;
    options_.index = dir_.path() / "index";
    options_.corpus = {dir_ / "corpus"};
    options_.jobs = 1;
    dir_.write("corpus/a.jsonl", join(0, third + third / 10));
    REQUIRE(writer::build_index(options_));
    dir_.write("corpus/a.jsonl", join(0, third));
    dir_.write("corpus/b.jsonl", join(third, 2 * third));
    REQUIRE(writer::update_index(options_));
    dir_.write("corpus/c.jsonl", join(2 * third, lines.size()));
    REQUIRE(writer::update_index(options_));
    auto opened = schema::Snapshot::open(options_.index);
    REQUIRE(opened);
    snapshot_ = *opened;
  }

  const std::shared_ptr<const schema::Snapshot>& snapshot() const { return snapshot_; }

 private:
  test::TempDir dir_;
  writer::WriteOptions options_;
  std::shared_ptr<const schema::Snapshot> snapshot_;
};

struct Comparison {
  size_t queries = 0;
  size_t with_matches = 0;
};

Comparison compare(const std::vector<std::string>& lines, size_t queries) {
  const SegmentedIndex index(lines);
  const schema::Snapshot& snapshot = *index.snapshot();
  CHECK(snapshot.segments.size() == 3);
  ReferenceSearch reference;
  std::vector<schema::Article> articles;
  std::vector<schema::DocRef> refs;
  for (std::uint32_t s = 0; s < snapshot.segments.size(); ++s) {
    for (schema::Doc doc = 0; doc < snapshot.segments[s]->article_count(); ++doc) {
      schema::Article article = snapshot.segments[s]->article(doc).value();
      reference.add(article, snapshot.is_deleted({s, doc}));
      if (snapshot.is_deleted({s, doc})) continue;
      articles.push_back(std::move(article));
      refs.push_back({s, doc});
    }
  }
  View view(std::make_shared<Generation>(index.snapshot()));
  RandomQueries random(articles, 7);
  Comparison done;
  for (; done.queries < queries; ++done.queries) {
    SearchRequest request;
    request.q = random.next();
    request.exact = done.queries % 10 == 0;
    request.names = false;  // what sounds alike depends on the index, not on the query
    request.match = done.queries % 2 == 0 ? MatchMode::all : MatchMode::any;
    std::vector<schema::DocRef> found = view.matches(request);
    std::ranges::sort(found);

    const query::Node root = query::analyze_query(
        query::parse_query(request.q), {.exact = request.exact, .variants = request.names});
    std::vector<schema::DocRef> wanted;
    for (const size_t i :
         reference.find(root, request.match == MatchMode::all ? ReferenceSearch::Mode::all
                                                              : ReferenceSearch::Mode::any)) {
      wanted.push_back(refs[i]);
    }
    CAPTURE(request.q);
    CAPTURE(query::to_string(root));
    CAPTURE(found.size());
    CAPTURE(wanted.size());
    CHECK(found == wanted);
    if (!wanted.empty()) ++done.with_matches;
  }
  return done;
}

// Articles made of sentences of the sample corpus.
std::vector<std::string> shuffled_corpus(size_t count) {
  std::vector<std::string> sentences;
  const std::string corpus = test::read_file(test::source_folder() / "corpus" / "articles.jsonl");
  for (const std::string& line : test::lines_of(corpus)) {
    const auto begin = line.find("\"body\": \"") + 9;
    const std::string body = line.substr(begin, line.find('"', begin) - begin);
    for (const std::string& sentence : test::columns_of(body, '.')) {
      if (sentence.size() > 40 && sentence.find('\\') == std::string::npos) {
        sentences.push_back(sentence);
      }
    }
  }
  REQUIRE(sentences.size() > 50);
  static constexpr std::array<std::string_view, 4> kSources{"الجزيرة نت", "صحيفة الأهرام",
                                                            "BBC عربي", ""};
  std::mt19937 random(3);
  const auto sentence = [&] { return sentences[random() % sentences.size()]; };
  std::vector<std::string> lines;
  for (size_t i = 0; i < count; ++i) {
    std::string body = sentence();
    for (size_t more = random() % 4; more > 0; --more) body += ". " + sentence();
    const std::string date = i % 9 == 0
                                 ? ""
                                 : "201" + std::to_string(i % 8) + "-0" +
                                       std::to_string(1 + i % 9) + "-1" + std::to_string(i % 10);
    lines.push_back(R"({"id":")" + std::to_string(i) + R"(","title":")" +
                    sentence().substr(0, sentence().size() > 90 ? 0 : std::string::npos) +
                    R"(","body":")" + body + R"(","date":")" + date + R"(","source":")" +
                    std::string(kSources.at(i % kSources.size())) + R"(","author":")" +
                    (i % 3 == 0 ? sentence() : "") + "\"}");
  }
  return lines;
}

std::vector<std::string> news(const std::filesystem::path& packed, size_t count) {
  const std::string command = "xz -dc '" + packed.string() + "' 2>/dev/null";
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::vector<std::string> lines(1);
  std::array<char, 1U << 16U> buffer{};
  while (lines.size() <= count && std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) {
    lines.back() += buffer.data();
    if (lines.back().ends_with('\n')) {
      lines.back().pop_back();
      lines.emplace_back();
    }
  }
  ::pclose(pipe);
  lines.pop_back();
  return lines;
}

TEST_SUITE("unit") {
  TEST_CASE("random queries find what a slow reference finds") {
    const Comparison done = compare(shuffled_corpus(400), 1000);
    CHECK(done.with_matches > done.queries / 3);
  }

  TEST_CASE("random queries about the news find what a slow reference finds") {
    if (std::getenv("FIHRIS_SLOW_TESTS") == nullptr) {
      std::cout << "skipped: set FIHRIS_SLOW_TESTS=1 to run it\n";
      return;
    }
    const auto packed = test::shared_data("data/news.jsonl.xz");
    if (!packed) return;
    const Comparison done = compare(news(*packed, 5000), 2000);
    std::cout << done.queries << " queries, " << done.with_matches << " with matches\n";
    CHECK(done.with_matches > done.queries / 3);
  }
}

}  // namespace
}  // namespace fihris::search
