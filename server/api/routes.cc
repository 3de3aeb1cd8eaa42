#include "server/api/routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "server/api/answers.h"
#include "server/api/compression.h"
#include "server/api/conditional.h"
#include "server/api/connection_server.h"
#include "server/api/export.h"
#include "server/api/feed.h"
#include "server/api/json.h"
#include "server/api/openapi.h"

namespace fihris::api {
namespace {

using httplib::Request;
using httplib::Response;

constexpr const char* kRss = "application/rss+xml; charset=utf-8";
constexpr const char* kOpenSearch = "application/opensearchdescription+xml; charset=utf-8";
constexpr const char* kPrometheus = "text/plain; version=0.0.4; charset=utf-8";
constexpr std::string_view kArticles = "/api/v1/articles/";
constexpr std::string_view kSimilar = "/similar";

// The address of this server as the client knows it.
std::string site_of(const Request& request) {
  const std::string& own = request.local_addr;
  const bool is_v6 = own.find(':') != std::string::npos;
  return site_address(
      request.get_header_value("Host"),
      fmt::format("{}{}{}:{}", is_v6 ? "[" : "", own, is_v6 ? "]" : "", request.local_port));
}

// The parameters as they were sent.
std::string_view query_of(const Request& request) {
  const std::string_view target = request.target;
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? "" : target.substr(mark + 1);
}

void search(const Parts& parts, const Request& request, Response& response) {
  const auto started = std::chrono::steady_clock::now();
  const auto wanted = read_search_request(parameters_of(request));
  if (!wanted) return refuse(wanted.error(), response);
  const Result<search::SearchResults> results = parts.searcher.search(*wanted);
  if (!results) return unavailable(results.error(), response);
  const search::Help help = parts.searcher.help(*wanted, *results);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
  parts.metrics.count_search(took.count() / 1000);
  answer(response, search_json(*wanted, *results, help, took.count()));
}

void similar(const Parts& parts, const std::string& id, const Request& request,
             Response& response) {
  const auto size = read_size(parameters_of(request), kSimilarSize);
  if (!size) return refuse(size.error(), response);
  const auto hits = parts.searcher.similar(id, *size);
  if (!hits) return unavailable(hits.error(), response);
  if (!*hits) return no_article(id, response);
  answer(response, similar_json(**hits));
}

// An article, or those like it: an id may end in "/similar" itself, so an article that has exactly
// this id comes first.
void article(const Parts& parts, const Request& request, Response& response) {
  const auto wanted = read_search_request(parameters_of(request));
  const std::string id = request.path.substr(kArticles.size());
  const bool may_be_similar = id.size() > kSimilar.size() && id.ends_with(kSimilar);
  if (!wanted && !may_be_similar) return refuse(wanted.error(), response);
  const auto found = parts.searcher.article(id, wanted.value_or(search::SearchRequest{}));
  if (!found) return unavailable(found.error(), response);
  if (!*found && may_be_similar) {
    return similar(parts, id.substr(0, id.size() - kSimilar.size()), request, response);
  }
  if (!wanted) return refuse(wanted.error(), response);
  if (!*found) return no_article(id, response);
  answer(response, article_json(**found));
}

void suggest(const Parts& parts, const Request& request, Response& response) {
  const Parameters parameters = parameters_of(request);
  const auto size = read_size(parameters, kSuggestSize);
  if (!size) return refuse(size.error(), response);
  const auto q = read_query(parameters);
  if (!q) return refuse(q.error(), response);
  const auto suggestions = parts.searcher.suggest(*q, *size);
  if (!suggestions) return unavailable(suggestions.error(), response);
  answer(response, suggestions_json(*q, *suggestions));
}

void export_all(const Parts& parts, const Request& request, Response& response) {
  const Parameters parameters = parameters_of(request);
  const auto wanted = read_search_request(parameters);
  if (!wanted) return refuse(wanted.error(), response);
  const auto format = read_export_format(parameters);
  if (!format) return refuse(format.error(), response);
  response.set_header("Content-Disposition", disposition(*format));
  auto reader = std::make_shared<ExportReader>(parts.searcher.matches(*wanted), *format);
  std::shared_ptr<GzipStream> gzip;
  response.set_header("Vary", "Accept-Encoding");
  if (accepts_gzip(request.get_header_value(kAcceptedEncodings))) {
    gzip = std::make_shared<GzipStream>();
    response.set_header("Content-Encoding", "gzip");
  }
  // Broken off where the index is damaged: the client sees that the last chunk is missing.
  response.set_chunked_content_provider(content_type(*format),
                                        [reader, gzip](std::size_t, httplib::DataSink& sink) {
                                          const Result<std::string> piece = reader->next();
                                          if (!piece) return false;
                                          const bool last = piece->empty();
                                          std::string out = *piece;
                                          if (gzip) out = last ? gzip->finish() : gzip->add(out);
                                          if (!out.empty() && !sink.write(out.data(), out.size())) {
                                            return false;
                                          }
                                          if (last) sink.done();
                                          return true;
                                        });
}

void feed(const Parts& parts, const Request& request, Response& response) {
  const Parameters parameters = parameters_of(request);
  auto wanted = read_search_request(parameters);
  if (!wanted) return refuse(wanted.error(), response);
  wanted->page = 1;
  wanted->size = kFeedItems;
  if (request.get_param_value("sort").empty()) wanted->sort = search::Sort::newest;
  const Result<search::SearchResults> results = parts.searcher.search(*wanted);
  if (!results) return unavailable(results.error(), response);
  response.set_content(feed_xml(*wanted, *results, site_of(request), query_of(request)), kRss);
}

void opensearch(const Parts&, const Request& request, Response& response) {
  response.set_content(opensearch_xml(site_of(request)), kOpenSearch);
}

void stats(const Parts& parts, const Request&, Response& response) {
  answer(response, stats_json(parts.searcher.stats()));
}

void metrics(const Parts& parts, const Request&, Response& response) {
  response.set_content(parts.metrics.text(parts.searcher.stats()), kPrometheus);
}

void openapi(const Parts&, const Request&, Response& response) { answer(response, openapi_json()); }

void alive(const Parts&, const Request&, Response& response) {
  answer(response, status_json("ok"));
}

constexpr std::array<const ParameterRule*, 14> kSearchRules{
    &kQ,          &kPage,    &kSize, &kSort, &kMatch,  &kExact,  &kNames,
    &kDuplicates, &kExplain, &kFrom, &kTo,   &kSource, &kAuthor, &kLang};
constexpr std::array<const ParameterRule*, 12> kExportRules{
    &kQ,          &kFormat, &kSort, &kMatch,  &kExact,  &kNames,
    &kDuplicates, &kFrom,   &kTo,   &kSource, &kAuthor, &kLang};
constexpr std::array<const ParameterRule*, 11> kFeedRules{
    &kQ, &kSort, &kMatch, &kExact, &kNames, &kDuplicates, &kFrom, &kTo, &kSource, &kAuthor, &kLang};
constexpr std::array<const ParameterRule*, 4> kArticleRules{&kQ, &kMatch, &kExact, &kNames};
constexpr std::array<const ParameterRule*, 1> kSimilarRules{&kSimilarSize};
constexpr std::array<const ParameterRule*, 2> kSuggestRules{&kQ, &kSuggestSize};

constexpr std::array<Content, 2> json_of(std::string_view schema) {
  return {{{"application/json", schema}}};
}

constexpr std::array<Route, 12> kRoutes{{
    {"/api/v1/search", "search", "The articles that a query finds, ranked.", search, kSearchRules,
     json_of("SearchResults")},
    {"/api/v1/articles/{id}", "getArticle", "One article, the hits of q marked.", article,
     kArticleRules, json_of("Article")},
    {"/api/v1/articles/{id}/similar", "getSimilar", "Articles that share its rarest words.",
     article, kSimilarRules, json_of("SimilarArticles")},
    {"/api/v1/suggest", "suggest", "Completions of the last word, and titles.", suggest,
     kSuggestRules, json_of("Suggestions")},
    {"/api/v1/export",
     "export",
     "Every match as a file, in the order of the search.",
     export_all,
     kExportRules,
     {{{"text/csv", ""}, {"application/x-ndjson", "ExportedArticle"}}}},
    {"/api/v1/stats", "getStats", "What the index holds.", stats, {}, json_of("Stats")},
    {"/feed.xml",
     "getFeed",
     "The newest 30 matches as RSS 2.0.",
     feed,
     kFeedRules,
     {{{"application/rss+xml", ""}}}},
    {"/opensearch.xml",
     "getOpenSearch",
     "Lets a browser search here.",
     opensearch,
     {},
     {{{"application/opensearchdescription+xml", ""}}}},
    {"/openapi.json", "getOpenApi", "This description.", openapi, {}, json_of("Anything")},
    {"/healthz", "isAlive", "The server is alive.", alive, {}, json_of("Status"), false},
    {"/readyz", "isReady", "An index is open.", alive, {}, json_of("Status"), false},
    {"/metrics",
     "getMetrics",
     "Counters for Prometheus.",
     metrics,
     {},
     {{{"text/plain", ""}}},
     false},
}};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

const Route* find_route(std::string_view path) {
  if (path.starts_with(kArticles) && path.size() > kArticles.size()) {
    path = "/api/v1/articles/{id}";
  }
  const auto* const found = std::ranges::find(kRoutes, path, &Route::path);
  return found == kRoutes.end() ? nullptr : found;
}

void serve(const Route& route, const Parts& parts, const Request& request, Response& response) {
  // Taken before the work: should a newer index be published meanwhile, the client asks again.
  const std::string tag = route.is_cached ? tag_of_request(request, parts.searcher.stats()) : "";
  if (route.is_cached && has_already(request, tag)) {
    response.set_header("ETag", tag);
    return not_modified(response);
  }
  route.handle(parts, request, response);
  if (route.is_cached && response.status < kBadRequest) response.set_header("ETag", tag);
}

}  // namespace fihris::api
