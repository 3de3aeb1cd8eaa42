// Pages as they are read, with what they have from their site left out.
//
//   SitePages pages(neighbours);
//   for (file : files) { ReadPage page = pages.take(pages.read(file, chunk, content)); ... }
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/ingest/file_walker.h"
#include "indexer/ingest/problem.h"
#include "indexer/ingest/reader.h"
#include "indexer/ingest/site_lines.h"
#include "indexer/writer/neighbours.h"

namespace fihris::writer {

struct ReadPage {
  std::optional<std::uint64_t> content;  // as in its stamp; nothing: it could not be read
  std::uint64_t neighbours = 0;          // as in its stamp
  std::vector<ingest::Article> articles;
  ingest::ReadReport report;
  std::vector<ingest::Problem> problems;
};

// Whether files of a format may have lines of their site: web pages, also saved as text.
bool is_page_format(ingest::Format format);

// The pages of a few neighbouring files; each is read once, also where it stands beside several.
// Not thread-safe.
class SitePages {
 public:
  explicit SitePages(const Neighbours& neighbours) : neighbours_(neighbours) {}

  // Whether the file has been read because it stands beside another one.
  bool has(const ingest::CorpusFile& file) const;

  // Reads a page; `file` must outlive this. `content` was taken before.
  void read(const ingest::CorpusFile& file, const ingest::Chunk& chunk,
            std::optional<std::uint64_t> content);

  // A page that was read: once. Only if lines of it are set apart, those beside it are read too.
  ReadPage take(const ingest::CorpusFile& file);

 private:
  // A file, and what it is to others when its page is taken.
  struct Held {
    bool is_page = false;
    ReadPage page;
    std::optional<std::uint64_t> content;  // nothing: of no use, though it may be the next time
    bool has_article = false;
    ingest::SitePage beside;
  };

  const Held& beside(const ingest::CorpusFile& file);

  const Neighbours& neighbours_;
  std::unordered_map<std::string_view, Held> pages_;  // by path
};

}  // namespace fihris::writer
