#include "indexer/analysis/joined_names.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/data.h"
#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/table.h"
#include "indexer/analysis/word_lists.h"

namespace fihris::analysis {
namespace {

using std::literals::string_view_literals::operator""sv;

constexpr size_t kLetterBytes = 2;       // of a basic Arabic letter in UTF-8
constexpr size_t kMinSecondLetters = 4;  // الله, العزيز: the article and a word
constexpr size_t kMinPartLetters = 3;    // of a name without a listed first word
constexpr size_t kMaxSpellings = 4;      // of one name

constexpr std::array kFirstWords{"عبد"sv,  "وعبد"sv, "لعبد"sv, "بعبد"sv,
                                 "فعبد"sv, "كعبد"sv, "ولعبد"sv};

// What names of two words begin with.
struct FirstWord {
  struct Case {
    std::string_view written;
    Letters folded;
  };
  std::vector<Case> cases;      // the usual one first
  bool before_article = false;  // only where a word with ال follows
};

const std::vector<FirstWord>& first_words() {
  static const std::vector<FirstWord> words = [] {
    std::vector<FirstWord> read;
    for (const TableRow& row : parse_table(kCompounds)) {
      FirstWord& word = read.emplace_back();
      word.before_article = row.section == "article";
      for (const std::string_view cell : row.cells) word.cases.push_back({cell, fold(cell)});
    }
    return read;
  }();
  return words;
}

bool is_case_of(const FirstWord& first, const Letters& folded) {
  return std::ranges::any_of(first.cases,
                             [&](const FirstWord::Case& c) { return c.folded == folded; });
}

bool may_follow(const FirstWord& first, std::string_view second) {
  return first.before_article
             ? second.starts_with("ال") && second.size() >= kMinSecondLetters * kLetterBytes
             : second.size() >= kMinPartLetters * kLetterBytes;
}

// The word, and what is left of it behind each particle that it may begin with.
std::vector<std::string_view> without_particles(std::string_view written) {
  static const std::vector<std::string> particles = [] {
    std::vector<std::string> all;
    for (const Letters& particle : affixes().noun) all.push_back(to_utf8(particle));
    return all;
  }();
  std::vector<std::string_view> cores{written};
  for (const std::string& particle : particles) {
    if (written.starts_with(particle)) cores.push_back(written.substr(particle.size()));
  }
  return cores;
}

bool is_listed_name(std::string_view written) {
  const Letters word = fold(written);
  return word_lists().names.contains(word) || word_lists().protected_words.contains(word);
}

bool is_noun(std::string_view written) {
  const Letters word = fold(written);
  return word.size() >= kMinPartLetters && is_known_word(word);
}

std::vector<std::string> spaced(std::string_view written) {
  std::vector<std::string> spellings;
  for (const std::string_view core : without_particles(written)) {
    const Letters folded = fold(core);
    for (const FirstWord& first : first_words()) {
      for (const FirstWord::Case& spelling : first.cases) {
        if (!folded.starts_with(spelling.folded)) continue;
        // آل سعود, but ال is the article.
        if (is_noun_proclitic(spelling.folded) && !core.starts_with(spelling.written)) continue;
        const std::string_view second = core.substr(spelling.written.size());
        if (!may_follow(first, second)) continue;
        spellings.push_back(std::string(first.cases.front().written) + ' ' + std::string(second));
      }
    }
  }
  // حضرموت: two nouns side by side.
  constexpr size_t kPart = kMinPartLetters * kLetterBytes;
  for (size_t at = kPart; at + kPart <= written.size(); at += kLetterBytes) {
    if (!is_noun(written.substr(0, at)) || !is_noun(written.substr(at))) continue;
    spellings.push_back(std::string(written.substr(0, at)) + ' ' + std::string(written.substr(at)));
  }
  // Last, as it takes longest; most words come apart nowhere.
  const bool other_word = !spellings.empty() && !is_listed_name(written) && is_known_form(written);
  return other_word ? std::vector<std::string>{} : spellings;
}

void add_joined(std::span<const std::string_view> words, std::vector<std::string>& spellings) {
  std::string rest;
  for (const std::string_view word : words.subspan(1)) rest += word;
  for (const std::string_view core : without_particles(words.front())) {
    const Letters folded = fold(core);
    for (const FirstWord& first : first_words()) {
      if (!is_case_of(first, folded) || !may_follow(first, words[1])) continue;
      for (const FirstWord::Case& c : first.cases) {
        std::string spelling = std::string(c.written).append(rest);
        if (!is_known_form(spelling)) spellings.push_back(std::move(spelling));
      }
    }
  }
}

// Of two words that are joined in a list: حضر موت.
void add_listed(std::span<const std::string_view> words, std::vector<std::string>& spellings) {
  const bool long_enough = std::ranges::all_of(
      words, [](std::string_view word) { return word.size() >= kMinPartLetters * kLetterBytes; });
  if (words.size() != kMaxListedJoinedWords || !long_enough) return;
  std::string whole = std::string(words[0]).append(words[1]);
  if (is_listed_name(whole)) spellings.push_back(std::move(whole));
}

bool has_arabic_letters(std::string_view written) {
  return static_cast<unsigned char>(written.front()) >= 0x80 && !fold(written).empty();
}

// A name of three words begins with two first words: أبو عبد الله.
bool may_be_name(std::span<const std::string_view> words) {
  if (words.size() < kMaxJoinedWords) return true;
  return words.size() == kMaxJoinedWords &&
         std::ranges::any_of(first_words(), [&](const FirstWord& first) {
           return first.cases.front().written == words[1];
         });
}

std::vector<std::string> in_order(std::vector<std::string> spellings) {
  std::ranges::sort(spellings);
  spellings.erase(std::unique(spellings.begin(), spellings.end()), spellings.end());
  if (spellings.size() > kMaxSpellings) spellings.resize(kMaxSpellings);
  return spellings;
}

}  // namespace

size_t joined_name_border(std::string_view written) {
  constexpr size_t kBytesOfShortest = 14;  // عبدالله
  if (written.size() < kBytesOfShortest) return 0;
  for (const std::string_view first : kFirstWords) {
    if (!written.starts_with(first)) continue;
    const std::string_view second = written.substr(first.size());
    if (second.starts_with("ال") && second.size() >= kMinSecondLetters * kLetterBytes) {
      return first.size() / kLetterBytes;
    }
  }
  return 0;
}

bool begins_joined_name(std::string_view written) {
  return std::ranges::any_of(without_particles(written), [](std::string_view core) {
    return std::ranges::any_of(first_words(), [folded = fold(core)](const FirstWord& first) {
      return is_case_of(first, folded);
    });
  });
}

std::vector<std::string> spaced_spellings(std::string_view written) {
  if (!has_arabic_letters(written)) return {};
  return in_order(spaced(written));
}

std::vector<std::string> joined_spellings(std::span<const std::string_view> words, bool begins) {
  const bool may_be = begins ? may_be_name(words) : words.size() == kMaxListedJoinedWords;
  if (!may_be || words.size() < 2) return {};
  std::vector<std::string> spellings;
  if (begins) add_joined(words, spellings);
  add_listed(words, spellings);
  // Last, since most words are joined to nothing.
  if (spellings.empty() || !std::ranges::all_of(words, has_arabic_letters)) return {};
  return in_order(std::move(spellings));
}

}  // namespace fihris::analysis
