#include "server/query/name_variants.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "server/query/nodes.h"
#include "server/query/word_memo.h"

namespace fihris::query {
namespace {

// What a match by another spelling counts beside the one that was typed. Judged, to be tuned on the
// quality sets.
constexpr double kVariant = 0.8;

constexpr size_t kMaxPhraseSpellings = 16;

// What a word that must stand as spelled may have before it.
constexpr std::array<std::string_view, 6> kParticles{"", "و", "ب", "ل", "ف", "ك"};

class NameVariants {
 public:
  explicit NameVariants(const analysis::AliasList* own) : own_(own) {}

  // Within a name of several words, the words may be names too: مفارقة جيفونز.
  void add_to_words(std::vector<Node>& words, size_t longest) const {
    std::vector<Node> out;
    for (size_t i = 0; i < words.size();) {
      const size_t used = take_variants(words, i, longest, out);
      if (used == 0) out.push_back(std::move(words[i]));
      i += std::max<size_t>(used, 1);
    }
    words = std::move(out);
  }

  // «شركة قوقل» is also شركة جوجل. Words that are only near each other are looked for as typed.
  Node with_phrase_variants(Node phrase) const {
    if (phrase.distance != 0) return phrase;
    std::vector<Spelling> spellings = spellings_of(phrase.children, analysis::kMaxAliasWords);
    if (spellings.size() == 1) return phrase;
    Node any = any_in_place_of(phrase);
    const Field field = phrase.field;
    phrase.required = false;
    phrase.weight = 1;
    any.children.push_back(std::move(phrase));
    for (auto spelling = spellings.begin() + 1; spelling != spellings.end(); ++spelling) {
      any.children.push_back(group(NodeKind::phrase, std::move(*spelling)));
      any.children.back().weight = kVariant;
      set_field(any.children.back(), field);
    }
    return any;
  }

 private:
  static bool may_vary(const Node& node) { return node.kind == NodeKind::word && !node.exact; }
  static bool alike(const Node& a, const Node& b) {
    return a.field == b.field && a.required == b.required && a.weight == b.weight;
  }

  // A run of words that is one form of a known name, and its other forms.
  struct Name {
    size_t words = 0;
    std::vector<analysis::AliasForm> forms;
  };

  // The longest name that begins with the first word.
  Name name_at(std::span<const Node> words, size_t longest) const {
    std::vector<std::shared_ptr<const analysis::NameWord>> typed;
    for (const Node& word : words) {
      if (typed.size() == longest || !may_vary(word) || !alike(word, words.front())) break;
      typed.push_back(name_word_of(word.text));
      if (typed.size() == 1) longest = std::min(longest, longest_name(*typed.front(), own_));
    }
    for (size_t count = typed.size(); count > 0; --count) {
      // على alone is no spelling of علي; within a name (أم درمان, مزيج من الخبراء) function words
      // are.
      if (count == 1 && words.front().stop) break;
      Name name{count, analysis::other_forms(std::span(typed).first(count), own_)};
      if (!name.forms.empty()) return name;
    }
    return {};
  }

  // An empty "any of these spellings", with what operators say of the node that it stands for.
  static Node any_in_place_of(const Node& node) {
    Node any{.kind = NodeKind::any};
    any.variants = true;
    any.required = node.required;
    any.weight = node.weight;
    return any;
  }

  size_t take_variants(std::vector<Node>& words, size_t i, size_t longest,
                       std::vector<Node>& out) const {
    const auto [count, forms] = name_at(std::span(words).subspan(i), longest);
    if (count == 0) return 0;
    Node any = any_in_place_of(words[i]);
    const Field field = words[i].field;
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(i);
    std::vector<Node> own(std::make_move_iterator(begin),
                          std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(count)));
    for (Node& word : own) {
      word.required = false;
      word.weight = 1;
    }
    if (count > 1) add_to_words(own, count - 1);
    any.children.push_back(group(NodeKind::all, std::move(own)));
    for (const analysis::AliasForm& form : forms) {
      any.children.push_back(variant(form));
      set_field(any.children.back(), field);
    }
    out.push_back(std::move(any));
    return count;
  }

  using Spelling = std::vector<Node>;  // words side by side

  // The phrase with each name in it in all its forms; as typed first.
  std::vector<Spelling> spellings_of(std::span<const Node> words, size_t longest) const {
    std::vector<Spelling> spellings{{}};
    for (size_t i = 0; i < words.size();) {
      const auto [found, forms] = name_at(words.subspan(i), longest);
      const size_t count = std::max<size_t>(found, 1);
      const std::span<const Node> own = words.subspan(i, count);
      std::vector<Spelling> choices =
          count > 1 ? spellings_of(own, count - 1) : std::vector(1, Spelling(1, own.front()));
      for (const analysis::AliasForm& form : forms) {
        Spelling& choice = choices.emplace_back();
        for (const std::string& word : form.words) {
          choice.push_back(form_word(word, form.as_spelled));
        }
      }
      std::vector<Spelling> longer;
      for (const Spelling& choice : choices) {
        for (const Spelling& begun : spellings) {
          if (longer.size() == kMaxPhraseSpellings) break;
          longer.push_back(begun);
          longer.back().insert(longer.back().end(), choice.begin(), choice.end());
        }
      }
      spellings = std::move(longer);
      i += count;
    }
    return spellings;
  }

  static Node form_word(std::string_view written, bool as_spelled) {
    const auto first = static_cast<unsigned char>(written.front());
    Node word =
        word_node(first < 0x80 ? analysis::CharClass::latin : analysis::CharClass::arabic, written);
    word.exact = as_spelled;
    return word;
  }

  // A word that is right only as spelled, also behind the particles that are written with it.
  static Node spelled_word(std::string_view written) {
    Node any{.kind = NodeKind::any};
    any.variants = true;
    for (const std::string_view particle : kParticles) {
      any.children.push_back(form_word(std::string(particle) + std::string(written), true));
    }
    return any;
  }

  static Node variant(const analysis::AliasForm& form) {
    if (form.as_spelled && form.words.size() == 1) {
      Node any = spelled_word(form.words.front());
      for (Node& word : any.children) word.weight = kVariant;
      return any;
    }
    std::vector<Node> words;
    for (const std::string& written : form.words) {
      words.push_back(form_word(written, form.as_spelled));
    }
    Node node = group(NodeKind::phrase, std::move(words));
    node.weight = kVariant;
    return node;
  }

  const analysis::AliasList* own_;
};

}  // namespace

void add_name_variants(std::vector<Node>& words, const analysis::AliasList* own,
                       std::size_t longest) {
  const NameVariants variants(own);
  variants.add_to_words(words, longest);
  for (Node& word : words) {
    if (word.kind == NodeKind::phrase) word = variants.with_phrase_variants(std::move(word));
  }
}

}  // namespace fihris::query
