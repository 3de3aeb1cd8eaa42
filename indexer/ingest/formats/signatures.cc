#include "indexer/ingest/formats/signatures.h"

#include <algorithm>
#include <array>
#include <span>

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

}  // namespace

bool begins_as_archive(std::string_view head) { return fits_any(head, kArchives); }

bool begins_as_sandboxed(std::string_view head) {
  return fits_any(head, kArchives) || fits_any(head, kSandboxed);
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
