// RSS of a query and the description of the page as a search engine, for browsers.
#pragma once

#include <string>
#include <string_view>

#include "server/search/searcher.h"

namespace fihris::api {

inline constexpr std::size_t kFeedItems = 30;

// "http://HOST" where `host`, a Host header, is a name or an address with or without a port; else
// "http://" and `fallback`. What others send is never repeated unseen.
std::string site_address(std::string_view host, std::string_view fallback);

// RSS 2.0. `site` as from site_address(), `query` the parameters of the request as they were sent.
std::string feed_xml(const search::SearchRequest& request, const search::SearchResults& results,
                     std::string_view site, std::string_view query);

std::string opensearch_xml(std::string_view site);

// XML text: &, <, > and quotes escaped, characters that XML forbids replaced by U+FFFD.
std::string xml_text(std::string_view text);

// "Sun, 10 Mar 2024 00:00:00 GMT" for "2024-03-10"; empty if that is no date.
std::string rfc822_date(std::string_view day);

}  // namespace fihris::api
