#include "server/api/json.h"

#include <nlohmann/json.hpp>

namespace fihris::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json segments_json(const search::Segments& segments) {
  Json out = Json::array();
  for (const search::TextSegment& segment : segments) {
    if (segment.hit) {
      out.push_back({{"text", segment.text}, {"hit", true}});
    } else {
      out.push_back({{"text", segment.text}});
    }
  }
  return out;
}

Json hit_json(const search::Hit& hit, bool explain) {
  const schema::Article& article = hit.article;
  Json out{{"id", article.id},
           {"score", hit.score},
           {"url", text_or_null(article.url)},
           {"path", text_or_null(article.path)},
           {"title", segments_json(hit.title)},
           {"snippet", segments_json(hit.snippet)},
           {"date", text_or_null(article.date)},
           {"source", text_or_null(article.source)},
           {"author", text_or_null(article.author)},
           {"lang", text_or_null(article.lang)},
           {"duplicates", hit.duplicates}};
  if (explain) {
    out["explain"] = {
        {"matched", hit.matched}, {"terms", hit.base_score}, {"order", hit.score - hit.base_score}};
  }
  return out;
}

Json facet_json(const search::FacetCounts& counts) {
  Json out = Json::array();
  for (const search::FacetValue& value : counts) {
    out.push_back({{"value", value.value}, {"count", value.count}});
  }
  return out;
}

Json correction_json(const std::optional<search::Correction>& correction) {
  if (!correction) return nullptr;
  return {{"q", correction->q}, {"total", correction->total}};
}

Json help_json(const search::Help& help) {
  Json words = Json::array();
  for (const search::WordCount& word : help.words) {
    words.push_back({{"text", word.text}, {"count", word.count}});
  }
  Json without = Json::array();
  for (const search::DroppedWord& word : help.without) {
    without.push_back({{"drop", word.drop}, {"q", word.q}, {"total", word.total}});
  }
  return {{"words", words}, {"without", without}};
}

// Bytes that are no UTF-8 (of a query) become U+FFFD.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string search_json(const search::SearchRequest& request, const search::SearchResults& results,
                        const search::Help& help, double took_ms) {
  Json query{{"q", request.q}, {"relaxed", results.relaxed}, {"dropped", results.dropped}};
  query["also"] = Json::array();
  for (const search::AlsoSearched& also : results.also) {
    query["also"].push_back({{"text", also.text}, {"variants", also.variants}});
  }
  if (request.explain) query["tree"] = results.tree;
  Json hits = Json::array();
  for (const search::Hit& hit : results.hits) hits.push_back(hit_json(hit, request.explain));
  Json out{{"version", kVersion},
           {"query", query},
           {"total", {{"value", results.total}, {"exact", true}}},
           {"page", request.page},
           {"size", request.size},
           {"took_ms", took_ms},
           {"hits", hits},
           {"facets",
            {{"source", facet_json(results.facets.source)},
             {"year", facet_json(results.facets.year)},
             {"month", facet_json(results.facets.month)},
             {"author", facet_json(results.facets.author)},
             {"lang", facet_json(results.facets.lang)}}},
           {"correction", correction_json(help.correction)}};
  if (!help.words.empty()) out["help"] = help_json(help);
  return dump(out);
}

std::string article_json(const search::MarkedArticle& marked) {
  const schema::Article& article = marked.article;
  return dump({{"version", kVersion},
               {"id", article.id},
               {"title", segments_json(marked.title)},
               {"body", segments_json(marked.body)},
               {"date", text_or_null(article.date)},
               {"source", text_or_null(article.source)},
               {"author", text_or_null(article.author)},
               {"url", text_or_null(article.url)},
               {"path", text_or_null(article.path)},
               {"lang", text_or_null(article.lang)}});
}

std::string similar_json(const std::vector<search::Hit>& hits) {
  Json list = Json::array();
  for (const search::Hit& hit : hits) list.push_back(hit_json(hit, false));
  return dump({{"version", kVersion}, {"hits", list}});
}

std::string suggestions_json(std::string_view q,
                             const std::vector<search::Suggestion>& suggestions) {
  Json list = Json::array();
  for (const search::Suggestion& suggestion : suggestions) {
    const bool is_title = suggestion.kind == search::SuggestionKind::title;
    Json item{{"text", suggestion.text},
              {"kind", is_title ? "title" : "word"},
              {"count", suggestion.count}};
    if (is_title) item["id"] = suggestion.id;
    list.push_back(std::move(item));
  }
  return dump({{"version", kVersion}, {"q", q}, {"suggestions", list}});
}

std::string plain_article_json(const schema::Article& article) {
  return dump({{"id", article.id},
               {"title", text_or_null(article.title)},
               {"date", text_or_null(article.date)},
               {"source", text_or_null(article.source)},
               {"author", text_or_null(article.author)},
               {"url", text_or_null(article.url)},
               {"path", text_or_null(article.path)},
               {"lang", text_or_null(article.lang)},
               {"body", article.body}});
}

std::string stats_json(const search::IndexStats& stats) {
  return dump({{"version", kVersion},
               {"articles", stats.articles},
               {"terms", stats.terms},
               {"index_bytes", stats.index_bytes},
               {"generation", stats.generation},
               {"built", stats.built},
               {"analyzer", stats.analyzer}});
}

std::string status_json(std::string_view status) { return dump({{"status", status}}); }

std::string error_json(std::string_view code, std::string_view message,
                       std::string_view parameter) {
  Json error{{"code", code}, {"message", message}};
  if (!parameter.empty()) error["parameter"] = parameter;
  return dump({{"error", error}});
}

}  // namespace fihris::api
