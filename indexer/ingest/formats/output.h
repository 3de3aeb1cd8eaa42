// What the reader of a format is told about a file, and where it puts what it finds.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/article.h"
#include "indexer/ingest/problem.h"
#include "indexer/ingest/site_lines.h"

namespace fihris::ingest {

using ArticleSink = std::function<void(Article&&)>;

// What is known about bytes beside themselves. What is not known is empty.
struct Hint {
  std::string path;           // absolute; of a file in an archive, that of the archive
  std::string relative_path;  // to the CORPUS folder: the id of the article, the name of the format
  std::string charset;        // as declared outside the bytes: by HTTP, by a mail
  std::string url;            // where the bytes came from
};

struct PartReport;

// How a file was read, for --report. Nothing in it is a failure.
struct ReadReport {
  std::string format;                // "html", "json lines"; see format.h
  std::string encoding;              // "UTF-8", "windows-1256"; empty where bytes are no text
  std::vector<std::string> repairs;  // "double-encoded UTF-8 repaired"; each once
  std::vector<std::string> skipped;  // why there is no article, or fewer: "not an article format"
  std::uint64_t articles = 0;
  std::uint64_t words = 0;        // between white space, in their bodies
  std::string title, date;        // of the first article
  std::vector<PartReport> parts;  // files in an archive, those that are read
  std::vector<BodyLine> lines;    // of a page that sets some apart (site_lines.h); not reported

  void count(const Article& article);
  // Several encodings are listed with commas.
  void add_encoding(std::string_view name);
  void add_repair(std::string_view repair);
  void add_skip(std::string_view reason);
  // Adds what a later piece of the same file says.
  void add(ReadReport&& piece);
};

struct PartReport {
  std::string name;  // "b/c.txt" of "a.zip"
  ReadReport read;
  std::vector<std::string> problems;
};

// One for each file (or part of one). Not thread-safe.
class Output {
 public:
  // `hint` and the sinks must outlive it.
  Output(const Hint& hint, const ArticleSink& articles, const ProblemSink& problems)
      : hint_(hint), articles_(articles), problems_(problems) {}

  // Gives an article on, with id, path and lang set where they are empty. Articles without an id
  // get the relative path, and where there are several also their number in the file: "a.csv#2".
  void article(Article&& article);
  // The same where the number is known; 0: the only article of its file.
  void article(Article&& article, std::uint64_t number);

  // Gives an article on whose id and path are known: "a.zip/b.txt" of "a.zip".
  void pass(Article&& article);

  // Something cannot be read. Line 0: the whole file.
  void problem(std::string message, std::uint64_t line = 0);

  // There is nothing to read, which is nobody's fault: an image, a page without an article.
  void skip(std::string_view reason);

  // To be filled by the reader.
  ReadReport& report() { return report_; }

  // Call last: the first article waits here to see whether it is the only one.
  ReadReport finish();

 private:
  const Hint& hint_;
  const ArticleSink& articles_;
  const ProblemSink& problems_;
  std::optional<Article> first_;
  std::uint64_t count_ = 0;
  ReadReport report_;
};

}  // namespace fihris::ingest
