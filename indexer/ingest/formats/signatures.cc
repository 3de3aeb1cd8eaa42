#include "indexer/ingest/formats/signatures.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/formats/jsonl_reader.h"

namespace fihris::ingest {
namespace {

using std::string_view_literals::operator""sv;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
};

constexpr std::array kOther{Signature{0, "\x89PNG\r\n"sv},
                            Signature{0, "\xFF\xD8\xFF"sv},
                            Signature{0, "GIF8"sv},
                            Signature{8, "WEBP"sv},
                            Signature{0, "BM"sv},
                            Signature{0, "\0\0\1\0"sv},
                            Signature{4, "ftyp"sv},
                            Signature{0, "ID3"sv},
                            Signature{0, "OggS"sv},
                            Signature{8, "WAVE"sv},
                            Signature{0, "fLaC"sv},
                            Signature{0, "\x1A\x45\xDF\xA3"sv},
                            Signature{0, "wOFF"sv},
                            Signature{0, "wOF2"sv},
                            Signature{0, "\0\1\0\0\0"sv},
                            Signature{0, "OTTO"sv},
                            Signature{0,
                                      "\x7F"
                                      "ELF"sv},
                            Signature{0, "MZ"sv},
                            Signature{0, "\xCA\xFE\xBA\xBE"sv},
                            Signature{0, "SQLite format 3"sv},
                            Signature{0, "II*\0"sv},
                            Signature{0, "MM\0*"sv}};

constexpr std::array kArchives{Signature{0, "\x1F\x8B\x08"sv}, Signature{0, "BZh"sv},
                               Signature{0,
                                         "\xFD"
                                         "7zXZ\0"sv},
                               Signature{0, "\x28\xB5\x2F\xFD"sv}, Signature{257, "ustar"sv}};
constexpr std::array kSandboxed{Signature{0, "PK\3\4"sv}, Signature{0, "PK\5\6"sv},
                                Signature{0, "%PDF-"sv}, Signature{0, "WARC/"sv}};

bool fits_any(std::string_view head, std::span<const Signature> signatures) {
  return std::ranges::any_of(signatures, [&](const Signature& s) {
    return head.size() > s.offset && head.substr(s.offset).starts_with(s.bytes);
  });
}

// In lower case, without a byte order mark, zero bytes (of UTF-16) and white space before it.
std::string plain_head(std::string_view head) {
  std::string out;
  for (const char c : head) {
    if (c != '\0') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  for (const std::string_view mark : {kByteOrderMark, "\xFF\xFE"sv, "\xFE\xFF"sv}) {
    if (out.starts_with(mark)) out.erase(0, mark.size());
  }
  return out.substr(std::min(out.find_first_not_of(" \t\r\n"), out.size()));
}

}  // namespace

bool begins_as_archive(std::string_view head) { return fits_any(head, kArchives); }

bool begins_as_sandboxed(std::string_view head) {
  return fits_any(head, kArchives) || fits_any(head, kSandboxed);
}

bool begins_as_html(std::string_view head) {
  static constexpr std::array<std::string_view, 5> kBeginnings{"<!doctype html", "<html", "<head",
                                                               "<body", "<article"};
  const std::string text = plain_head(head);
  if (!text.starts_with('<')) return false;
  if (std::ranges::any_of(kBeginnings, [&](std::string_view b) { return text.starts_with(b); })) {
    return true;
  }
  // Behind an XML declaration or a comment.
  return text.find("<html") != std::string::npos ||
         text.find("<!doctype html") != std::string::npos;
}

bool begins_as_xml(std::string_view head) {
  static constexpr std::array<std::string_view, 5> kBeginnings{"<?xml", "<rss", "<feed", "<rdf:rdf",
                                                               "<urlset"};
  const std::string text = plain_head(head);
  return std::ranges::any_of(kBeginnings, [&](std::string_view b) { return text.starts_with(b); });
}

bool begins_as_json(std::string_view head) {
  const std::string text = plain_head(head);
  if (text.empty() || (text[0] != '{' && text[0] != '[')) return false;
  const std::size_t next = text.find_first_not_of(" \t\r", 1);
  if (next == std::string::npos) return false;
  return text[next] == '\n' || (text[0] == '[' && text[next] == '{');
}

bool begins_as_mail(std::string_view head) {
  static constexpr std::array<std::string_view, 10> kNames{
      "from:",     "to:",          "subject:",    "date:",         "mime-version:",
      "received:", "return-path:", "message-id:", "content-type:", "delivered-to:"};
  constexpr int kFewest = 3;
  int found = 0;
  for (std::string_view rest = head; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string line = plain_head(rest.substr(0, std::min<std::size_t>(end, 80)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) break;
    found += std::ranges::any_of(kNames, [&](std::string_view n) { return line.starts_with(n); })
                 ? 1
                 : 0;
  }
  return found >= kFewest;
}

bool begins_as_saved_page(std::string_view head) {
  if (!begins_as_mail(head)) return false;
  const std::string text = plain_head(head);
  return text.find("snapshot-content-location:") != std::string::npos ||
         (text.find("multipart/related") != std::string::npos &&
          (text.find("type=\"text/html\"") != std::string::npos ||
           text.find("from: <saved by") != std::string::npos));
}

bool begins_as_mailbox(std::string_view head) {
  const std::size_t end = head.find('\n');
  return head.starts_with("From ") && end != std::string_view::npos &&
         begins_as_mail(head.substr(end + 1));
}

bool begins_with_json_line(std::string_view head) {
  return head.starts_with('{') && parse_json_article(head.substr(0, head.find('\n'))).has_value();
}

bool is_binary(std::string_view bytes) {
  constexpr std::ptrdiff_t kMostControls = 10;  // percent
  if (bytes.find('\0') != std::string_view::npos) return true;
  const auto controls = std::ranges::count_if(bytes, [](char c) {
    return (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == '\x7F';
  });
  return controls * 100 > static_cast<std::ptrdiff_t>(bytes.size()) * kMostControls;
}

bool begins_as_other(std::string_view head) {
  // Two letters such as "BM" also begin texts.
  return is_binary(head) && fits_any(head, kOther);
}

}  // namespace fihris::ingest
