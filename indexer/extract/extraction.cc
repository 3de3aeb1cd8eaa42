#include "indexer/extract/extraction.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "indexer/extract/readers.h"
#include "indexer/ingest/formats/format.h"
#include "indexer/ingest/formats/jsonl_reader.h"
#include "indexer/ingest/formats/signatures.h"

namespace fihris::extract {
namespace {

using ingest::Format;
using ingest::FormatInfo;

struct Kind {
  std::string_view name;
  bool (*fits)(std::string_view head);
  void (*read)(ByteStream& stream, const Part& part, Extraction& extraction);
  bool holds_parts;
};

bool is_pdf(std::string_view head) {
  constexpr std::size_t kLatest = 1024;  // as readers of PDF do
  return head.substr(0, kLatest).find("%PDF-") != std::string_view::npos;
}
bool is_zip(std::string_view head) {
  return head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06");
}
bool is_warc(std::string_view head) { return head.starts_with("WARC/"); }

constexpr std::array kKinds{Kind{"zip", is_zip, read_zip, true},
                            Kind{"warc", is_warc, read_warc, true},
                            Kind{"archive", ingest::begins_as_archive, read_archive, true},
                            Kind{"pdf", is_pdf, read_pdf, false}};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void Extraction::read(ByteStream& stream, const Part& part) {
  const Result<std::string_view> head = stream.peek(ingest::kHeadSize);
  if (!head) return problem(part, head.error().message);
  const auto* const kind =
      std::ranges::find_if(kKinds, [&](const Kind& k) { return k.fits(*head); });
  if (kind == kKinds.end()) return read_plain(stream, part);
  if (!begin(part, kind->holds_parts)) return;
  // An archive in an archive is nothing by itself.
  if (part.depth == 0 || !kind->holds_parts) set_format(part, kind->name);
  kind->read(stream, part, *this);
}

// Whether the part shall be read. Those that hold others are entered again to reach what is behind
// the part that crashed.
bool Extraction::begin(const Part& part, bool holds_parts) {
  ++number_;
  if (number_ == crashed_) return false;
  if (number_ < crashed_) return holds_parts;
  announce(part);
  return true;
}

void Extraction::announce(const Part& part) {
  if (announced_ == part.name && announced_number_ == number_) return;
  announced_ = part.name;
  announced_number_ = number_;
  sinks_.part(number_, part.name);
}

void Extraction::give(Article&& article, const Part& part) {
  if (number_ <= crashed_) return;
  if (article.id.empty()) article.id = part.name;
  if (article.url.empty()) article.url = part.url;
  if (article.date.empty()) article.date = part.date;
  announce(part);
  sinks_.article(article);
}

void Extraction::set_format(const Part& part, std::string_view name) {
  ingest::ReadReport read;
  read.format = name;
  report(part, read);
}

void Extraction::report(const Part& part, const ingest::ReadReport& read) {
  if (number_ <= crashed_) return;
  announce(part);
  sinks_.report(read);
}

void Extraction::problem(const Part& part, const std::string& message, std::uint64_t line) {
  if (number_ <= crashed_ || (line == 0 && failed_ == part.name)) return;
  if (line == 0) failed_ = part.name;
  ++problems_;
  announce(part);
  sinks_.problem(line, message);
}

Result<void> Extraction::count_unpacked(std::size_t bytes) {
  if (bytes <= unpacked_left_) {
    unpacked_left_ -= bytes;
    return {};
  }
  unpacked_left_ = 0;
  over_ = true;
  return fail(fmt::format("unpacks to more than {} MB; the rest is skipped", unpacked_ >> 20U));
}

void Extraction::read_plain(ByteStream& stream, const Part& part) {
  Result<std::string_view> head = stream.peek(ingest::kHeadSize);
  // Whether JSON is an article shows at the end of its line.
  if (head && head->starts_with('{')) head = stream.peek_line(ingest::kLongestLine);
  const bool inside = part.depth > 0;
  const FormatInfo* const info =
      head ? ingest::find_format(*head, part.file_name.empty() ? part.name : part.file_name)
           : nullptr;
  if (head && inside && (info == nullptr || info->format == Format::other)) return;
  if (!begin(part, false)) return;
  if (!head) return problem(part, head.error().message);
  if (head->empty()) return problem(part, "empty");
  if (info == nullptr || info->read == nullptr) return problem(part, "unsupported format");
  const ingest::Hint hint{part.name, part.name, part.charset, part.url};
  const ingest::ArticleSink articles = [&](Article&& a) { give(std::move(a), part); };
  const ingest::ProblemSink problems = [&](const ingest::Problem& p) {
    problem(part, p.message, p.line);
  };
  ingest::Output output(hint, articles, problems);
  if (info->format == Format::json_lines) {
    read_lines(stream, part, output);
  } else if (info->stream != nullptr) {
    info->stream(stream, hint, output);
  } else if (const Result<std::string_view> bytes = stream.peek_rest(info->largest); bytes) {
    std::string padded(*bytes);
    padded.append(ingest::kPadding, '\0');
    info->read(std::string_view(padded).substr(0, bytes->size()), hint, output);
  } else {
    problem(part, bytes.error().message);
  }
  ingest::ReadReport read = output.finish();
  read.format = info->name;
  report(part, read);
}

// JSON lines may be gigabytes: a megabyte at a time.
void Extraction::read_lines(ByteStream& stream, const Part& part, ingest::Output& output) {
  constexpr std::size_t kBlock = std::size_t{1} << 20U;
  ingest::LinePlace place;
  std::string block;
  while (true) {
    ingest::LinePlace next = place;
    block.clear();
    Result<std::string_view> line = stream.peek_line(ingest::kLongestLine);
    for (; line && !line->empty() && block.size() < kBlock;
         line = stream.peek_line(ingest::kLongestLine)) {
      block += *line;
      ++next.line;
      if (!is_blank(*line)) ++next.article;
      stream.drop(line->size());
    }
    const bool ended = !line || line->empty();
    const bool only_article = ended && place.line == 1 && next.article == 2;
    const std::size_t size = block.size();
    block.append(ingest::kPadding, '\0');
    ingest::read_json_lines(std::string_view(block).substr(0, size),
                            only_article ? ingest::LinePlace{1, 0} : place, output);
    if (!line) return problem(part, line.error().message, over_ ? 0 : next.line);
    if (ended) return;
    place = next;
  }
}

}  // namespace fihris::extract
