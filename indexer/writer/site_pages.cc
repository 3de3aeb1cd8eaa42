#include "indexer/writer/site_pages.h"

#include <utility>

#include "indexer/ingest/file_content.h"

namespace fihris::writer {

using ingest::CorpusFile;
using ingest::Format;

bool is_page_format(Format format) {
  return format == Format::html || format == Format::saved_page || format == Format::text;
}

bool SitePages::has(const CorpusFile& file) const {
  const auto found = pages_.find(file.path);
  return found != pages_.end() && found->second.is_page;
}

void SitePages::read(const CorpusFile& file, const ingest::Chunk& chunk,
                     std::optional<std::uint64_t> content) {
  Held& held = pages_[file.path];
  held.is_page = true;
  ReadPage& page = held.page;
  page.content = content;
  page.report = ingest::read_chunk(
      file.path, file.relative_path, chunk,
      [&](ingest::Article&& article) { page.articles.push_back(std::move(article)); },
      [&](const ingest::Problem& problem) { page.problems.push_back(problem); });
  if (page.problems.empty()) held.content = content;
  held.has_article = !page.articles.empty();
  if (held.has_article) held.beside = {page.articles.front().source, std::move(page.report.lines)};
}

const SitePages::Held& SitePages::beside(const CorpusFile& file) {
  const auto [at, is_new] = pages_.try_emplace(file.path);
  Held& held = at->second;
  if (!is_new) return held;
  const std::optional<std::uint64_t> content = ingest::content_of(file.path);
  const Result<std::vector<ingest::Chunk>> chunks = ingest::split_file(file.path);
  if (chunks && chunks->size() == 1 && is_page_format(chunks->front().format)) {
    read(file, chunks->front(), content);
  } else if (chunks) {
    held.content = content;
  }
  return held;
}

ReadPage SitePages::take(const CorpusFile& file) {
  Held& held = pages_.at(file.path);
  ReadPage page = std::move(held.page);
  if (held.beside.lines.empty()) return page;
  std::vector<std::uint64_t> contents;
  std::vector<const ingest::SitePage*> pages;
  for (const CorpusFile* neighbour : neighbours_.of(file)) {
    const Held& other = beside(*neighbour);
    if (!other.content) page.content.reset();  // read again the next time
    contents.push_back(other.content.value_or(0));
    if (other.has_article) pages.push_back(&other.beside);
  }
  page.neighbours = neighbourhood_of(contents);
  const ingest::LeftOut left_out =
      ingest::leave_out_site_lines(page.articles.front(), held.beside.lines, pages);
  if (left_out.lines == 0) return page;
  page.report.words -= left_out.words;
  page.report.add_repair(ingest::kSiteLinesLeftOut);
  return page;
}

}  // namespace fihris::writer
