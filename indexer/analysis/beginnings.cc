#include "indexer/analysis/beginnings.h"

#include <algorithm>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/stemmer.h"

namespace fihris::analysis {
namespace {

constexpr std::size_t kSureLetters = 3;  // of a stem, to be seen in the word
const Letters kArticle = "ال"_ar;

std::size_t letters_in_common(std::string_view a, std::string_view b) {
  const auto end = std::ranges::mismatch(a, b).in1;
  return static_cast<std::size_t>(end - a.begin());
}

const Letters kCliticLetters = "وفبكلسا"_ar;

}  // namespace

bool is_clitic_letter(char letter) { return kCliticLetters.find(letter) != Letters::npos; }

std::vector<std::size_t> beginnings(std::string_view written,
                                    std::span<const std::string_view> terms) {
  const Letters word = fold(written);
  std::vector<std::size_t> begins{0};
  const Letters bare = without_proclitics(written);
  if (bare.size() < word.size() && word.ends_with(bare)) {
    begins.push_back(word.size() - bare.size());
  }
  for (const std::string_view term : terms) {
    std::size_t best = 0;
    std::size_t most = std::min(kSureLetters, term.size()) - 1;
    for (std::size_t at = 0; at <= kMaxClitics && at < word.size(); ++at) {
      if (at > 0 && !is_clitic_letter(word[at - 1])) break;
      const std::size_t common = letters_in_common(std::string_view(word).substr(at), term);
      if (common <= most) continue;
      most = common;
      best = at;
    }
    begins.push_back(best);
  }
  for (std::size_t i = 0, count = begins.size(); i < count; ++i) {
    const std::string_view before(word.data(), begins[i]);
    if (before.ends_with(kArticle)) begins.push_back(before.size() - kArticle.size());
  }
  std::ranges::sort(begins);
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  return begins;
}

}  // namespace fihris::analysis
