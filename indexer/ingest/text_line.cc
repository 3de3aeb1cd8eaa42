#include "indexer/ingest/text_line.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/fold_words.h"
#include "indexer/analysis/utf8.h"
#include "indexer/ingest/clean_text.h"

namespace fihris::ingest {
namespace {

// Longer lines are prose: their words are not looked up, and folding them would take most of the
// time.
constexpr std::size_t kLongestKey = 60;  // words

constexpr std::u32string_view kBullets = U"•●○◦▪■□☐·*-–";
constexpr std::u32string_view kAfterSentence = U"\"'”“’»«)]}›‹¹²³ ";
constexpr std::u32string_view kClosing = U".…!؟?۔:؛،,";

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t';
    words += !space && !in_word ? 1 : 0;
    in_word = !space;
  }
  return words;
}

char32_t closing_mark(std::string_view text) {
  constexpr std::size_t kTail = 40;  // bytes: enough for any run of quotes and brackets
  std::size_t at = text.size() > kTail ? text.size() - kTail : 0;
  char32_t closing = 0;
  while (at < text.size()) {
    const char32_t c = analysis::decode_utf8(text, at);
    if (kAfterSentence.find(c) != std::u32string_view::npos) continue;
    const bool more_dots =
        c == U'.' && (closing == U'.' || closing == U'…');  // headlines trail off..
    closing = more_dots ? U'…' : kClosing.find(c) != std::u32string_view::npos ? c : 0;
  }
  return closing;
}

bool starts_with_bullet(std::string_view text) {
  std::size_t at = 0;
  const char32_t first = analysis::decode_utf8(text, at);
  return kBullets.find(first) != std::u32string_view::npos && at < text.size() && text[at] == ' ';
}

Line make_line(std::string_view text, bool gap_before) {
  Line line;
  line.text = text;
  line.words = count_words(text);
  if (line.words <= kLongestKey) line.key = analysis::fold_words(text);
  line.closing = closing_mark(text);
  line.gap_before = gap_before;
  line.bullet = starts_with_bullet(text);
  return line;
}

}  // namespace

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  bool gap = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) lines.push_back(make_line(line, gap));
    gap = line.empty();
  }
  return lines;
}

bool is_paragraph(const Line& line) {
  constexpr std::size_t kSurelyProse = 25;  // words
  const auto shortest_with = [](char32_t closing) -> std::size_t {
    if (closing == 0) return kSurelyProse;
    if (closing == U'.' || closing == U'۔') return 5;
    if (closing == U'؟' || closing == U'?' || closing == U'!') return 18;  // as many titles end
    return 12;
  };
  return line.words >= shortest_with(line.closing);
}

}  // namespace fihris::ingest
