#include "server/search/wildcards.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <vector>

#include "indexer/analysis/beginnings.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/utf8.h"

namespace fihris::search {
namespace {

using Bits = std::uint8_t;  // one for each wildcard
static_assert(kMaxWildcards == 8);
constexpr unsigned kAll = 0xFF;

constexpr unsigned kUnclear = 0;  // a letter that depends on its neighbours, or of another script
constexpr unsigned kNone = 256;   // behind the end

// What is known of single letters. Immutable.
struct LetterTable {
  // The folded letter of U+0600..U+06FF; kUnclear where that depends on its neighbours.
  std::array<unsigned char, 256> folded{};
  std::array<bool, 256> is_clitic{};  // by folded letter

  LetterTable() {
    for (char32_t c = 0x600; c < 0x700; ++c) {
      std::string utf8;
      analysis::append_utf8(utf8, c);
      const analysis::Letters letters = analysis::fold(utf8);
      if (letters.size() != 1 || c == U'ء' || c == U'ئ') continue;
      folded.at(c - 0x600) = static_cast<unsigned char>(letters.front());
    }
    for (unsigned letter = 0; letter < is_clitic.size(); ++letter) {
      is_clitic.at(letter) = analysis::is_clitic_letter(static_cast<char>(letter));
    }
  }
  static const LetterTable& instance() {
    static const LetterTable table;
    return table;
  }
};

// A word of the vocabulary, for several wildcards.
class Form {
 public:
  Form(const schema::Segment& segment, schema::Word word)
      : segment_(segment),
        word_(word),
        written_(segment.words[word]),
        letters_(analysis::fold(written_)) {}
  std::string_view written() const { return written_; }
  std::string_view letters() const { return letters_; }
  const std::vector<std::size_t>& beginnings() {
    if (beginnings_.empty()) {
      std::vector<std::string_view> terms;
      for (const schema::Term term : segment_.terms_of(word_)) {
        terms.push_back(segment_.terms[term]);
      }
      beginnings_ = analysis::beginnings(written_, terms);
    }
    return beginnings_;
  }

 private:
  const schema::Segment& segment_;
  schema::Word word_;
  std::string_view written_;
  analysis::Letters letters_;
  std::vector<std::size_t> beginnings_;  // once asked for; never empty then
};

class Wildcard {
 public:
  explicit Wildcard(std::string_view pattern)
      : pattern_(pattern), head_(pattern.substr(0, pattern.find_first_of("?*"))) {}

  // The letters that it begins with.
  std::string_view head() const { return head_; }

  bool matches(Form& form) const {
    const std::string_view letters = form.letters();
    if (letters.empty()) return looks_like(form.written(), pattern_);
    if (looks_like(letters, pattern_)) return true;
    // One letter is too little to look for behind clitics: ا* is not every word with the article.
    if (head_.size() < 2 || !stands_behind_clitics(letters)) return false;
    return std::ranges::any_of(form.beginnings(), [&](std::size_t begin) {
      return looks_like(letters.substr(begin), pattern_);
    });
  }

 private:
  bool stands_behind_clitics(std::string_view letters) const {
    for (std::size_t at = 1; at <= analysis::kMaxClitics && at < letters.size(); ++at) {
      if (!analysis::is_clitic_letter(letters[at - 1])) return false;
      if (letters.substr(at).starts_with(head_)) return true;
    }
    return false;
  }

  std::string_view pattern_;
  std::string_view head_;
};

// Which wildcards a word may match, by the first two letters of their heads, before anything is
// folded. May say yes too often.
class QuickLook {
 public:
  explicit QuickLook(const std::vector<Wildcard>& wildcards) {
    for (std::size_t k = 0; k < wildcards.size(); ++k) {
      const std::string_view head = wildcards[k].head();
      const auto bit = static_cast<Bits>(1U << k);
      all_ |= bit;
      if (head.size() < 2) short_ |= bit;
      for (unsigned letter = 0; letter < 256; ++letter) {
        const auto is = [&](std::size_t i) {
          return head.size() <= i || static_cast<unsigned char>(head[i]) == letter;
        };
        if (is(0)) first_.at(letter) |= bit;
        if (is(1)) second_.at(letter) |= bit;
      }
    }
    second_[kUnclear] = static_cast<Bits>(kAll);
    second_[kNone] = short_;
  }

  Bits may_match(std::string_view written) const {
    const auto lead = static_cast<unsigned char>(written.front());
    if (lead < 0x80) return first_[lead];
    unsigned letter = letter_at(written, 0);
    unsigned found = 0;
    for (std::size_t at = 0; letter != kNone; at += 2) {
      if (letter == kUnclear) return all_;
      const unsigned next = letter_at(written, at + 2);
      const unsigned starts = first_[letter] & second_[next];
      found |= at == 0 ? starts : starts & ~unsigned{short_};
      if (at == 2 * analysis::kMaxClitics || !letters_.is_clitic[letter]) break;
      letter = next;
    }
    return static_cast<Bits>(found);
  }

 private:
  unsigned letter_at(std::string_view written, std::size_t at) const {
    if (at + 1 >= written.size()) return kNone;
    const auto lead = static_cast<unsigned char>(written[at]);
    if (lead < 0xD8 || lead > 0xDB) return kUnclear;
    const auto rest = static_cast<unsigned char>(written[at + 1]);
    return letters_.folded[(lead & 3U) << 6U | (rest & 0x3FU)];
  }

  const LetterTable& letters_ = LetterTable::instance();
  std::array<Bits, 256> first_{};
  std::array<Bits, kNone + 1> second_{};
  Bits all_ = 0;
  Bits short_ = 0;  // heads of less than two letters
};

// Words are numbered by their frequency, so the first ones are the most frequent.
void expand_in(const schema::Segment& segment, const std::vector<Wildcard>& wildcards,
               const QuickLook& look, std::span<query::Node* const> nodes) {
  const std::size_t most = kMaxForms / nodes.size();
  unsigned open = kAll;  // wildcards that have room for more
  for (query::Node* node : nodes) node->forms.push_back({&segment, {}});
  for (schema::Word word = 0; word < segment.words.size(); ++word) {
    unsigned may_match = look.may_match(segment.words[word]) & open;
    if (may_match == 0) continue;
    for (Form form(segment, word); may_match != 0; may_match &= may_match - 1) {
      const auto k = static_cast<std::size_t>(std::countr_zero(may_match));
      if (!wildcards[k].matches(form)) continue;
      std::vector<schema::Word>& forms = nodes[k]->forms.back().words;
      if (forms.size() == most) {
        nodes[k]->cut = true;
        open &= ~(1U << k);
      } else {
        forms.push_back(word);
      }
    }
  }
}

}  // namespace

void expand_wildcards(const schema::Snapshot& snapshot, std::span<query::Node* const> wildcards) {
  if (wildcards.empty()) return;
  std::vector<Wildcard> patterns;
  for (query::Node* node : wildcards) {
    patterns.emplace_back(node->pattern);
    node->forms.clear();
  }
  const QuickLook look(patterns);
  for (const auto& segment : snapshot.segments) expand_in(*segment, patterns, look, wildcards);
}

bool looks_like(std::string_view letters, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;  // the last one passed, and what it takes ends here:
  std::size_t taken = 0;
  while (at < letters.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == letters[at])) {
      ++at;
      ++p;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = at;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace fihris::search
