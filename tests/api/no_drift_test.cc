// No drift: an index that grew finds what an index built at once finds.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "tests/api/fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/shared_data.h"

namespace fihris::test {

namespace {

constexpr double kScoreTolerance = 1e-4;
constexpr std::size_t kQueries = 300;
constexpr std::size_t kSharedArticles = 2000;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// One line an article: those of corpus/, and some of the shared news where there are any.
std::vector<std::string> articles() {
  std::vector<std::string> lines = lines_of(read_file(source_folder() / "corpus/articles.jsonl"));
  for (const auto& page : files_below(source_folder() / "corpus/pages")) {
    const Json article{{"id", page.filename().string()},
                       {"body", read_file(source_folder() / "corpus/pages" / page.filename())}};
    lines.push_back(article.dump());
  }
  if (const auto news = shared_data("data/news.jsonl.xz")) {
    const RunResult unpacked =
        run("/bin/sh", {"-c", "xz -dc \"$0\" | head -n " + std::to_string(kSharedArticles), *news});
    const std::vector<std::string> more = lines_of(unpacked.out);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  return lines;
}

// Runs of one to three words out of the articles.
std::vector<std::string> queries(const std::vector<std::string>& lines) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < kQueries; ++i) {
    const Json article = Json::parse(lines[i * 37 % lines.size()]);
    std::istringstream words(article.at("body").get<std::string>());
    std::string query;
    std::string word;
    for (std::size_t k = 0; k < 5 + i % 40 && words >> word; ++k) {
      if (k + 1 + i % 3 >= 5 + i % 40) query += word + ' ';
    }
    found.push_back(query.empty() ? word : query);
  }
  return found;
}

void write_lines(const TempDir& dir, const std::string& name,
                 std::vector<std::string>::const_iterator begin,
                 std::vector<std::string>::const_iterator end) {
  std::string text;
  for (auto line = begin; line != end; ++line) text += *line + '\n';
  dir.write(name, text);
}

std::map<std::string, double> scores(const Json& answer) {
  std::map<std::string, double> scores;
  for (const Json& hit : answer.at("hits")) scores[hit.at("id")] = hit.at("score");
  return scores;
}

void check_same(const std::string& query, const Json& whole, const Json& grown) {
  CAPTURE(query);
  CHECK(whole.at("total") == grown.at("total"));
  const std::map<std::string, double> ours = scores(whole);
  const std::map<std::string, double> theirs = scores(grown);
  REQUIRE(ours.size() == theirs.size());
  if (ours.empty()) return;
  const auto by_score = [](const auto& a, const auto& b) { return a.second < b.second; };
  const double last = std::ranges::min_element(ours, by_score)->second;
  for (const auto& [id, score] : ours) {
    CAPTURE(id);
    const auto other = theirs.find(id);
    // Of equal scores at the end of the page, either may stand on it.
    if (other == theirs.end()) {
      CHECK(std::abs(score - last) < kScoreTolerance);
    } else {
      CHECK(std::abs(score - other->second) < kScoreTolerance);
    }
  }
}

TEST_SUITE("api") {
  TEST_CASE("an index that was updated finds what one built at once finds") {
    const std::vector<std::string> lines = articles();
    const auto middle = lines.begin() + static_cast<std::ptrdiff_t>(lines.size() / 2);
    const TempDir whole;
    const TempDir grown;
    write_lines(whole, "corpus/a.jsonl", lines.begin(), middle);
    write_lines(whole, "corpus/b.jsonl", middle, lines.end());
    index_corpus(whole);
    write_lines(grown, "corpus/a.jsonl", lines.begin(), middle);
    index_corpus(grown);
    write_lines(grown, "corpus/b.jsonl", middle, lines.end());
    index_corpus(grown, "update");
    const ServerProcess whole_server(whole / "index");
    const ServerProcess grown_server(grown / "index");
    const Asker whole_asker(whole_server.port());
    const Asker grown_asker(grown_server.port());
    for (const std::string& query : queries(lines)) {
      const std::string more = "&size=100&duplicates=1&match=all";
      check_same(query, whole_asker.search(query, more), grown_asker.search(query, more));
    }
  }
}

}  // namespace

}  // namespace fihris::test
