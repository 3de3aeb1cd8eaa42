#include "server/search/sound_alikes.h"

#include <algorithm>
#include <map>
#include <optional>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/skeleton.h"
#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/word_reader.h"

namespace fihris::search {
namespace {

using analysis::Letters;
using analysis::Pronunciation;
using analysis::SkeletonKey;
using analysis::operator""_ar;
using query::Node;
using query::NodeKind;

// What a match by sound counts beside one by letters; less where fewer consonants agree.
constexpr double kLongName = 0.6;
constexpr double kShortName = 0.5;

constexpr size_t kMaxAlikes = 8;  // for a word
constexpr size_t kMaxWindow = 3;  // words of a query that may be one name
constexpr size_t kMinNameLetters = 3;
constexpr size_t kMinPartLetters = 2;  // of a name that is written as two words
constexpr size_t kMaxPartLetters = 5;

const char kAnd = "و"_ar[0];

bool is_latin(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_arabic(std::string_view term) { return !term.empty() && analysis::is_letter_byte(term[0]); }

// What was typed, of a word with listed variants.
const Node& own_form(const Node& node) {
  return node.kind == NodeKind::any && node.variants ? node.children.front() : node;
}

bool is_plain_word(const Node& node) {
  return node.kind == NodeKind::word && !node.exact && !node.stop && !node.terms.empty();
}

const std::string& typed(const Node& word) { return word.typed.empty() ? word.text : word.typed; }

std::string shown(const Node& node) {
  std::string text = typed(node);
  for (const Node& child : node.children) {
    text += (text.empty() ? "" : " ") + shown(child);
    if (node.kind == NodeKind::any) break;
  }
  return text;
}

bool is_long(SkeletonKey key) { return analysis::key_size(key) > 3; }

// No operator says more of it, which the other ways to write a name would have to take over.
bool is_unmarked(const Node& node) {
  return !node.required && node.weight == 1 && node.field == query::Field::text;
}

// A term that sounds like a name.
struct Alike {
  std::string term;
  double likeness = 0;
  SkeletonKey key = 0;
};

// A word of the query as a name.
struct Name {
  Pronunciation spoken;
  Letters letters{};  // of an Arabic one
  bool part = false;  // of a name of several words, which excuses few consonants

  std::vector<SkeletonKey> keys() const {
    return letters.empty() ? spoken.keys() : std::vector{analysis::skeleton_key(letters)};
  }
};

class Expander {
 public:
  Expander(const schema::Snapshot& snapshot, const Scoring& scoring, const Matcher& matcher)
      : snapshot_(snapshot), scoring_(scoring), matcher_(matcher) {}

  void expand(Node& node) {
    switch (node.kind) {
      case NodeKind::word:
        return expand_word(node);
      case NodeKind::phrase:
        return expand_phrase(node);
      case NodeKind::all:
        return expand_run(node.children);
      case NodeKind::any:
        // The list knows how its names are spelled, unless no article spells them so.
        if (node.variants && note_listed(node)) return;
        if (node.variants) return expand(node.children.front());
        for (Node& child : node.children) expand(child);
        return;
      default:
        return;
    }
  }

  std::vector<AlsoSearched> take_found() { return std::move(found_); }

 private:
  void expand_run(std::vector<Node>& words) {
    std::vector<Node> out;
    for (size_t i = 0; i < words.size();) {
      size_t used = 1;
      for (size_t count = std::min(kMaxWindow, words.size() - i); count > 1; --count) {
        const auto begin = words.begin() + static_cast<std::ptrdiff_t>(i);
        const std::vector<Node> window(begin, begin + static_cast<std::ptrdiff_t>(count));
        std::vector<Node> others = as_one_name(window);
        if (others.empty()) continue;
        Node own{.kind = NodeKind::all};
        own.children = window;
        for (Node& child : own.children) expand(child);
        out.push_back(any_of(std::move(own), std::move(others)));
        used = count;
        break;
      }
      if (used == 1) {
        expand(words[i]);
        out.push_back(std::move(words[i]));
      }
      i += used;
    }
    words = std::move(out);
  }

  void expand_phrase(Node& phrase) {
    std::vector<Node> others;
    if (phrase.children.size() <= kMaxWindow && phrase.distance == 0) {
      others = as_one_name(phrase.children);
    }
    for (Node& word : phrase.children) {
      if (is_plain_word(word)) add_terms(word, alikes(name_of(word, true)));
    }
    if (!others.empty()) phrase = any_of(Node(phrase), std::move(others));
  }

  void expand_word(Node& word) {
    if (!is_plain_word(word)) return;
    const std::optional<Name> name = name_of(word, false);
    add_terms(word, alikes(name));
    std::vector<Node> others = as_two_words(word, name);
    if (!others.empty()) word = any_of(Node(word), std::move(others));
  }

  // A word that may be a name: Latin letters, or an Arabic word that the lexicon does not know.
  std::optional<Name> name_of(const Node& word, bool part) {
    if (word.text.size() >= kMinNameLetters && is_latin(word.text)) {
      return Name{Pronunciation::of_latin(typed(word)), {}, part};
    }
    const std::string& letters = word.terms.front().term;
    if (!is_arabic(letters) || letters.size() < kMinNameLetters) return std::nullopt;
    if (!is_unknown(word.text)) return std::nullopt;
    return Name{Pronunciation::of_arabic(letters), letters, part};
  }

  // The terms of the index that sound like the name, best first.
  std::vector<Alike> alikes(const std::optional<Name>& name) const {
    std::map<std::string, Alike> by_term;
    if (!name) return {};
    for (const SkeletonKey key : name->keys()) {
      for (const auto& segment : snapshot_.segments) {
        for (const schema::NameKey& entry : segment->names_of(key)) {
          const std::string_view term = segment->terms[entry.term];
          const double likeness = likeness_of(*name, term);
          if (!is_enough(*name, term, key, likeness)) continue;
          by_term.try_emplace(std::string(term), Alike{std::string(term), likeness, key});
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

  static bool is_enough(const Name& name, std::string_view term, SkeletonKey key, double likeness) {
    if (name.part) return likeness >= analysis::kAlike;
    const analysis::Threshold threshold = name.letters.empty() ? analysis::kLatinToArabic
                                          : is_arabic(term)    ? analysis::kArabicToArabic
                                                               : analysis::kArabicToLatin;
    return analysis::is_same_name(likeness, key, threshold);
  }

  static double likeness_of(const Name& name, std::string_view term) {
    if (is_arabic(term)) return name.spoken.likeness(term);
    return name.letters.empty() ? 0 : Pronunciation::of_latin(term).likeness(name.letters);
  }

  // Rarer spellings must not outweigh the one that was asked for.
  double weight(const Alike& alike, double own_idf) const {
    const double by_size = is_long(alike.key) ? kLongName : kShortName;
    return by_size * std::min(1.0, own_idf / scoring_.idf(scoring_.term_articles(alike.term)));
  }

  void add_terms(Node& word, const std::vector<Alike>& alikes) {
    const double own_idf = scoring_.idf(scoring_.term_articles(word.terms.front().term));
    for (const Alike& alike : alikes) {
      if (std::ranges::find(word.terms, alike.term, &query::TermChoice::term) != word.terms.end()) {
        continue;
      }
      word.terms.push_back({alike.term, weight(alike, own_idf)});
      if (analysis::key_size(alike.key) > 2) note(typed(word), written(alike.term));
    }
  }

  // One word of the index that may be all of these: ديبسيك for ديب سيك. Of two words in Latin
  // letters also those that sound like them, side by side, which tells short names from other
  // words.
  std::vector<Node> as_one_name(const std::vector<Node>& nodes) {
    std::vector<Node> others;
    std::vector<Node> words;
    words.reserve(nodes.size());
    for (const Node& node : nodes) words.push_back(own_form(node));
    if (words.size() < 2 || !std::ranges::all_of(nodes, is_unmarked) ||
        !std::ranges::all_of(words, is_plain_word)) {
      return others;
    }
    const bool latin = std::ranges::all_of(words, [](const Node& w) { return is_latin(w.text); });
    std::vector<Alike> joined = alikes(latin ? joined_latin(words) : joined_arabic(words));
    std::erase_if(joined, [](const Alike& alike) { return !is_long(alike.key); });
    if (!joined.empty()) others.push_back(word_of(words.front(), joined));
    if (latin) {
      if (auto phrase = side_by_side(words)) others.push_back(std::move(*phrase));
    }
    for (const Node& other : others) note_name(words, other);
    return others;
  }

  static std::optional<Name> joined_latin(const std::vector<Node>& words) {
    Name name{Pronunciation::of_latin(typed(words.front())), {}, false};
    for (size_t i = 1; i < words.size(); ++i) {
      name.spoken = Pronunciation::joined(name.spoken, Pronunciation::of_latin(typed(words[i])));
    }
    return name;
  }

  // Only where one of the words may be foreign.
  std::optional<Name> joined_arabic(const std::vector<Node>& words) {
    Letters letters;
    bool foreign = false;
    for (const Node& word : words) {
      if (!is_arabic(word.terms.front().term)) return std::nullopt;
      letters += analysis::fold(word.text);
      foreign = foreign || may_be_foreign(word.text);
    }
    if (!foreign) return std::nullopt;
    return Name{Pronunciation::of_arabic(letters), letters, false};
  }

  // The words of the index that sound like these, one behind the other; nothing if no article has
  // them so, or if each is found by itself.
  std::optional<Node> side_by_side(const std::vector<Node>& words) {
    Node phrase{.kind = NodeKind::phrase};
    bool all_long = true;
    for (const Node& word : words) {
      std::optional<Node> part = part_of(word, typed(word));
      if (!part) return std::nullopt;
      all_long = all_long && !alikes(name_of(word, false)).empty();
      phrase.children.push_back(std::move(*part));
    }
    if (all_long || !has_match(phrase)) return std::nullopt;
    return phrase;
  }

  // Two words of the index that may be this one: ديب سيك for ديبسيك.
  std::vector<Node> as_two_words(const Node& word, const std::optional<Name>& name) {
    std::vector<Node> others;
    if (!name || !is_unmarked(word)) return others;
    const std::string& letters = name->letters.empty() ? word.text : name->letters;
    for (size_t i = kMinPartLetters; i + kMinPartLetters <= letters.size(); ++i) {
      if (!may_part(word, i)) continue;
      Node phrase{.kind = NodeKind::phrase};
      for (const std::string& part : {letters.substr(0, i), letters.substr(i)}) {
        std::optional<Node> node = part_of(word, part);
        if (!node) break;
        phrase.children.push_back(std::move(*node));
      }
      if (phrase.children.size() < 2 || !has_match(phrase)) continue;
      note_name({word}, phrase);
      others.push_back(std::move(phrase));
    }
    return others;
  }

  // Capitals say where: DeepSeek.
  static bool may_part(const Node& word, size_t at) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (word.typed.size() != word.text.size()) return true;
    const auto inner = std::find_if(word.typed.begin() + 1, word.typed.end(), is_capital);
    return inner == word.typed.end() || is_capital(word.typed[at]);
  }

  // A part of a name that `like` stands for: as it is or as Arabic letters would spell it, and what
  // sounds like it. Nothing if no article has any of these.
  std::optional<Node> part_of(const Node& like, const std::string& part) const {
    std::vector<Alike> found;
    Letters letters = part;
    if (!is_arabic(part)) {
      const Name name{Pronunciation::of_latin(part), {}, true};
      found = alikes(name);
      letters = name.spoken.usual_spelling();
      if (is_term(part)) found.push_back({part, 1, 0});
    }
    const std::string spelled = analysis::to_utf8(letters);
    for (const analysis::Stem& stem : analysis::stem(spelled)) {
      if (is_term(stem.term)) found.push_back({stem.term, 1, 0});
    }
    if (found.empty()) return std::nullopt;
    Node word = word_of(like, found);
    if (found.front().key == 0) word.text = spelled;
    return word;
  }

  // A word node of the terms, as another form of what `like` stands for.
  Node word_of(const Node& like, const std::vector<Alike>& alikes) const {
    Node word = like;
    word.text = written(alikes.front().term);
    word.typed.clear();
    word.terms.clear();
    for (const Alike& alike : alikes) word.terms.push_back({alike.term, kShortName});
    return word;
  }

  static Node any_of(Node own, std::vector<Node> others) {
    Node any{.kind = NodeKind::any};
    any.variants = true;
    any.children.push_back(std::move(own));
    std::ranges::move(others, std::back_inserter(any.children));
    return any;
  }

  // Whether articles may have a listed form.
  bool note_listed(const Node& any) {
    bool any_found = false;
    for (size_t i = 1; i < any.children.size(); ++i) {
      const Node& form = any.children[i];
      const std::vector<Node> words =
          form.kind == NodeKind::phrase ? form.children : std::vector{form};
      const bool found = std::ranges::all_of(words, [this](const Node& word) {
        return std::ranges::any_of(word.terms, [this](const auto& t) { return is_term(t.term); });
      });
      if (!found) continue;
      any_found = true;
      note_name({any.children[0]}, form);
    }
    return any_found;
  }

  void note_name(const std::vector<Node>& words, const Node& other) {
    std::string text;
    for (const Node& word : words) text += (text.empty() ? "" : " ") + shown(word);
    note(text, shown(other));
  }

  void note(const std::string& text, std::string variant) {
    auto entry = std::ranges::find(found_, text, &AlsoSearched::text);
    if (entry == found_.end()) entry = found_.insert(entry, AlsoSearched{text, {}});
    if (std::ranges::find(entry->variants, variant) == entry->variants.end()) {
      entry->variants.push_back(std::move(variant));
    }
  }

  // Short foreign words look like a word with a pronoun: سيك.
  bool may_be_foreign(const std::string& written) {
    if (is_unknown(written)) return true;
    const Letters letters = analysis::fold(written);
    return letters.size() <= kMaxPartLetters && !analysis::is_known_word(letters) &&
           letters.starts_with(
               analysis::read_word(written).front().base.substr(0, kMinPartLetters));
  }

  bool is_unknown(const std::string& written) {
    const auto [entry, is_new] = unknown_.try_emplace(written, false);
    if (is_new) entry->second = analysis::read_word(written).empty();
    return entry->second;
  }

  // The most frequent written form of a term, rather one without clitics.
  std::string written(const std::string& term) const {
    std::pair<bool, std::uint32_t> best;
    std::string form = analysis::to_utf8(term);
    for (const auto& segment : snapshot_.segments) {
      const auto found = segment->find_term(term);
      if (!found) continue;
      for (const schema::Word word : segment->words_of(*found)) {
        const std::string_view candidate = segment->words[word];
        const bool bare = analysis::fold(candidate) == term;
        const std::pair worth{bare, segment->word_articles[word]};
        if (worth <= best) continue;
        best = worth;
        form = candidate;
      }
    }
    return form;
  }

  bool is_term(const std::string& term) const { return scoring_.term_articles(term) > 0; }

  bool has_match(const Node& node) const {
    for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
      if (!matcher_.match(s, node).empty()) return true;
    }
    return false;
  }

  const schema::Snapshot& snapshot_;
  const Scoring& scoring_;
  const Matcher& matcher_;
  std::vector<AlsoSearched> found_;
  std::map<std::string, bool> unknown_;  // to the lexicon
};

}  // namespace

std::vector<AlsoSearched> add_sound_alikes(const schema::Snapshot& snapshot, const Scoring& scoring,
                                           const Matcher& matcher, query::Node& root) {
  Expander expander(snapshot, scoring, matcher);
  expander.expand(root);
  return expander.take_found();
}

}  // namespace fihris::search
