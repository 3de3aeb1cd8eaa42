#include "indexer/ingest/line_classifier.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "indexer/analysis/date_parser.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/furniture.h"

namespace fihris::ingest {
namespace {

constexpr std::string_view kAlphanumeric =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool all_of(std::string_view text, std::string_view set) {
  return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}

bool any_of(std::string_view text, std::string_view set) {
  return text.find_first_of(set) != std::string_view::npos;
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(" \t"));
}

bool has_no_words(const Line& line) { return line.words <= 12 && line.key.empty(); }

// «#كيف #يغير #DeepSeek»
bool is_hashtags(const Line& line) {
  for (std::string_view rest = line.text; !rest.empty();) {
    if (!rest.starts_with('#')) return false;
    rest.remove_prefix(first_word(rest).size());
    rest = trim(rest);
  }
  return true;
}

// «aXA6IDMuMTM4LjEyMy4yNDAg جزيرة ام اند امز»: an encoded token, and what a widget made of it.
bool is_encoded_token(const Line& line) {
  constexpr std::size_t kShortest = 16;
  constexpr std::size_t kMostWords = 6;
  std::string_view token = first_word(line.text);
  while (token.ends_with('=')) token.remove_suffix(1);
  return token.size() >= kShortest && line.words <= kMostWords && line.closing == 0 &&
         token.find_first_not_of("+/-_") != std::string_view::npos &&
         std::ranges::all_of(token,
                             [](char c) {
                               return kAlphanumeric.find(c) != std::string_view::npos || c == '+' ||
                                      c == '/' || c == '-' || c == '_';
                             }) &&
         any_of(token, kAlphanumeric.substr(0, 26)) &&
         any_of(token, kAlphanumeric.substr(26, 26)) && any_of(token, kAlphanumeric.substr(52));
}

// "tru", "search": what is left of a button or a script.
bool is_stray_word(const Line& line) {
  return line.words == 1 && all_of(line.text, kAlphanumeric.substr(0, 26));
}

bool is_address(const Line& line) {
  return line.words == 1 && (line.text.starts_with("http://") ||
                             line.text.starts_with("https://") || line.text.starts_with("www."));
}

// «الرئيسية > تكنولوجيا», «اقتصاد | تقنية | رأي»: short parts between separators.
bool is_menu(const Line& line) {
  static constexpr std::array<std::string_view, 7> kSeparators{" | ", " > ", " / ", " » ",
                                                               " › ", " • ", " « "};
  constexpr std::size_t kLongestPart = 3;  // words
  constexpr std::size_t kLongestOfTwo =
      2;  // two parts may also be a heading, so they must be shorter
  if (line.closing != 0 || line.text.find(':') != std::string_view::npos) return false;
  for (const std::string_view separator : kSeparators) {
    std::size_t parts = 0;
    std::size_t longest = 0;
    for (std::string_view rest = line.text; !rest.empty(); ++parts) {
      const std::string_view part = rest.substr(0, rest.find(separator));
      longest =
          std::max(longest, static_cast<std::size_t>(std::ranges::count(trim(part), ' ')) + 1);
      rest.remove_prefix(std::min(part.size() + separator.size(), rest.size()));
    }
    if (parts >= 2) return longest <= (parts == 2 ? kLongestOfTwo : kLongestPart);
  }
  return false;
}

bool is_copyright(const Line& line) {
  return line.text.starts_with("©") || line.text.starts_with("(c)");
}

bool is_date(const Line& line) {
  constexpr std::size_t kMostWords = 20;
  constexpr std::size_t kLongestWeekday = 3;  // words in a line with no number: «يوم الخميس»
  const bool has_number = line.key.find('0') != std::string::npos;  // any number is 0 in a key
  return line.words <= (has_number ? kMostWords : kLongestWeekday) &&
         analysis::is_date_line(line.text);
}

// What phrases cannot say. The first rule that fits counts.
struct LineRule {
  bool (*fits)(const Line& line);
  LineKind kind;
  bool edge_only;
};

constexpr std::array<LineRule, 8> kRules{{{has_no_words, LineKind::note, false},
                                          {is_hashtags, LineKind::furniture, true},
                                          {is_encoded_token, LineKind::furniture, false},
                                          {is_copyright, LineKind::furniture, false},
                                          {is_stray_word, LineKind::furniture, true},
                                          {is_address, LineKind::furniture, true},
                                          {is_date, LineKind::published, true},
                                          {is_menu, LineKind::furniture, true}}};

}  // namespace

void classify_line(Line& line) {
  Furniture::instance().classify(line);
  if (line.kind != LineKind::content) return;
  const auto rule = std::ranges::find_if(kRules, [&](const LineRule& r) { return r.fits(line); });
  if (rule == kRules.end()) return;
  line.kind = rule->kind;
  line.edge_only = rule->edge_only;
}

}  // namespace fihris::ingest
