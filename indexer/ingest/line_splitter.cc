#include "indexer/ingest/line_splitter.h"

#include <algorithm>
#include <string_view>

#include "indexer/ingest/clean_text.h"

namespace fihris::ingest {
namespace {

// Gets the bytes of a file block by block and cuts them into chunks.
class LineSplitter {
 public:
  void add(std::string_view block) {
    while (!block.empty()) {
      const std::size_t newline = block.find('\n');
      const std::string_view piece = block.substr(0, newline);
      line_has_text_ = line_has_text_ || has_text(piece);
      at_ += piece.size();
      if (newline == std::string_view::npos) return;
      ++at_;
      end_line();
      block.remove_prefix(newline + 1);
    }
  }

  std::vector<Chunk> finish() {
    if (at_ > line_begin_) end_line();
    close_chunk(at_);
    if (article_ == 2) {
      for (Chunk& chunk : chunks_) chunk.first_article = 0;
    }
    return std::move(chunks_);
  }

 private:
  static bool has_text(std::string_view piece) {
    if (piece.starts_with(kByteOrderMark)) piece.remove_prefix(kByteOrderMark.size());
    return piece.find_first_not_of(" \t\r") != std::string_view::npos;
  }

  // at_ stands behind the line.
  void end_line() {
    if (at_ - chunk_.begin > kChunkSize) close_chunk(line_begin_);
    ++line_;
    article_ += line_has_text_ ? 1 : 0;
    line_begin_ = at_;
    line_has_text_ = false;
    if (at_ - chunk_.begin >= kChunkSize) close_chunk(at_);
  }

  void close_chunk(std::uint64_t end) {
    if (end == chunk_.begin) return;
    chunk_.end = end;
    chunks_.push_back(chunk_);
    chunk_ = {Format::json_lines, end, end, line_, article_};
  }

  std::vector<Chunk> chunks_;
  Chunk chunk_{Format::json_lines, 0, 0, 1, 1};  // the chunk at hand
  std::uint64_t at_ = 0;
  std::uint64_t line_begin_ = 0;
  std::uint64_t line_ = 1;     // of the line at hand
  std::uint64_t article_ = 1;  // of the next article
  bool line_has_text_ = false;
};

}  // namespace

Result<std::vector<Chunk>> split_lines(const InputFile& file) {
  std::vector<char> block(kChunkSize);
  LineSplitter splitter;
  for (std::uint64_t at = 0;;) {
    const Result<std::size_t> got = file.read_at(at, block);
    if (!got) return tl::make_unexpected(got.error());
    splitter.add({block.data(), *got});
    at += *got;
    if (*got < block.size()) break;
  }
  return splitter.finish();
}

}  // namespace fihris::ingest
