#include "indexer/ingest/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "indexer/ingest/formats/jsonl_reader.h"
#include "indexer/ingest/input_file.h"
#include "indexer/ingest/line_splitter.h"
#include "indexer/ingest/sandbox/sandbox.h"

namespace fihris::ingest {
namespace {

static_assert(kPadding >= kJsonPadding);

Result<std::string> read_head(const InputFile& file, std::uint64_t size) {
  std::string head(static_cast<std::size_t>(std::min(file.size(), size)), '\0');
  const Result<std::size_t> got = file.read_at(0, head);
  if (!got) return tl::make_unexpected(got.error());
  head.resize(*got);
  return head;
}

Result<Format> format_of(const InputFile& file, const std::string& path) {
  Result<std::string> head = read_head(file, kHeadSize);
  if (!head) return tl::make_unexpected(head.error());
  const FormatInfo* info = find_format(*head, path);
  const bool is_lines = info != nullptr && info->format == Format::json_lines;
  if (!is_lines && head->starts_with('{') && head->find('\n') == std::string::npos) {
    head = read_head(file, kChunkSize);  // the whole first line decides
    if (!head) return tl::make_unexpected(head.error());
    info = find_format(*head, path);
  }
  if (info == nullptr) return fail("unsupported format");
  return info->format;
}

// More than any line or file of the format may have: not worth reading.
bool is_too_large(const Chunk& chunk, const FormatInfo& info) {
  const std::uint64_t size = chunk.end - chunk.begin;
  const std::uint64_t more = chunk.format == Format::json_lines ? kChunkSize : 0;
  return size > more && size - more > info.largest;
}

void read_into(const std::string& path, const Hint& hint, const Chunk& chunk, Output& output) {
  const FormatInfo& info = format_info(chunk.format);
  const bool is_lines = chunk.format == Format::json_lines;
  output.report().format = info.name;
  if (chunk.format == Format::other) return info.read({}, hint, output);
  if (is_too_large(chunk, info)) {
    return output.problem(
        fmt::format("{}longer than {} MB", is_lines ? "line " : "", info.largest >> 20U),
        is_lines ? chunk.first_line : 0);
  }
  const Result<InputFile> file = InputFile::open(path);
  if (!file) return output.problem(file.error().message);
  if (chunk.format == Format::sandboxed) return read_in_sandbox(*file, hint, output);
  if (info.stream != nullptr) {
    FileStream stream(*file);
    return info.stream(stream, hint, output);
  }
  // One allocation for the bytes and what readers may read behind them.
  const auto size = static_cast<std::size_t>(chunk.end - chunk.begin);
  std::string buffer(size + kPadding, '\0');
  const Result<std::size_t> got = file->read_at(chunk.begin, {buffer.data(), size});
  if (!got) return output.problem(got.error().message);
  const std::string_view bytes(buffer.data(), *got);
  if (is_lines) {
    return read_json_lines(bytes, LinePlace{chunk.first_line, chunk.first_article}, output);
  }
  info.read(bytes, hint, output);
}

}  // namespace

Result<std::vector<Chunk>> split_file(const std::string& path) {
  const Result<InputFile> file = InputFile::open(path);
  if (!file) return tl::make_unexpected(file.error());
  const Result<Format> format = format_of(*file, path);
  if (!format) return tl::make_unexpected(format.error());
  if (*format == Format::json_lines) return split_lines(*file);
  const std::uint64_t end = *format == Format::other ? 0 : file->size();
  return std::vector<Chunk>{{*format, 0, end, 1, 0}};
}

ReadReport read_chunk(const std::string& path, const std::string& relative_path, const Chunk& chunk,
                      const ArticleSink& articles, const ProblemSink& problems) {
  const Hint hint{path, relative_path, {}, {}};
  Output output(hint, articles, problems);
  read_into(path, hint, chunk, output);
  return output.finish();
}

void read_file(const std::string& path, const std::string& relative_path,
               const ArticleSink& articles, const ProblemSink& problems) {
  const Result<std::vector<Chunk>> chunks = split_file(path);
  if (!chunks) return problems({path, 0, chunks.error().message});
  for (const Chunk& chunk : *chunks) read_chunk(path, relative_path, chunk, articles, problems);
}

}  // namespace fihris::ingest
