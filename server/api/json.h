// Results -> JSON (version 1, see the README).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"

namespace fihris::api {

std::string search_json(const search::SearchRequest& request, const search::SearchResults& results,
                        const search::Help& help, double took_ms);
std::string article_json(const search::MarkedArticle& article);
// Hits as those of a search.
std::string similar_json(const std::vector<search::Hit>& hits);
std::string suggestions_json(std::string_view q,
                             const std::vector<search::Suggestion>& suggestions);
// An article on one line, unmarked, without a version: what `build` reads, and `path` and `lang`.
std::string plain_article_json(const schema::Article& article);
std::string stats_json(const search::IndexStats& stats);
std::string status_json(std::string_view status);

// {"error": {"code", "message", "parameter"}}; the parameter is left out where empty.
std::string error_json(std::string_view code, std::string_view message,
                       std::string_view parameter = {});

}  // namespace fihris::api
