#include "tests/api/fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <sstream>
#include <stdexcept>

#include "tests/api/articles.h"
#include "tests/support/paths.h"

namespace fihris::test {

namespace {

// The bodies are written as JSON text already (\n\n between paragraphs).
std::string as_jsonl(std::span<const SampleArticle> articles) {
  std::string lines;
  for (const SampleArticle& article : articles) {
    std::string line;
    const auto add = [&](std::string_view name, std::string_view value) {
      if (!value.empty()) {
        line += (line.empty() ? "{\"" : ", \"") + std::string(name) + "\": \"" +
                std::string(value) + "\"";
      }
    };
    add("id", article.id);
    add("title", article.title);
    add("body", article.body);
    add("date", article.date);
    add("source", article.source);
    add("author", article.author);
    add("url", article.url);
    lines += line + ", \"unheard_of\": [1, 2]}\n";
  }
  return lines;
}

// The articles with their index and their server.
struct ServedArticles {
  ServedArticles() {
    write_articles(dir, "corpus");
    index_corpus(dir);
    server = std::make_unique<ServerProcess>(dir / "index");
    asker = std::make_unique<Asker>(server->port());
  }
  TempDir dir;
  std::unique_ptr<ServerProcess> server;
  std::unique_ptr<Asker> asker;
};

struct ServedCorpus {
  ServedCorpus() {
    std::filesystem::create_directory_symlink(source_folder() / "corpus", dir / "corpus");
    index_corpus(dir);
    server = std::make_unique<ServerProcess>(dir / "index");
    asker = std::make_unique<Asker>(server->port());
  }
  TempDir dir;
  std::unique_ptr<ServerProcess> server;
  std::unique_ptr<Asker> asker;
};

const ServedCorpus& served_corpus() {
  static const ServedCorpus served;
  return served;
}

}  // namespace

void write_articles(const TempDir& dir, std::string_view folder) {
  const std::string prefix = std::string(folder) + "/";
  dir.write(prefix + "news.jsonl", as_jsonl(kNewsArticles));
  dir.write(prefix + "pages.jsonl", as_jsonl(kPageArticles));
  dir.write(prefix + std::string(kTextFile), kTextOfFile);
  dir.write(prefix + std::string(kOtherTextFile), kTextOfOtherFile);
}

void index_corpus(const TempDir& dir, const std::string& command) {
  const RunResult result =
      run(indexer_program(), {command, "--quiet", "--index", dir / "index", dir / "corpus"});
  if (result.exit_code != 0) {
    std::ostringstream message;
    message << "fihris-indexer " << command << ": " << result;
    throw std::runtime_error(message.str());
  }
}

Json Asker::get(const std::string& target, int status) const {
  const HttpResponse response = client_.get(target);
  INFO("GET ", target, "\n", response);
  CHECK(response.status == status);
  CHECK(response.header("content-type") == "application/json; charset=utf-8");
  Json answer = Json::parse(response.body, nullptr, false);
  REQUIRE_FALSE(answer.is_discarded());
  return answer;
}

Json Asker::search(std::string_view q, const std::string& more) const {
  return get("/api/v1/search?q=" + percent_encoded(q) + more);
}

Json Asker::hits(std::string_view q, const std::string& more) const {
  return search(q, more).at("hits");
}

std::vector<std::string> Asker::ids(std::string_view q, const std::string& more) const {
  std::vector<std::string> ids;
  for (const Json& hit : hits(q, more)) {
    ids.push_back(hit.at("id").get<std::string>());
  }
  return ids;
}

const Asker& articles_server() {
  static const ServedArticles served;
  return *served.asker;
}

const Asker& corpus_server() { return *served_corpus().asker; }

std::filesystem::path corpus_index() { return served_corpus().dir.path() / "index"; }

std::string joined(const Json& segments) {
  std::string text;
  for (const Json& segment : segments) {
    text += segment.at("text").get<std::string>();
  }
  return text;
}

std::vector<std::string> sorted(std::vector<std::string> ids) {
  std::ranges::sort(ids);
  return ids;
}

}  // namespace fihris::test
