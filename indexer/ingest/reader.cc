#include "indexer/ingest/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <optional>
#include <string_view>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/input_file.h"
#include "indexer/ingest/jsonl_reader.h"
#include "indexer/ingest/language.h"
#include "indexer/ingest/line_splitter.h"
#include "indexer/ingest/text_reader.h"

namespace fihris::ingest {
namespace {

constexpr std::uint64_t kLargestText = std::uint64_t{64} << 20U;

struct Extension {
  std::string_view name;
  Format format;
};
constexpr std::array<Extension, 4> kExtensions{{{".txt", Format::text},
                                                {".text", Format::text},
                                                {".jsonl", Format::json_lines},
                                                {".ndjson", Format::json_lines}}};

std::optional<Format> format_by_name(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto* const known = std::ranges::find(kExtensions, extension, &Extension::name);
  return known == kExtensions.end() ? std::nullopt : std::optional(known->format);
}

// Whether the first line of the file is an article in JSON, whatever the file is called.
Result<bool> begins_with_json(const InputFile& file) {
  std::array<char, 1> first{};
  const Result<std::size_t> got = file.read_at(0, first);
  if (!got) return tl::make_unexpected(got.error());
  if (*got == 0 || first[0] != '{') return false;
  std::string head(static_cast<std::size_t>(std::min(file.size(), kChunkSize)), '\0');
  const Result<std::size_t> size = file.read_at(0, head);
  if (!size) return tl::make_unexpected(size.error());
  const std::string_view line = std::string_view(head).substr(0, std::min(head.find('\n'), *size));
  return parse_json_article(line).has_value();
}

Result<Format> find_format(const InputFile& file, const std::string& path) {
  const std::optional<Format> by_name = format_by_name(path);
  if (!by_name) return fail("unsupported format");
  if (*by_name == Format::json_lines) return *by_name;
  const Result<bool> json = begins_with_json(file);
  if (!json) return tl::make_unexpected(json.error());
  return *json ? Format::json_lines : *by_name;
}

// Reads one chunk. Its members are what all steps share.
class ChunkReader {
 public:
  ChunkReader(const std::string& path, const std::string& relative_path, const Chunk& chunk,
              const ArticleSink& articles, const ProblemSink& problems)
      : path_(path),
        relative_path_(relative_path),
        chunk_(chunk),
        articles_(articles),
        problems_(problems) {}

  void read() {
    const std::uint64_t size = chunk_.end - chunk_.begin;
    if (chunk_.format == Format::text && size > kLargestText) return report(0, "longer than 64 MB");
    if (size > kLongestLine + kChunkSize) {
      return report(chunk_.first_line, "line longer than 64 MB");
    }
    const Result<InputFile> file = InputFile::open(path_);
    if (!file) return report(0, file.error().message);
    // One allocation for the text and what simdjson reads behind it.
    std::string buffer(static_cast<std::size_t>(size) + kJsonPadding, '\0');
    const Result<std::size_t> got =
        file->read_at(chunk_.begin, {buffer.data(), static_cast<std::size_t>(size)});
    if (!got) return report(0, got.error().message);
    const std::string_view text(buffer.data(), *got);
    chunk_.format == Format::text ? read_text(text) : read_lines(text);
  }

 private:
  void read_text(std::string_view text) {
    Result<Article> article = read_text_article(text);
    if (!article) return report(0, article.error().message);
    give(std::move(*article), 0);
  }

  void read_lines(std::string_view text) {
    std::uint64_t number = chunk_.first_line;
    std::uint64_t article_number = chunk_.first_article;
    for (; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = trim_line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.empty()) continue;
      read_line(line, number, article_number);
      ++article_number;
    }
  }

  static std::string_view trim_line(std::string_view line) {
    if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
  }

  void read_line(std::string_view line, std::uint64_t number, std::uint64_t article_number) {
    if (line.size() > kLongestLine) return report(number, "line longer than 64 MB");
    Result<Article> article = parse_padded_article(line);
    if (!article) return report(number, article.error().message);
    give(std::move(*article), chunk_.first_article == 0 ? 0 : article_number);
  }

  void give(Article&& article, std::uint64_t number) {
    if (article.id.empty() && number > 0) article.id = fmt::format("{}#{}", relative_path_, number);
    if (article.id.empty()) article.id = relative_path_;
    article.path = relative_path_;
    article.lang = language_of(article.body);
    articles_(std::move(article));
  }

  void report(std::uint64_t line, std::string message) {
    problems_({path_, line, std::move(message)});
  }

  const std::string& path_;
  const std::string& relative_path_;
  const Chunk& chunk_;
  const ArticleSink& articles_;
  const ProblemSink& problems_;
};

}  // namespace

Result<std::vector<Chunk>> split_file(const std::string& path) {
  const Result<InputFile> file = InputFile::open(path);
  if (!file) return tl::make_unexpected(file.error());
  const Result<Format> format = find_format(*file, path);
  if (!format) return tl::make_unexpected(format.error());
  if (*format == Format::json_lines) return split_lines(*file);
  return std::vector<Chunk>{{Format::text, 0, file->size(), 1, 0}};
}

void read_chunk(const std::string& path, const std::string& relative_path, const Chunk& chunk,
                const ArticleSink& articles, const ProblemSink& problems) {
  ChunkReader(path, relative_path, chunk, articles, problems).read();
}

void read_file(const std::string& path, const std::string& relative_path,
               const ArticleSink& articles, const ProblemSink& problems) {
  const Result<std::vector<Chunk>> chunks = split_file(path);
  if (!chunks) return problems({path, 0, chunks.error().message});
  for (const Chunk& chunk : *chunks) read_chunk(path, relative_path, chunk, articles, problems);
}

}  // namespace fihris::ingest
