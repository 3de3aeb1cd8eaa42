#include "indexer/ingest/formats/signatures.h"

#include <algorithm>
#include <array>

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

}  // namespace

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
  return is_binary(head) && std::ranges::any_of(kOther, [&](const Signature& s) {
           return head.size() > s.offset && head.substr(s.offset).starts_with(s.bytes);
         });
}

}  // namespace fihris::ingest
