#include "indexer/ingest/encoding/converter.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "indexer/analysis/utf8.h"

namespace fihris::ingest {
namespace {

// The upper half of MacArabic, after Apple's ARABIC.TXT (Unicode mapping tables). Its doubles of
// ASCII, meant to run from right to left, are ASCII here.
constexpr std::array<char16_t, 128> kMacArabicUpper{
    0x00C4, 0x00A0, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x06BA,
    0x00AB, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x2026, 0x00EE, 0x00EF, 0x00F1, 0x00F3,
    0x00BB, 0x00F4, 0x00F6, 0x00F7, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x0020, 0x0021, 0x0022, 0x0023,
    0x0024, 0x066A, 0x0026, 0x0027, 0x0028, 0x0029, 0x002A, 0x002B, 0x060C, 0x002D, 0x002E, 0x002F,
    0x0660, 0x0661, 0x0662, 0x0663, 0x0664, 0x0665, 0x0666, 0x0667, 0x0668, 0x0669, 0x003A, 0x061B,
    0x003C, 0x003D, 0x003E, 0x061F, 0x274A, 0x0621, 0x0622, 0x0623, 0x0624, 0x0625, 0x0626, 0x0627,
    0x0628, 0x0629, 0x062A, 0x062B, 0x062C, 0x062D, 0x062E, 0x062F, 0x0630, 0x0631, 0x0632, 0x0633,
    0x0634, 0x0635, 0x0636, 0x0637, 0x0638, 0x0639, 0x063A, 0x005B, 0x005C, 0x005D, 0x005E, 0x005F,
    0x0640, 0x0641, 0x0642, 0x0643, 0x0644, 0x0645, 0x0646, 0x0647, 0x0648, 0x0649, 0x064A, 0x064B,
    0x064C, 0x064D, 0x064E, 0x064F, 0x0650, 0x0651, 0x0652, 0x067E, 0x0679, 0x0686, 0x06D5, 0x06A4,
    0x06AF, 0x0688, 0x0691, 0x007B, 0x007C, 0x007D, 0x0698, 0x06D2};

std::string mac_arabic_to_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    analysis::append_utf8(out, byte < 0x80 ? byte : kMacArabicUpper.at(byte - 0x80U));
  }
  return out;
}

bool is_mac_arabic(std::string_view name) {
  static constexpr std::array<std::string_view, 2> kNames{"macarabic", "x-mac-arabic"};
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(kNames, lower) != kNames.end();
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(std::string_view name) {
  UErrorCode code = U_ZERO_ERROR;
  Converter converter(ucnv_open(std::string(name).c_str(), &code), &ucnv_close);
  if (U_FAILURE(code) != 0) converter.reset();
  return converter;
}

}  // namespace

std::optional<std::string> convert_to_utf8(std::string_view bytes, std::string_view encoding) {
  if (is_mac_arabic(encoding)) return mac_arabic_to_utf8(bytes);
  const Converter from = open_converter(encoding);
  const Converter to = open_converter("UTF-8");
  if (!from || !to) return std::nullopt;
  std::string out;
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  std::array<char, 16384> block{};
  for (UBool reset = 1;;) {
    UErrorCode code = U_ZERO_ERROR;
    char* target = block.data();
    ucnv_convertEx(to.get(), from.get(), &target, block.data() + block.size(), &source,
                   bytes.data() + bytes.size(), pivot.data(), &pivot_source, &pivot_target,
                   pivot.data() + pivot.size(), reset, 1, &code);
    out.append(block.data(), target);
    reset = 0;
    if (code != U_BUFFER_OVERFLOW_ERROR) break;
  }
  return out;
}

std::string encoding_name(std::string_view alias) {
  if (is_mac_arabic(alias)) return std::string(kMacArabic);
  const std::string name(alias);
  for (const char* const standard : {"MIME", "IANA"}) {
    UErrorCode code = U_ZERO_ERROR;
    const char* const found = ucnv_getStandardName(name.c_str(), standard, &code);
    if (U_SUCCESS(code) != 0 && found != nullptr) return found;
  }
  return open_converter(name) ? name : "";
}

}  // namespace fihris::ingest
