#include "indexer/writer/site_pages.h"

#include <fmt/format.h>

#include <utility>

#include "indexer/ingest/file_content.h"

namespace fihris::writer {

using ingest::CorpusFile;
using ingest::Format;

bool is_page_format(Format format) {
  return format == Format::html || format == Format::saved_page || format == Format::text;
}

void SitePages::read(const CorpusFile& file, const ingest::Chunk& chunk,
                     std::optional<std::uint64_t> content) {
  Held& held = pages_[file.path];
  ReadPage& page = held.page;
  page.content = content;
  held.content = content;
  page.report = ingest::read_chunk(
      file.path, file.relative_path, chunk,
      [&](ingest::Article&& article) { page.articles.push_back(std::move(article)); },
      [&](const ingest::Problem& problem) { page.problems.push_back(problem); });
  held.has_article = !page.articles.empty();
  if (held.has_article) held.beside.source = page.articles.front().source;
  held.beside.lines = std::move(page.report.lines);
}

void SitePages::read_beside(const CorpusFile& file) {
  const std::optional<std::uint64_t> content = ingest::content_of(file.path);
  const Result<std::vector<ingest::Chunk>> chunks = ingest::split_file(file.path);
  if (chunks && chunks->size() == 1 && is_page_format(chunks->front().format)) {
    return read(file, chunks->front(), content);
  }
  pages_[file.path].content = content;
}

ReadPage SitePages::take(const CorpusFile& file) {
  ReadPage page = std::move(pages_.at(file.path).page);
  if (pages_.at(file.path).beside.lines.empty()) return page;
  std::vector<std::uint64_t> contents;
  std::vector<const ingest::SitePage*> beside;
  for (const CorpusFile* neighbour : neighbours_.of(file)) {
    if (!has(*neighbour)) read_beside(*neighbour);
    const Held& held = pages_.at(neighbour->path);
    contents.push_back(held.content.value_or(0));
    if (held.has_article) beside.push_back(&held.beside);
  }
  page.neighbours = neighbourhood_of(contents);
  const ingest::LeftOut left_out = ingest::leave_out_site_lines(
      page.articles.front(), pages_.at(file.path).beside.lines, beside);
  if (left_out.lines == 0) return page;
  page.report.words -= left_out.words;
  page.report.add_repair(fmt::format("{} lines of the site left out", left_out.lines));
  return page;
}

}  // namespace fihris::writer
