#include "indexer/ingest/encoding/visual_order.h"

#include <unicode/ubidi.h>

#include <algorithm>
#include <array>
#include <memory>
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
  const UnicodeString visual =
      UnicodeString::fromUTF8({line.data(), static_cast<int32_t>(line.size())});
  std::string out;
  return logical_order(visual, Brackets::as_drawn).toUTF8String(out);
}

// A quick look: nearly every text in visual order has a word that begins with ة.
bool may_be_visual(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kSigns{" ة", "\nة", " ى", "\nى"};
  return text.starts_with("ة") || std::ranges::any_of(kSigns, [&](std::string_view sign) {
           return text.find(sign) != std::string_view::npos;
         });
}

}  // namespace

UnicodeString logical_order(const UnicodeString& visual, Brackets brackets) {
  const std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi(ubidi_open(), ubidi_close);
  UErrorCode code = U_ZERO_ERROR;
  ubidi_setReorderingMode(bidi.get(), UBIDI_REORDER_INVERSE_LIKE_DIRECT);
  ubidi_setPara(bidi.get(), visual.getBuffer(), visual.length(), 1, nullptr, &code);
  const uint16_t options = brackets == Brackets::as_drawn ? UBIDI_DO_MIRRORING : 0;
  UnicodeString logical;
  const int32_t room = visual.length() + 1;
  const int32_t length =
      ubidi_writeReordered(bidi.get(), logical.getBuffer(room), room, options, &code);
  logical.releaseBuffer(U_SUCCESS(code) != 0 ? length : 0);
  return U_SUCCESS(code) != 0 ? logical : visual;
}

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
