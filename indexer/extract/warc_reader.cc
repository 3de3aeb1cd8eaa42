// Web archives: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string>
#include <string_view>

#include "indexer/extract/http_message.h"
#include "indexer/extract/readers.h"

namespace fihris::extract {
namespace {

constexpr std::size_t kLargestRecord = std::size_t{64} << 20U;
constexpr std::size_t kLongestHeader = std::size_t{64} << 10U;

// What is worth reading, and how a file of that type is called.
struct PageType {
  std::string_view type, file_name;
};
constexpr std::array kPageTypes{
    PageType{"text/html", "page.html"}, PageType{"application/xhtml+xml", "page.html"},
    PageType{"text/plain", "page.txt"}, PageType{"application/pdf", "page.pdf"}};

struct Record {
  std::string headers;
  std::uint64_t size = 0;
  std::string header(std::string_view name) const { return find_header(headers, name); }
};

class WarcReader {
 public:
  WarcReader(ByteStream& stream, const Part& part, Extraction& extraction)
      : stream_(stream), part_(part), extraction_(extraction) {}

  void read() {
    Result<bool> more = next();
    while (more && *more && !extraction_.is_over()) {
      Result<void> done = read_record();
      more = done ? next() : tl::make_unexpected(done.error());
    }
    if (!more) extraction_.problem(part_, more.error().message);
  }

 private:
  // Goes behind the headers of the next record. False: the end.
  Result<bool> next() {
    record_ = {};
    while (record_.headers.size() < kLongestHeader) {
      const Result<std::string_view> line = stream_.peek_line(kLongestHeader);
      if (!line) return tl::make_unexpected(line.error());
      if (line->empty() && record_.headers.empty()) return false;
      if (line->empty()) return fail("ends within a record");
      const bool blank = line->find_first_not_of("\r\n") == std::string_view::npos;
      if (record_.headers.empty() && !blank && !line->starts_with("WARC/")) {
        return fail("damaged: no WARC record where one should begin");
      }
      if (!blank) record_.headers += *line;
      stream_.drop(line->size());
      if (blank && !record_.headers.empty()) return has_size();
    }
    return fail("damaged: endless headers");
  }

  Result<bool> has_size() {
    const std::string size = record_.header("content-length");
    const auto parsed = std::from_chars(size.data(), size.data() + size.size(), record_.size);
    if (parsed.ec != std::errc()) return fail("damaged: a record without a length");
    return true;
  }

  Result<void> read_record() {
    const std::string type = record_.header("warc-type");
    std::string url = record_.header("warc-target-uri");
    std::erase_if(url, [](char c) { return c == '<' || c == '>'; });  // as wget 1.x writes it
    const bool is_page = (type == "response" || type == "resource") &&
                         (url.starts_with("http://") || url.starts_with("https://"));
    if (!is_page || record_.size > kLargestRecord) return pass_over();
    const Result<std::string_view> block = stream_.peek(static_cast<std::size_t>(record_.size));
    if (!block) return tl::make_unexpected(block.error());
    if (block->size() < record_.size) return fail("ends within a record");
    type == "response" ? read_response(url, *block) : read_resource(url, *block);
    return pass_over();
  }

  Result<void> pass_over() {
    constexpr std::uint64_t kStep = std::uint64_t{1} << 20U;
    while (record_.size > 0) {
      const Result<std::string_view> bytes =
          stream_.peek(static_cast<std::size_t>(std::min(record_.size, kStep)));
      if (!bytes) return tl::make_unexpected(bytes.error());
      if (bytes->empty()) return fail("ends within a record");
      record_.size -= bytes->size();
      stream_.drop(bytes->size());
    }
    return {};
  }

  void read_response(const std::string& url, std::string_view block) {
    constexpr int kOk = 200;
    Result<HttpMessage> message = parse_http_message(block, kLargestRecord);
    if (!message) {
      extraction_.problem(part_, fmt::format("{}: {}", url, message.error().message));
    } else if (message->status == kOk && extraction_.count_unpacked(message->body.size())) {
      read_page(url, {message->content_type, message->charset}, message->body);
    }
  }

  void read_resource(const std::string& url, std::string_view block) {
    read_page(url, parse_content_type(record_.header("content-type")), block);
  }

  void read_page(const std::string& url, const ContentType& content, std::string_view body) {
    const auto* const type = std::ranges::find(kPageTypes, content.type, &PageType::type);
    if (type == kPageTypes.end() || body.empty()) return;
    constexpr std::size_t kIsoDate = 10;
    Part page = part_;
    const std::uint64_t times = ++seen_[url];
    page.name += "/" + url + (times > 1 ? fmt::format("#{}", times) : "");
    ++page.depth;
    page.file_name = type->file_name;
    page.url = url;
    page.date = record_.header("warc-date").substr(0, kIsoDate);
    page.charset = content.charset;
    MemoryStream stream(body);
    extraction_.read(stream, page);
  }

  ByteStream& stream_;
  const Part& part_;
  Extraction& extraction_;
  Record record_;
  std::map<std::string, std::uint64_t> seen_;  // how often a page was stored
};

}  // namespace

void read_warc(ByteStream& stream, const Part& part, Extraction& extraction) {
  WarcReader(stream, part, extraction).read();
}

}  // namespace fihris::extract
