#include "indexer/ingest/encoding/visual_order.h"

#include <unicode/ubiditransform.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <vector>

#include "indexer/analysis/characters.h"

namespace fihris::ingest {
namespace {

using icu::UnicodeString;

bool is_letter(UChar c) { return analysis::char_info(c).cls == analysis::CharClass::arabic; }

// For and against the reading order: words that end as Arabic words begin, and the reverse.
struct Evidence {
  int visual = 0;
  int logical = 0;

  void add_word(const UnicodeString& word) {
    constexpr int kShortest = 4;  // «ولا», «إلا» end so too
    const auto is_final = [](UChar c) { return c == u'ة' || c == u'ى'; };
    const int last = word.length() - 1;
    if (last + 1 < kShortest) return;
    visual += is_final(word[0]) ? 1 : 0;
    visual += word.endsWith(UnicodeString(u"لا")) ? 1 : 0;
    logical += is_final(word[last]) ? 1 : 0;
    logical += word.startsWith(UnicodeString(u"ال")) ? 1 : 0;
  }
};

Evidence weigh(const UnicodeString& line) {
  Evidence evidence;
  for (int i = 0; i < line.length();) {
    const int begin = i;
    while (i < line.length() && is_letter(line[i])) ++i;
    if (i > begin) evidence.add_word(line.tempSubStringBetween(begin, i));
    i += i == begin ? 1 : 0;
  }
  return evidence;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string reorder(std::string_view line) {
  const UnicodeString from =
      UnicodeString::fromUTF8({line.data(), static_cast<int32_t>(line.size())});
  std::vector<UChar> to(static_cast<std::size_t>(from.length()) + 1);
  UErrorCode code = U_ZERO_ERROR;
  const auto size = ubiditransform_transform(
      nullptr, from.getBuffer(), from.length(), to.data(), static_cast<int32_t>(to.size()),
      UBIDI_LTR, UBIDI_VISUAL, UBIDI_RTL, UBIDI_LOGICAL, UBIDI_MIRRORING_ON, 0, &code);
  if (U_FAILURE(code) != 0) return std::string(line);
  std::string out;
  UnicodeString(to.data(), static_cast<int32_t>(size)).toUTF8String(out);
  return out;
}

// A quick look: nearly every text in visual order has a word that begins with ة.
bool may_be_visual(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kSigns{" ة", "\nة", " ى", "\nى"};
  return text.starts_with("ة") || std::ranges::any_of(kSigns, [&](std::string_view sign) {
           return text.find(sign) != std::string_view::npos;
         });
}

}  // namespace

std::string repair_visual_order(std::string_view text) {
  if (!may_be_visual(text)) return {};
  constexpr int kFewest = 3;      // pieces of evidence
  constexpr int kOverweight = 3;  // «مثلا» and «أصلا» end as reversed words do
  const std::vector<std::string_view> lines = split_lines(text);
  std::vector<Evidence> evidence;
  Evidence all;
  for (const std::string_view line : lines) {
    evidence.push_back(
        weigh(UnicodeString::fromUTF8({line.data(), static_cast<int32_t>(line.size())})));
    all.visual += evidence.back().visual;
    all.logical += evidence.back().logical;
  }
  if (all.visual < kFewest || all.visual <= kOverweight * all.logical) return {};
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += evidence[i].logical > evidence[i].visual ? std::string(lines[i]) : reorder(lines[i]);
    out += '\n';
  }
  return out;
}

}  // namespace fihris::ingest
