#include "server/search/sound_alikes.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/stemmer.h"
#include "server/search/name_lookup.h"

namespace fihris::search {
namespace {

using analysis::Letters;
using analysis::Pronunciation;
using query::Node;
using query::NodeKind;

// What a match by sound counts beside one by letters; less where fewer consonants agree.
constexpr double kLongName = 0.6;
constexpr double kShortName = 0.5;

constexpr size_t kMaxWindow = 3;  // words of a query that may be one name
constexpr size_t kMinNameLetters = 3;
constexpr size_t kMaxNameLetters = 24;
constexpr int kMaxNames = 16;          // looked up for a query; further ones are left as typed
constexpr size_t kMinPartLetters = 2;  // of a name that is written as two words
constexpr size_t kMaxPartLetters = 5;
// Articles of the rarer one: two words that are more frequent are no parts of a name, and it would
// take long to see where they meet.
constexpr std::uint64_t kMaxPartArticles = 500;

bool is_latin(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

// What was typed, of a word with listed variants; of a variant in several forms the usual one.
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

// No operator says more of it, which the other ways to write a name would have to take over.
bool is_unmarked(const Node& node) {
  return !node.required && node.weight == 1 && node.field == query::Field::text;
}

using Words = std::vector<const Node*>;

class Expander {
 public:
  Expander(const schema::Snapshot& snapshot, const Scoring& scoring, const Matcher& matcher,
           SpokenFormsMemo& memo)
      : snapshot_(snapshot), lookup_(snapshot, scoring), matcher_(matcher), memo_(memo) {}

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
        const std::span<const Node> window(&words[i], count);
        std::vector<Node> others = as_one_name(window);
        if (others.empty()) continue;
        Node own{.kind = NodeKind::all};
        own.children.assign(window.begin(), window.end());
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
      if (is_plain_word(word)) add_terms(word, alikes_of(name_of(word, true)));
    }
    if (!others.empty()) phrase = any_of(Node(phrase), std::move(others));
  }

  void expand_word(Node& word) {
    if (!is_plain_word(word)) return;
    const std::optional<SpokenName> name = name_of(word, false);
    if (!name) return;
    if (!is_unmarked(word)) return add_terms(word, lookup_.alikes(*name));
    const std::shared_ptr<const SpokenForms> forms = memo_.get(typed(word), [&] {
      return SpokenForms{lookup_.alikes(*name), as_two_words(word, *name)};
    });
    add_terms(word, forms->words);
    if (forms->parted.empty()) return;
    for (const Node& parted : forms->parted) note_name({&word}, parted);
    word = any_of(Node(word), forms->parted);
  }

  // A word that may be a name: Latin letters, or an Arabic word that the lexicon does not know.
  std::optional<SpokenName> name_of(const Node& word, bool part) {
    if (is_latin(word.text)) {
      if (word.text.size() < kMinNameLetters || !may_look_up(word.text)) return std::nullopt;
      return SpokenName{Pronunciation::of_latin(typed(word)), {}, part};
    }
    const std::string& letters = word.terms.front().term;
    if (!is_arabic_term(letters) || letters.size() < kMinNameLetters) return std::nullopt;
    if (!is_unknown(word) || !may_look_up(letters)) return std::nullopt;
    return SpokenName{Pronunciation::of_arabic(letters), letters, part};
  }

  std::vector<Alike> alikes_of(const std::optional<SpokenName>& name) const {
    return name ? lookup_.alikes(*name) : std::vector<Alike>{};
  }

  // Rarer spellings must not outweigh the one that was asked for.
  double weight(const Alike& alike, double own_idf) const {
    const double by_size = alike.is_long() ? kLongName : kShortName;
    return by_size * std::min(1.0, own_idf / lookup_.idf(alike.term));
  }

  void add_terms(Node& word, const std::vector<Alike>& alikes) {
    const double own_idf = lookup_.idf(word.terms.front().term);
    for (const Alike& alike : alikes) {
      if (std::ranges::find(word.terms, alike.term, &query::TermChoice::term) != word.terms.end()) {
        continue;
      }
      word.terms.push_back({alike.term, weight(alike, own_idf)});
      if (analysis::key_size(alike.key) > 2) note(typed(word), lookup_.written(alike.term));
    }
  }

  // One word of the index that may be all of these: ديبسيك for ديب سيك. Of two words in Latin
  // letters also those that sound like them, side by side, which tells short names from other
  // words.
  std::vector<Node> as_one_name(std::span<const Node> nodes) {
    std::vector<Node> others;
    if (nodes.size() < 2 || !std::ranges::all_of(nodes, is_unmarked)) return others;
    Words words;
    for (const Node& node : nodes) {
      if (!is_plain_word(own_form(node))) return others;
      words.push_back(&own_form(node));
    }
    const bool latin = std::ranges::all_of(words, [](const Node* w) { return is_latin(w->text); });
    std::vector<Alike> joined = alikes_of(latin ? joined_latin(words) : joined_arabic(words));
    std::erase_if(joined, [](const Alike& alike) { return !alike.is_long(); });
    if (!joined.empty()) others.push_back(word_of(*words.front(), joined));
    if (latin) {
      if (auto phrase = side_by_side(words)) others.push_back(std::move(*phrase));
    }
    for (const Node& other : others) note_name(words, other);
    return others;
  }

  std::optional<SpokenName> joined_latin(const Words& words) {
    if (!may_look_up(words.front()->text)) return std::nullopt;
    SpokenName name{Pronunciation::of_latin(typed(*words.front())), {}, false};
    for (size_t i = 1; i < words.size(); ++i) {
      name.spoken = Pronunciation::joined(name.spoken, Pronunciation::of_latin(typed(*words[i])));
    }
    return name;
  }

  // Only where one of the words may be foreign.
  std::optional<SpokenName> joined_arabic(const Words& words) {
    if (std::ranges::none_of(words, [](const Node* word) { return may_be_foreign(*word); })) {
      return std::nullopt;
    }
    Letters letters;
    for (const Node* word : words) {
      if (!is_arabic_term(word->terms.front().term)) return std::nullopt;
      letters += analysis::fold(word->text);
    }
    if (!may_look_up(letters)) return std::nullopt;
    return SpokenName{Pronunciation::of_arabic(letters), letters, false};
  }

  // The words of the index that sound like these, one behind the other; nothing if no article has
  // them so, or if each is found by itself.
  std::optional<Node> side_by_side(const Words& words) {
    Node phrase{.kind = NodeKind::phrase};
    bool all_long = true;
    for (const Node* word : words) {
      std::optional<Node> part = part_of(*word, typed(*word));
      if (!part) return std::nullopt;
      all_long = all_long && !alikes_of(name_of(*word, false)).empty();
      phrase.children.push_back(std::move(*part));
    }
    if (all_long || !may_be_name(phrase) || !has_match(phrase)) return std::nullopt;
    return phrase;
  }

  // Two words of the index that may be this one: ديب سيك for ديبسيك.
  std::vector<Node> as_two_words(const Node& word, const SpokenName& name) const {
    std::vector<Node> others;
    const std::string& letters = name.letters.empty() ? word.text : name.letters;
    const size_t shortest = name.letters.empty() ? kMinNameLetters : kMinPartLetters;
    for (size_t i = shortest; i + shortest <= letters.size(); ++i) {
      if (!may_part(word, i)) continue;
      // The longer part first: it is seldom a word.
      const std::array parts{letters.substr(0, i), letters.substr(i)};
      const std::size_t longer = parts[0].size() > parts[1].size() ? 0 : 1;
      std::array<std::optional<Node>, 2> found;
      found[longer] = part_of(word, parts[longer]);
      if (found[longer]) found[1 - longer] = part_of(word, parts[1 - longer]);
      if (!found[0] || !found[1]) continue;
      Node phrase{.kind = NodeKind::phrase};
      for (std::optional<Node>& part : found) phrase.children.push_back(std::move(*part));
      if (may_be_name(phrase) && has_match(phrase)) others.push_back(std::move(phrase));
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
    if (!is_arabic_term(part)) {
      const SpokenName name{Pronunciation::of_latin(part), {}, true};
      found = lookup_.alikes(name);
      letters = name.spoken.usual_spelling();
      if (lookup_.has_term(part)) found.push_back({part, 1, 0});
    }
    const std::string spelled = analysis::to_utf8(letters);
    for (const analysis::Stem& stem : analysis::stem(spelled)) {
      if (lookup_.has_term(stem.term)) found.push_back({stem.term, 1, 0});
    }
    if (found.empty()) return std::nullopt;
    Node word = word_of(like, found);
    if (found.front().key == 0) word.text = spelled;
    return word;
  }

  // A word node of the terms, as another form of what `like` stands for.
  Node word_of(const Node& like, const std::vector<Alike>& alikes) const {
    Node word = like;
    word.text = lookup_.written(alikes.front().term);
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
      const Node& form = own_form(any.children[i]);
      const std::vector<Node> words =
          form.kind == NodeKind::phrase ? form.children : std::vector{form};
      const bool found = std::ranges::all_of(words, [this](const Node& word) {
        return std::ranges::any_of(word.terms,
                                   [this](const auto& t) { return lookup_.has_term(t.term); });
      });
      if (!found) continue;
      any_found = true;
      note_name({any.children.data()}, form);
    }
    return any_found;
  }

  void note_name(const Words& words, const Node& other) {
    std::string text;
    for (const Node* word : words) text += (text.empty() ? "" : " ") + shown(*word);
    note(text, shown(other));
  }

  void note(const std::string& text, std::string variant) {
    auto entry = std::ranges::find(found_, text, &AlsoSearched::text);
    if (entry == found_.end()) entry = found_.insert(entry, AlsoSearched{text, {}});
    if (std::ranges::find(entry->variants, variant) == entry->variants.end()) {
      entry->variants.push_back(std::move(variant));
    }
  }

  // Bounds what a query of many or endless words costs.
  bool may_look_up(std::string_view name) {
    return name.size() <= kMaxNameLetters && looked_up_++ < kMaxNames;
  }

  // An Arabic word that has no reading. Of one that has, the first term is a known word.
  static bool is_unknown(const Node& word) {
    return !analysis::is_known_word(word.terms.front().term);
  }

  // Short foreign words look like a word with a pronoun: سيك.
  static bool may_be_foreign(const Node& word) {
    if (is_unknown(word)) return true;
    if (word.text.size() > 2 * kMaxPartLetters) return false;
    const Letters letters = analysis::fold(word.text);
    return !analysis::is_known_word(letters) &&
           letters.starts_with(word.terms.front().term.substr(0, kMinPartLetters));
  }

  bool may_be_name(const Node& phrase) const {
    return std::ranges::any_of(phrase.children, [this](const Node& word) {
      std::uint64_t articles = 0;
      for (const auto& choice : word.terms) articles += lookup_.articles(choice.term);
      return articles <= kMaxPartArticles;
    });
  }

  bool has_match(const Node& node) const {
    for (std::uint32_t s = 0; s < snapshot_.segments.size(); ++s) {
      if (!matcher_.match(s, node).empty()) return true;
    }
    return false;
  }

  const schema::Snapshot& snapshot_;
  NameLookup lookup_;
  const Matcher& matcher_;
  SpokenFormsMemo& memo_;
  std::vector<AlsoSearched> found_;
  int looked_up_ = 0;
};

}  // namespace

std::vector<AlsoSearched> add_sound_alikes(const schema::Snapshot& snapshot, const Scoring& scoring,
                                           const Matcher& matcher, SpokenFormsMemo& memo,
                                           query::Node& root) {
  Expander expander(snapshot, scoring, matcher, memo);
  expander.expand(root);
  return expander.take_found();
}

}  // namespace fihris::search
