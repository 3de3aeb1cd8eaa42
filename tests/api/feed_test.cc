// /feed.xml and /opensearch.xml.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <regex>

#include "tests/api/fixture.h"
#include "tests/support/print.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

using namespace std::chrono_literals;

// The texts of all elements of that name, as written.
Ids texts(const std::string& xml, const std::string& name) {
  Ids found;
  const std::regex element("<" + name + "(?: [^>]*)?>([^<]*)</" + name + ">");
  for (std::sregex_iterator at(xml.begin(), xml.end(), element), end; at != end; ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

// Empty if tags are balanced, values quoted and special characters escaped; else what is not.
std::string xml_fault(const std::string& xml) {
  static const std::regex piece(
      R"(<\?xml [^>]*\?>|<(/?)([A-Za-z:]+)((?: [A-Za-z:]+="[^"<&]*(?:&[a-z#0-9]+;[^"<&]*)*")*)(/?)>|[^<&]+|&(?:amp|lt|gt|quot|#13);)");
  Ids open;
  auto at = xml.cbegin();
  std::smatch match;
  while (at != xml.cend()) {
    if (!std::regex_search(at, xml.cend(), match, piece, std::regex_constants::match_continuous)) {
      return "at: " + std::string(at, at + std::min<std::ptrdiff_t>(40, xml.cend() - at));
    }
    at = match[0].second;
    if (!match[2].matched || match[4].length() > 0) continue;
    if (match[1].length() == 0) {
      open.push_back(match[2]);
    } else if (open.empty() || open.back() != match[2]) {
      return "not open: " + match[2].str();
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "not closed: " + open.back();
}

std::string feed(const Asker& server, std::string_view q, const std::string& more = {}) {
  const HttpResponse response = server.client().get("/feed.xml?q=" + percent_encoded(q) + more);
  INFO(response);
  CHECK(response.status == 200);
  CHECK(response.header("content-type") == "application/rss+xml; charset=utf-8");
  CHECK(xml_fault(response.body) == "");
  return response.body;
}

// The answer to a request with that Host header.
std::string with_host(const std::string& path, const std::string& host) {
  const RawConnection connection(articles_server().port());
  connection.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  return connection.read_all(10s);
}

std::string own_address() { return "http://127.0.0.1:" + std::to_string(articles_server().port()); }

TEST_SUITE("api") {
  TEST_CASE("a feed has the articles that a query finds newest first") {
    const std::string xml = feed(articles_server(), "البنك");
    INFO(xml);
    CHECK(texts(xml, "guid") == Ids{"eco-3", "eco-1"});
    CHECK(texts(xml, "pubDate") ==
          Ids{"Mon, 20 Jan 2025 00:00:00 GMT", "Sun, 10 Mar 2024 00:00:00 GMT"});
    CHECK(texts(xml, "title") == Ids{"فهرس: البنك", "رصيف جديد للحاويات على البحر الأحمر",
                                     "البنك المركزي يرفع سعر الفائدة"});
    CHECK(texts(xml, "link").at(1) == own_address() + "/?id=eco-3");
    CHECK(texts(xml, "link").at(2) == "https://example.org/eco-1");
    CHECK(xml.find("<guid isPermaLink=\"false\">") != std::string::npos);
    CHECK(texts(feed(articles_server(), "البنك", "&sort=oldest"), "guid") == Ids{"eco-1", "eco-3"});
    CHECK(texts(feed(articles_server(), "", "&from=2025-02"), "guid") == Ids{"sci-2"});
  }

  TEST_CASE("an article without a date has none in a feed and its address is encoded") {
    const std::string xml = feed(articles_server(), "الكمون");
    CHECK(texts(xml, "guid") == Ids{"odd+id %20?#&amp;"});
    CHECK(texts(xml, "pubDate").empty());
    CHECK(texts(xml, "link").back() == own_address() + "/?id=odd%2Bid%20%2520%3F%23%26");
  }

  TEST_CASE("a feed is XML whatever is asked") {
    for (const std::string q : {"", "<b>&\"'", "]]>", "\x01\x02", "\xFF\xFE", "سعر & <فائدة>"}) {
      CAPTURE(q);
      feed(articles_server(), q);
    }
    CHECK(texts(feed(articles_server(), "a<b>&\"\x01"), "title").front() ==
          "فهرس: a&lt;b&gt;&amp;&quot;\uFFFD");
  }

  TEST_CASE("a feed has at most thirty articles") {
    const TempDir dir;
    dir.write("corpus/many.jsonl", sample_jsonl(40, "many", "سفينة"));
    index_corpus(dir);
    ServerProcess server(dir / "index");
    CHECK(texts(feed(Asker(server.port()), "سفينة", "&size=100&page=3"), "guid").size() == 30);
  }

  TEST_CASE("a feed refuses what a search refuses") {
    CHECK(articles_server().get("/feed.xml?from=soon", 400).at("error").at("parameter") == "from");
  }

  TEST_CASE("the description of the search engine says where to search") {
    const HttpResponse response = articles_server().client().get("/opensearch.xml");
    INFO(response);
    CHECK(response.status == 200);
    CHECK(response.header("content-type") ==
          "application/opensearchdescription+xml; charset=utf-8");
    CHECK(xml_fault(response.body) == "");
    CHECK(texts(response.body, "ShortName") == Ids{"فهرس"});
    CHECK(response.body.find("template=\"" + own_address() + "/?q={searchTerms}\"") !=
          std::string::npos);
  }

  TEST_CASE("addresses are those by which the server was asked") {
    for (const std::string host : {"app.localhost:81", "localhost", "[::1]:8080", "192.168.0.7"}) {
      CHECK(with_host("/opensearch.xml", host).find("\"http://" + host + "/?q=") !=
            std::string::npos);
    }
    CHECK(with_host("/opensearch.xml", "").find("\"" + own_address() + "/?q=") !=
          std::string::npos);
    for (const std::string host : {"evil\"><x", "a/b", "a b", "a@b", "a:b", "[::1", "a?b"}) {
      CAPTURE(host);
      CHECK(with_host("/opensearch.xml", host).starts_with("HTTP/1.1 421 "));
    }
  }
}

}  // namespace

}  // namespace fihris::test
