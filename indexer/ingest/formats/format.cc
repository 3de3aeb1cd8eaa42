#include "indexer/ingest/formats/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/formats/csv_reader.h"
#include "indexer/ingest/formats/json_reader.h"
#include "indexer/ingest/formats/jsonl_reader.h"
#include "indexer/ingest/formats/mail_reader.h"
#include "indexer/ingest/formats/markdown_reader.h"
#include "indexer/ingest/formats/signatures.h"
#include "indexer/ingest/formats/text_reader.h"
#include "indexer/ingest/formats/xml_reader.h"
#include "indexer/ingest/html/html_reader.h"

namespace fihris::ingest {
namespace {

constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20U;

void skip_other(std::string_view, const Hint&, Output& output) {
  output.skip("not an article format");
}

template <StreamFunction read>
void read_whole(std::string_view bytes, const Hint& hint, Output& output) {
  MemoryStream stream(bytes);
  read(stream, hint, output);
}

// Where the bytes fit several rows, the one that the name fits counts, else the first.
constexpr std::array kFormats{
    FormatInfo{Format::json_lines, "json lines", ".jsonl .ndjson", begins_with_json_line,
               read_json_lines, 64 * kMegabyte},
    FormatInfo{Format::wide_json_lines, "json lines", "", nullptr, read_whole<read_wide_json_lines>,
               kUnlimited, read_wide_json_lines},
    FormatInfo{Format::sandboxed, "archive",
               ".pdf .docx .odt .epub .zip .gz .tgz .tar .bz2 .tbz2 .xz .txz .zst .warc",
               begins_as_sandboxed, nullptr, ~std::uint64_t{0}},
    FormatInfo{Format::saved_page, "saved page", ".mht .mhtml", begins_as_saved_page,
               read_saved_page, 64 * kMegabyte},
    FormatInfo{Format::mailbox, "mailbox", ".mbox .mbx", begins_as_mailbox,
               read_whole<read_mailbox>, kUnlimited, read_mailbox},
    FormatInfo{Format::mail, "mail", ".eml", begins_as_mail, read_mail, 64 * kMegabyte},
    FormatInfo{Format::html, "html", ".html .htm .xhtml .xht .shtml", begins_as_html, read_html,
               16 * kMegabyte},
    FormatInfo{Format::xml, "xml", ".xml .rss .atom .rdf", begins_as_xml, read_xml, 64 * kMegabyte},
    FormatInfo{Format::json, "json", ".json .geojson .jsonld", begins_as_json, read_json,
               64 * kMegabyte},
    FormatInfo{Format::csv, "csv", ".csv .tsv .tab", nullptr, read_whole<read_csv>, kUnlimited,
               read_csv},
    FormatInfo{Format::markdown, "markdown", ".md .markdown .mkd", nullptr, read_markdown,
               16 * kMegabyte},
    FormatInfo{Format::text, "text", ".txt .text", nullptr, read_text, 64 * kMegabyte},
    // What stands beside saved pages and articles.
    FormatInfo{Format::other, "other",
               ".png .jpg .jpeg .jfif .gif .webp .avif .bmp .ico .svg .tif .tiff .heic .psd "
               ".css .scss .less .js .mjs .cjs .ts .map .wasm .swf "
               ".woff .woff2 .ttf .otf .eot "
               ".mp3 .m4a .aac .ogg .oga .opus .wav .flac .mp4 .m4v .webm .mkv .avi .mov .flv .mpg "
               ".mpeg .m3u8 .srt .vtt "
               ".exe .dll .so .o .a .bin .msi .deb .rpm .apk .jar .class .pyc .iso .dmg .dat "
               ".py .c .h .cc .cpp .hpp .java .go .rs .rb .pl .sh .bat .ps1 .sql .lua "
               ".ini .cfg .conf .toml .yml .yaml .log .lock .db .sqlite .torrent .part .tmp .bak "
               ".desktop .url .lnk",
               begins_as_other, skip_other, ~std::uint64_t{0}}};

std::string extension_of(std::string_view name) {
  const std::string_view file = name.substr(name.find_last_of('/') + 1);
  const std::size_t dot = file.rfind('.');
  std::string extension(dot == std::string_view::npos || dot == 0 ? "" : file.substr(dot));
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

bool has_extension(const FormatInfo& info, std::string_view extension) {
  for (std::string_view rest = info.extensions; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == extension) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

bool fits(const FormatInfo& info, std::string_view head) {
  return info.fits != nullptr && info.fits(head);
}

bool is_wide(std::string_view head) {
  if (head.find('\0') == std::string_view::npos) return false;
  const Result<DecodedText> text = decode_text(head.substr(0, head.size() / 4 * 4));
  return text && (text->encoding.starts_with("UTF-16") || text->encoding.starts_with("UTF-32"));
}

const FormatInfo* find_row(std::string_view head, std::string_view name) {
  const std::string extension = extension_of(name);
  const auto* const named = std::ranges::find_if(kFormats, [&](const FormatInfo& info) {
    return !extension.empty() && has_extension(info, extension);
  });
  const bool is_named = named != kFormats.end();
  if (is_named && (named->format == Format::other || fits(*named, head))) return &*named;
  const auto* const fitting =
      std::ranges::find_if(kFormats, [&](const FormatInfo& info) { return fits(info, head); });
  // An article's name with a program in it is a mistake that the user should know of.
  if (fitting != kFormats.end() && !(is_named && fitting->format == Format::other)) return fitting;
  if (is_named) return &*named;
  return is_binary(head) ? nullptr : &format_info(Format::text);
}

}  // namespace

const FormatInfo& format_info(Format format) {
  const auto* const row = std::ranges::find(kFormats, format, &FormatInfo::format);
  return row == kFormats.end() ? kFormats.back() : *row;
}

const FormatInfo* find_format(std::string_view head, std::string_view name) {
  const FormatInfo* const info = find_row(head, name);
  const bool is_lines = info != nullptr && info->format == Format::json_lines;
  return is_lines && is_wide(head) ? &format_info(Format::wide_json_lines) : info;
}

void read_bytes(std::string_view bytes, const Hint& hint, Output& output) {
  const FormatInfo* const info = find_format(bytes.substr(0, kHeadSize), hint.relative_path);
  if (info == nullptr || info->read == nullptr) return output.problem("unsupported format");
  output.report().format = info->name;
  if (bytes.size() > info->largest) {
    return output.problem(fmt::format("longer than {} MB", info->largest / kMegabyte));
  }
  info->read(bytes, hint, output);
}

}  // namespace fihris::ingest
