// What each part of the ranking brings: the same queries with every part left out in turn.
//
//   ablation_bench INDEX QUERIES.tsv FOLDER [duplicates]
//
// Writes FOLDER/SETTING, a TREC run of the hundred best articles, for each setting, and prints the
// names as it goes. The first one is the ranking as it is. With `duplicates`, near copies are
// listed. See ablation.py.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"

namespace {

using fihris::search::MatchMode;
using fihris::search::RankingWeights;
using fihris::search::SearchRequest;

struct Setting {
  const char* name;
  void (*apply)(SearchRequest&);
};

void look_at(SearchRequest& request, std::size_t candidates) {
  request.weights.depth = request.weights.long_depth = candidates;
}

constexpr Setting kSettings[] = {
    {"all", [](SearchRequest&) {}},
    {"without_written", [](SearchRequest& r) { r.weights.written = 0; }},
    {"without_opening", [](SearchRequest& r) { r.weights.opening = 0; }},
    {"without_first_place", [](SearchRequest& r) { r.weights.first_place = 0; }},
    {"without_relatives", [](SearchRequest& r) { r.weights.relatives = 0; }},
    {"without_window", [](SearchRequest& r) { r.weights.window = 0; }},
    {"without_span", [](SearchRequest& r) { r.weights.span = 0; }},
    {"without_typed_pairs", [](SearchRequest& r) { r.weights.typed_pairs = 0; }},
    {"without_grams", [](SearchRequest& r) { r.weights.gram_depth = 0; }},
    {"bm25_alone", [](SearchRequest& r) { look_at(r, 0); }},
    {"without_names", [](SearchRequest& r) { r.names = false; }},
    {"match_any", [](SearchRequest& r) { r.match = MatchMode::any; }},
    {"depth_40", [](SearchRequest& r) { look_at(r, 40); }},
    {"whatever_score", [](SearchRequest& r) { r.weights.likely = 0; }},
    {"depth_300", [](SearchRequest& r) { look_at(r, 300); }},
    {"gram_depth_100", [](SearchRequest& r) { r.weights.gram_depth = 100; }},
};

struct Query {
  std::string id, text;
};

std::vector<Query> read_queries(const char* path) {
  std::vector<Query> queries;
  std::ifstream file(path);
  for (std::string id, text; std::getline(file, id, '\t') && std::getline(file, text);) {
    queries.push_back({id, text});
  }
  return queries;
}

// False if the index is damaged.
bool write_run(fihris::search::Searcher& searcher, const std::vector<Query>& queries,
               const Setting& setting, bool duplicates, const std::string& path) {
  std::ofstream run(path);
  for (const Query& query : queries) {
    SearchRequest request;
    request.q = query.text;
    request.size = 100;
    request.duplicates = duplicates;
    setting.apply(request);
    const auto results = searcher.search(request);
    if (!results) return false;
    std::size_t rank = 0;
    for (const fihris::search::Hit& hit : results->hits) {
      run << query.id << " Q0 " << hit.article.id << ' ' << ++rank << ' ' << hit.score << ' '
          << setting.name << '\n';
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: ablation_bench INDEX QUERIES.tsv FOLDER [duplicates]\n";
    return 2;
  }
  auto searcher = fihris::search::Searcher::open(argv[1]);
  if (!searcher) {
    std::cerr << "cannot open " << argv[1] << '\n';
    return 1;
  }
  const std::vector<Query> queries = read_queries(argv[2]);
  const bool duplicates = argc > 4 && std::string_view(argv[4]) == "duplicates";
  for (const Setting& setting : kSettings) {
    const std::string path = std::string(argv[3]) + "/" + setting.name;
    if (!write_run(**searcher, queries, setting, duplicates, path)) return 1;
    std::cout << setting.name << std::endl;  // NOLINT(performance-avoid-endl): to be followed
  }
  return 0;
}
