#include "indexer/ingest/formats/encoded_words.h"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>

namespace fihris::ingest {
namespace {

// =?CHARSET?b?TEXT?=
struct EncodedWord {
  std::string_view charset;
  std::string bytes;     // decoded
  std::size_t size = 0;  // as written
};

bool is_same(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string decode_base64(std::string_view text) {
  const std::string terminated(text);
  gsize size = 0;
  const std::unique_ptr<guchar, void (*)(gpointer)> bytes(
      g_base64_decode(terminated.c_str(), &size), g_free);
  return {reinterpret_cast<const char*>(bytes.get()), size};
}

std::string encode_base64(std::string_view bytes) {
  const std::unique_ptr<gchar, void (*)(gpointer)> text(
      g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size()), g_free);
  return text.get();
}

// The Base64 word that `text` begins with.
std::optional<EncodedWord> read_word(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const std::size_t charset_end = text.find_first_of("?\n ", 2);
  if (charset_end == std::string_view::npos) return std::nullopt;
  const std::string_view encoding = text.substr(charset_end, 3);
  if (encoding != "?b?" && encoding != "?B?") return std::nullopt;
  const std::size_t begin = charset_end + encoding.size();
  const std::size_t end = text.find_first_of("?\n ", begin);
  if (end == std::string_view::npos || text.substr(end, 2) != "?=") return std::nullopt;
  return EncodedWord{text.substr(2, charset_end - 2),
                     decode_base64(text.substr(begin, end - begin)), end + 2};
}

// White space between two words, a folded line end included; 0 if there is none.
std::size_t gap_size(std::string_view text) {
  const std::size_t size = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::string_view gap = text.substr(0, size);
  // A line that begins without a space is another header.
  return !gap.empty() && gap.back() != '\n' && gap.back() != '\r' ? size : 0;
}

std::string_view head_of(std::string_view mail) {
  const std::size_t end = std::min(mail.find("\n\n"), mail.find("\n\r\n"));
  return mail.substr(0, end);
}

}  // namespace

std::string join_encoded_words(std::string_view mail) {
  const std::string_view head = head_of(mail);
  std::string out;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t sign = std::min(head.find("=?", at), head.size());
    out += head.substr(at, sign - at);
    at = sign;
    const std::optional<EncodedWord> word = read_word(head.substr(at));
    if (!word) {
      out += head.substr(at, 2);
      at = std::min(at + 2, head.size());
      continue;
    }
    at += word->size;
    std::string bytes = word->bytes;
    for (std::size_t gap = gap_size(head.substr(at)); gap > 0; gap = gap_size(head.substr(at))) {
      const std::optional<EncodedWord> next = read_word(head.substr(at + gap));
      if (!next || !is_same(next->charset, word->charset)) break;
      bytes += next->bytes;
      at += gap + next->size;
    }
    out += fmt::format("=?{}?b?{}?=", word->charset, encode_base64(bytes));
  }
  out += mail.substr(head.size());
  return out;
}

}  // namespace fihris::ingest
