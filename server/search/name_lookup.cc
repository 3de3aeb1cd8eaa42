#include "server/search/name_lookup.h"

#include <algorithm>
#include <map>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/lexicon.h"

namespace fihris::search {
namespace {

using analysis::Pronunciation;
using analysis::SkeletonKey;
using analysis::operator""_ar;

constexpr size_t kMaxAlikes = 8;
constexpr double kListedWord = 0.95;  // of a listed name that is a word of the lexicon as well

const char kAnd = "و"_ar[0];

std::vector<SkeletonKey> keys_of(const SpokenName& name) {
  return name.letters.empty() ? name.spoken.keys()
                              : std::vector{analysis::skeleton_key(name.letters)};
}

double likeness(const SpokenName& name, std::string_view term) {
  if (is_arabic_term(term)) return name.spoken.likeness(term);
  return name.letters.empty() ? 0 : Pronunciation::of_latin(term).likeness(name.letters);
}

bool is_enough(const SpokenName& name, std::string_view term, SkeletonKey key, double likeness) {
  if (name.part) return likeness >= analysis::kAlike;
  const bool arabic = is_arabic_term(term);
  const analysis::Threshold threshold = name.letters.empty() ? analysis::kLatinToArabic
                                        : arabic             ? analysis::kArabicToArabic
                                                             : analysis::kArabicToLatin;
  if (!analysis::is_same_name(likeness, key, threshold)) return false;
  return likeness >= kListedWord || !arabic || !analysis::find_in_lexicon(term);
}

}  // namespace

bool is_arabic_term(std::string_view term) {
  return !term.empty() && analysis::is_letter_byte(term[0]);
}

std::vector<Alike> NameLookup::alikes(const SpokenName& name) const {
  std::map<std::string, Alike> by_term;
  for (const SkeletonKey key : keys_of(name)) {
    for (const auto& segment : snapshot_.segments) {
      for (const schema::NameKey& entry : segment->names_of(key)) {
        const std::string term(segment->terms[entry.term]);
        if (by_term.contains(term)) continue;
        const double like = likeness(name, term);
        if (is_enough(name, term, key, like)) by_term.emplace(term, Alike{term, like, key});
      }
    }
  }
  std::vector<Alike> all;
  for (const auto& [term, alike] : by_term) {
    // وفولفسبورغ is found with فولفسبورغ.
    const bool with_and = term[0] == kAnd && by_term.contains(term.substr(1));
    if (!with_and) all.push_back(alike);
  }
  std::ranges::stable_sort(all, std::ranges::greater{}, &Alike::likeness);
  if (all.size() > kMaxAlikes) all.resize(kMaxAlikes);
  return all;
}

std::string NameLookup::written(const std::string& term) const {
  std::pair<bool, std::uint32_t> best;
  std::string form = analysis::to_utf8(term);
  for (const auto& segment : snapshot_.segments) {
    const auto found = segment->find_term(term);
    if (!found) continue;
    for (const schema::Word word : segment->words_of(*found)) {
      const std::uint32_t articles = segment->word_articles[word];
      if (best.first && articles <= best.second) continue;
      const std::string_view candidate = segment->words[word];
      const std::pair worth{analysis::fold(candidate) == term, articles};
      if (worth <= best) continue;
      best = worth;
      form = candidate;
    }
  }
  return form;
}

}  // namespace fihris::search
