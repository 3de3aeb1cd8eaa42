// Twelve articles, an index of them and a server: what the tests of the HTTP interface ask.
//
// The articles are in articles.h of this folder; each test names the ones it relies on.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/http_client.h"
#include "tests/support/program.h"
#include "tests/support/server_process.h"
#include "tests/support/temp_dir.h"

namespace fihris::test {

using Json = nlohmann::json;

// Writes the articles below `folder`: news.jsonl (eight with ids), pages.jsonl (two without), and
// two text files, one of them below a folder with an Arabic name.
void write_articles(const TempDir& dir, std::string_view folder);

// Runs `fihris-indexer COMMAND --quiet --index DIR/index DIR/corpus`; throws unless it exits 0.
void index_corpus(const TempDir& dir, const std::string& command = "build");

// Asking one server, with failures that show the request.
class Asker {
 public:
  explicit Asker(int port) : port_(port), client_(port) {}

  // The JSON of the answer, which must have that status and be JSON in UTF-8.
  Json get(const std::string& target, int status = 200) const;

  // The answer to /api/v1/search?q=...; `more` is further parameters, e.g. "&size=3".
  Json search(std::string_view q, const std::string& more = {}) const;

  // The hits of that answer.
  Json hits(std::string_view q, const std::string& more = {}) const;

  // Their ids, in order.
  std::vector<std::string> ids(std::string_view q, const std::string& more = {}) const;

  const HttpClient& client() const { return client_; }
  int port() const { return port_; }

 private:
  int port_;
  HttpClient client_;
};

// The articles, indexed and served once for all the tests of a process.
const Asker& articles_server();

// The same of the sample articles in corpus/.
const Asker& corpus_server();
std::filesystem::path corpus_index();

// The text of a list of segments.
std::string joined(const Json& segments);

std::vector<std::string> sorted(std::vector<std::string> ids);
using Ids = std::vector<std::string>;

}  // namespace fihris::test
