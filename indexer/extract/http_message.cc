#include "indexer/extract/http_message.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <memory>

namespace fihris::extract {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view strip(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\"");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n\"") + 1 - begin);
}

tl::unexpected<Error> too_long(std::uint64_t most) {
  return fail(fmt::format("longer than {} MB", most >> 20U));
}

// What is there of a body that was cut off is kept.
std::string join_chunks(std::string_view rest) {
  std::string body;
  while (true) {
    std::size_t size = 0;
    const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), size, 16);
    const std::size_t line_end = rest.find('\n');
    if (parsed.ec != std::errc() || size == 0 || line_end == std::string_view::npos) return body;
    rest.remove_prefix(line_end + 1);
    body += rest.substr(0, size);
    if (rest.size() < size + 2) return body;
    rest.remove_prefix(size + 2);
  }
}

// gzip, or deflate with or without zlib's header: the first byte tells.
Result<std::string> inflate_all(std::string_view bytes, std::uint64_t most) {
  constexpr int kAnyHeader = 15 + 32;
  constexpr int kNoHeader = -15;
  constexpr unsigned kDeflateMethod = 8;
  const bool has_header =
      !bytes.empty() &&
      (bytes[0] == '\x1F' || (static_cast<unsigned char>(bytes[0]) & 0x0FU) == kDeflateMethod);
  z_stream zlib{};
  if (::inflateInit2(&zlib, has_header ? kAnyHeader : kNoHeader) != Z_OK) return fail("no memory");
  const std::unique_ptr<z_stream, decltype(&::inflateEnd)> closer(&zlib, ::inflateEnd);
  std::string input(bytes);
  zlib.next_in = reinterpret_cast<Bytef*>(input.data());
  zlib.avail_in = static_cast<uInt>(input.size());
  std::string out;
  std::string block(kBlock, '\0');
  int code = Z_OK;
  while (code == Z_OK) {
    zlib.next_out = reinterpret_cast<Bytef*>(block.data());
    zlib.avail_out = static_cast<uInt>(block.size());
    code = ::inflate(&zlib, Z_NO_FLUSH);
    out.append(block, 0, block.size() - zlib.avail_out);
    if (out.size() > most) return too_long(most);
  }
  if (out.empty() && code != Z_STREAM_END) return fail("damaged compression");
  return out;
}

Result<std::string> unbrotli(std::string_view bytes, std::uint64_t most) {
  const std::unique_ptr<BrotliDecoderState, decltype(&::BrotliDecoderDestroyInstance)> decoder(
      ::BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), ::BrotliDecoderDestroyInstance);
  std::size_t left = bytes.size();
  const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::string out;
  std::string block(kBlock, '\0');
  auto state = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (state == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
    std::size_t room = block.size();
    auto* to = reinterpret_cast<std::uint8_t*>(block.data());
    state = ::BrotliDecoderDecompressStream(decoder.get(), &left, &next, &room, &to, nullptr);
    out.append(block, 0, block.size() - room);
    if (out.size() > most) return too_long(most);
  }
  if (out.empty()) return fail("damaged compression");
  return out;
}

Result<std::string> decode(std::string body, const std::string& coding, std::uint64_t most) {
  if (coding.empty() || coding == "identity") return body;
  if (coding == "gzip" || coding == "x-gzip" || coding == "deflate") return inflate_all(body, most);
  if (coding == "br") return unbrotli(body, most);
  return fail(fmt::format("unknown content encoding \"{}\"", coding));
}

}  // namespace

std::string find_header(std::string_view headers, std::string_view name) {
  while (!headers.empty()) {
    const std::size_t end = std::min(headers.find('\n'), headers.size());
    const std::string_view line = headers.substr(0, end);
    headers.remove_prefix(std::min(end + 1, headers.size()));
    const std::size_t colon = line.find(':');
    if (colon == name.size() && lower(line.substr(0, colon)) == lower(name)) {
      return std::string(strip(line.substr(colon + 1)));
    }
  }
  return {};
}

ContentType parse_content_type(std::string_view value) {
  ContentType content;
  content.type = lower(strip(value.substr(0, value.find(';'))));
  const std::string parameters = lower(value);
  const std::size_t charset = parameters.find("charset=");
  if (charset != std::string::npos) {
    const std::string_view rest = std::string_view(parameters).substr(charset + 8);
    content.charset = strip(rest.substr(0, rest.find(';')));
  }
  return content;
}

Result<HttpMessage> parse_http_message(std::string_view bytes, std::uint64_t most) {
  if (!bytes.starts_with("HTTP/")) return fail("no HTTP response");
  std::size_t end = bytes.find("\r\n\r\n");
  std::size_t gap = 4;
  if (end == std::string_view::npos) {
    end = bytes.find("\n\n");
    gap = 2;
  }
  if (end == std::string_view::npos) return fail("no HTTP response");
  const std::string_view headers = bytes.substr(0, end + 1);
  HttpMessage message;
  const std::size_t space = headers.find(' ');
  const std::string_view status = headers.substr(std::min(space, headers.size() - 1) + 1, 3);
  std::from_chars(status.data(), status.data() + status.size(), message.status);
  const ContentType content = parse_content_type(find_header(headers, "content-type"));
  message.content_type = content.type;
  message.charset = content.charset;
  const std::string_view raw = bytes.substr(end + gap);
  const bool chunked =
      lower(find_header(headers, "transfer-encoding")).find("chunked") != std::string::npos;
  Result<std::string> body = decode(chunked ? join_chunks(raw) : std::string(raw),
                                    lower(find_header(headers, "content-encoding")), most);
  if (!body) return tl::make_unexpected(body.error());
  message.body = std::move(*body);
  return message;
}

}  // namespace fihris::extract
