#include "server/search/completions.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/stopwords.h"
#include "indexer/analysis/utf8.h"
#include "server/search/scoring.h"
#include "server/search/typed_words.h"

namespace fihris::search {
namespace {

using analysis::Letters;

// What forms may begin with, and whether the article is in it.
struct Clitic {
  std::string_view text;
  bool article;
};
constexpr std::array<Clitic, 17> kClitics{{{"", false},
                                           {"ال", true},
                                           {"وال", true},
                                           {"بال", true},
                                           {"فال", true},
                                           {"كال", true},
                                           {"وبال", true},
                                           {"لل", true},
                                           {"ولل", true},
                                           {"و", false},
                                           {"ف", false},
                                           {"ب", false},
                                           {"ل", false},
                                           {"ك", false},
                                           {"وب", false},
                                           {"ول", false},
                                           {"وك", false}}};
constexpr std::string_view kAnd = "و";
constexpr std::string_view kArticle = "ال";

// A particle without article, of a noun that the lexicon does not know with it, is one where
// articles have the rest so often for each time that they have the whole: the ب of بايدن is none.
constexpr double kBareShare = 0.3;
constexpr std::size_t kShortestRest = 6;  // bytes: three letters

// Letters that fold to one.
constexpr std::array<std::string_view, 4> kFolded{"اأإآ", "يىئ", "وؤ", "هة"};

constexpr std::size_t kLetterBytes = 2;

// The ranges of words that begin with `typed`, as folding sees it.
void add_ranges(const WordTrie& trie, WordTrie::Node node, std::string_view typed,
                std::vector<WordTrie::Node>& ranges) {
  if (node.empty()) return;
  if (typed.empty()) {
    ranges.push_back(node);
    return;
  }
  std::size_t size = 0;
  analysis::decode_utf8(typed, size);
  const std::string_view letter = typed.substr(0, size);
  const std::string_view rest = typed.substr(size);
  const auto* const group = std::ranges::find_if(
      kFolded, [&](std::string_view g) { return g.find(letter) != std::string_view::npos; });
  if (group == kFolded.end() || size != kLetterBytes) {
    return add_ranges(trie, trie.child(node, letter), rest, ranges);
  }
  for (std::size_t i = 0; i < group->size(); i += kLetterBytes) {
    add_ranges(trie, trie.child(node, group->substr(i, kLetterBytes)), rest, ranges);
  }
}

std::vector<WordTrie::Node> ranges_behind(const WordTrie& trie, std::string_view clitic,
                                          std::string_view typed) {
  std::vector<WordTrie::Node> ranges;
  add_ranges(trie, trie.child(trie.root(), clitic), typed, ranges);
  return ranges;
}

// The clitic that a written form begins with.
const Clitic& clitic_of(const Scoring& scoring, std::string_view written) {
  const Clitic& none = kClitics.front();
  if (!is_arabic(written)) return none;
  const Letters whole = analysis::fold(written);
  const Letters bare = analysis::without_proclitics(written);
  if (bare.size() >= whole.size() || !whole.ends_with(bare)) return none;
  const std::size_t bytes = (whole.size() - bare.size()) * kLetterBytes;
  const auto* const known = std::ranges::find_if(kClitics, [&](const Clitic& clitic) {
    return clitic.text.size() == bytes && written.starts_with(clitic.text);
  });
  if (known != kClitics.end() && known->article) return *known;
  // Of the particles, the one that leaves the most frequent word.
  auto most = std::max<std::uint64_t>(
      1,
      static_cast<std::uint64_t>(kBareShare * static_cast<double>(scoring.word_articles(written))));
  const Clitic* best = &none;
  for (const Clitic& clitic : kClitics) {
    if (clitic.article || clitic.text.empty() || !written.starts_with(clitic.text) ||
        written.size() < clitic.text.size() + kShortestRest) {
      continue;
    }
    const std::string_view rest = written.substr(clitic.text.size());
    const std::uint64_t of_rest = scoring.word_articles(rest);
    const bool is_and = best == &none && clitic.text == kAnd &&
                        analysis::stem(written).front().term == analysis::stem(rest).front().term;
    if (of_rest < most && !is_and) continue;
    most = std::max(most, of_rest);
    best = &clitic;
  }
  return *best;
}

struct Form {
  std::uint32_t segment;
  schema::Word word;
  const Clitic* clitic;
};

// Forms that may be of one word.
struct Entry {
  const std::string* key = nullptr;
  std::uint64_t articles = 0;
  std::vector<Form> forms;
};

class Completer {
 public:
  Completer(const schema::Snapshot& snapshot, std::string_view typed)
      : snapshot_(snapshot), scoring_(snapshot) {
    for (std::uint32_t s = 0; s < snapshot.segments.size(); ++s) {
      const WordTrie trie(*snapshot.segments[s]);
      for (const Clitic& clitic : kClitics) {
        if (!clitic.text.empty() && !is_arabic(typed)) break;
        for (const WordTrie::Node range : ranges_behind(trie, clitic.text, typed)) {
          ranges_.push_back({s, &clitic, range});
        }
      }
    }
  }

  // Entries are looked at closely in the order of what they may have at most, until no other can
  // have more.
  std::vector<Completion> best(std::size_t count) {
    collect();
    std::vector<Entry*> order;
    for (auto& [key, entry] : entries_) {
      entry.key = &key;
      order.push_back(&entry);
    }
    const auto more = [](const Entry* a, const Entry* b) {
      return a->articles != b->articles ? a->articles > b->articles : *a->key < *b->key;
    };
    std::ranges::sort(order, more);
    std::vector<Completion> best;
    for (const Entry* entry : order) {
      if (best.size() >= count && entry->articles < best[count - 1].articles) break;
      if (auto completion = read(*entry); completion.articles > 0) {
        best.insert(std::ranges::upper_bound(best, completion.articles, std::ranges::greater{},
                                             &Completion::articles),
                    std::move(completion));
      }
    }
    if (best.size() > count) best.resize(count);
    return best;
  }

 private:
  struct Range {
    std::uint32_t segment;
    const Clitic* clitic;
    WordTrie::Node node;
  };

  void collect() {
    std::size_t forms = 0;
    for (const Range& range : ranges_) forms += range.node.end - range.node.begin;
    for (const Range& range : ranges_) {
      const schema::Segment& segment = *snapshot_.segments[range.segment];
      for (std::uint32_t at = range.node.begin; at < range.node.end; ++at) {
        const schema::Word word = segment.word_order()[at];  // the most frequent word is 0
        if (forms > kMaxForms && word >= kMaxForms) continue;
        const std::string_view rest = segment.words[word].substr(range.clitic->text.size());
        Entry& entry = entries_[is_arabic(rest) ? analysis::fold(rest) : std::string(rest)];
        entry.articles += segment.word_articles[word];
        entry.forms.push_back({range.segment, word, range.clitic});
      }
    }
  }

  std::string_view written(const Form& form) const {
    return snapshot_.segments[form.segment]->words[form.word];
  }

  Completion read(const Entry& entry) const {
    Completion completion{"", *entry.key, 0};
    const Form* shown = nullptr;
    for (const Form& form : entry.forms) {
      const std::string_view text = written(form);
      if (&clitic_of(scoring_, text) != form.clitic || !analysis::find_stop_word(text).empty()) {
        continue;
      }
      completion.articles += articles(form);
      if (shown == nullptr || is_shown_before(form, *shown)) shown = &form;
    }
    if (shown == nullptr) return completion;
    completion.articles = std::min(completion.articles, found_by(*shown));
    std::size_t hidden = shown->clitic->text.size();
    if (shown->clitic->text.ends_with(kArticle)) hidden -= kArticle.size();
    completion.text = written(*shown).substr(hidden);
    return completion;
  }

  std::uint32_t articles(const Form& form) const {
    return snapshot_.segments[form.segment]->word_articles[form.word];
  }
  bool is_shown_before(const Form& a, const Form& b) const {
    const std::size_t of_a = a.clitic->text.size();
    const std::size_t of_b = b.clitic->text.size();
    return of_a != of_b ? of_a < of_b : articles(a) > articles(b);
  }

  // An article that has two of the forms counts once for their term.
  std::uint64_t found_by(const Form& form) const {
    std::uint64_t found = 0;
    const schema::Segment& segment = *snapshot_.segments[form.segment];
    for (const schema::Term term : segment.terms_of(form.word)) {
      std::uint64_t of_term = 0;
      for (const auto& other : snapshot_.segments) {
        if (const auto same = other->find_term(segment.terms[term])) {
          of_term += other->term_articles[*same];
        }
      }
      found = std::max(found, of_term);
    }
    return found;
  }

  const schema::Snapshot& snapshot_;
  Scoring scoring_;
  std::vector<Range> ranges_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace

std::vector<Completion> completions(const schema::Snapshot& snapshot, std::string_view typed,
                                    std::size_t count) {
  if (typed.empty() || count == 0) return {};
  return Completer(snapshot, typed).best(count);
}

std::vector<schema::Word> forms_beginning(const schema::Segment& segment, std::string_view typed) {
  std::vector<schema::Word> words;
  if (typed.empty()) return words;
  const WordTrie trie(segment);
  for (const Clitic& clitic : kClitics) {
    if (!clitic.text.empty() && !clitic.article) continue;
    for (const WordTrie::Node range : ranges_behind(trie, clitic.text, typed)) {
      for (std::uint32_t at = range.begin; at < range.end; ++at) words.push_back(trie.word(at));
    }
  }
  return words;
}

}  // namespace fihris::search
