#include "server/query/query_analyzer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "indexer/analysis/aliases.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/harakat.h"
#include "server/query/piece_words.h"
#include "server/query/query_parser.h"
#include "server/query/word_memo.h"

namespace fihris::query {
namespace {

// What a match by another reading or spelling counts beside the word itself. Judged, to be tuned on
// the quality sets.
constexpr double kOtherReading = 0.8;
constexpr double kVariant = 0.8;

constexpr size_t kMaxPhraseSpellings = 16;

// What a word that must stand as spelled may have before it.
constexpr std::array<std::string_view, 6> kParticles{"", "و", "ب", "ل", "ف", "ك"};

// In how many letters a fuzzy word may differ, by the letters of its stem; shorter ones in none.
struct Edits {
  size_t letters;
  unsigned usual;
  unsigned most;
};
constexpr std::array<Edits, 3> kEdits{{{6, 2, 2}, {4, 1, 2}, {3, 1, 1}}};

Node group(NodeKind kind, std::vector<Node> children) {
  if (children.size() == 1) return std::move(children.front());
  Node node{.kind = kind};
  node.children = std::move(children);
  return node;
}

Node word_node(analysis::CharClass kind, std::string_view written) {
  Node node{.kind = NodeKind::word};
  node.text = written;
  const auto word = analyze_query_word(kind, written);
  node.stop = word->stop;
  for (const analysis::Stem& stem : word->stems) {
    node.terms.push_back({stem.term, node.terms.empty() ? 1 : kOtherReading});
  }
  return node;
}

// A function word that may be left out: an operator on a word says that it is meant.
bool is_idle(const Node& node) {
  return node.kind == NodeKind::word && node.stop && !node.exact && !node.required &&
         node.field != Field::source;
}

// Whether there is a word to look for when those are left out.
bool has_content(const Node& node) {
  if (node.kind == NodeKind::all || node.kind == NodeKind::any) {
    return std::ranges::any_of(node.children, has_content);
  }
  return !is_idle(node) && node.kind != NodeKind::date && node.kind != NodeKind::exclude;
}

void drop_stop_words(Node& node) {
  if (node.kind != NodeKind::all && node.kind != NodeKind::any) return;
  std::erase_if(node.children, is_idle);
  for (Node& child : node.children) drop_stop_words(child);
  std::erase_if(node.children, [](const Node& child) {
    return (child.kind == NodeKind::all || child.kind == NodeKind::any) && child.children.empty();
  });
}

class QueryAnalyzer {
 public:
  explicit QueryAnalyzer(const AnalyzeOptions& options) : options_(options) {}

  Node analyze(const Node& node) {
    switch (node.kind) {
      case NodeKind::word:
      case NodeKind::fuzzy:
        return leaf(node, parts(node));
      case NodeKind::phrase:
        return leaf(node, words(node));
      case NodeKind::date:
        return node;
      default:
        return group_of(node);
    }
  }

 private:
  Node group_of(const Node& node) {
    Node out{.kind = node.kind};
    out.required = node.required;
    out.weight = node.weight;
    for (const Node& child : node.children) {
      Node analyzed = analyze(child);
      const bool empty = analyzed.kind == NodeKind::all && analyzed.children.empty();
      if (empty) continue;
      if (analyzed.kind == NodeKind::all && out.kind == NodeKind::all) {
        for (Node& grandchild : analyzed.children) {
          grandchild.weight *= analyzed.weight;
          if (analyzed.required) grandchild.required = grandchild.kind != NodeKind::exclude;
          out.children.push_back(std::move(grandchild));
        }
      } else {
        out.children.push_back(std::move(analyzed));
      }
    }
    if (out.kind == NodeKind::exclude && out.children.empty()) return {};
    if (out.kind != NodeKind::exclude && options_.variants && !options_.exact) {
      // Words with OR between them are no name of several words.
      add_variants(out.children, out.kind == NodeKind::all ? analysis::kMaxAliasWords : 1);
      for (Node& child : out.children) {
        if (child.kind == NodeKind::phrase) child = with_phrase_variants(std::move(child));
      }
    }
    return out;
  }

  // What the operators around a piece mean for its words.
  static Node leaf(const Node& typed, Node analyzed) {
    analyzed.weight *= typed.weight;
    analyzed.required = typed.required;
    set_field(analyzed, typed.field);
    if (analyzed.kind == NodeKind::phrase && typed.kind == NodeKind::phrase) {
      analyzed.distance = typed.distance;
    }
    return analyzed;
  }

  static void set_field(Node& node, Field field) {
    if (node.kind != NodeKind::all && node.kind != NodeKind::any) {
      node.field = field;
      return;
    }
    for (Node& child : node.children) set_field(child, field);
  }

  // A piece between spaces: one word or several. Words that touch (R1, 5G) must touch in the text
  // too.
  Node parts(const Node& typed) {
    std::vector<Node> parts;
    std::vector<Node> touching;
    const auto close = [&] {
      if (touching.empty()) return;
      parts.push_back(group(NodeKind::phrase, std::move(touching)));
      touching.clear();
    };
    size_t last_end = 0;
    for (const PieceWord& word : read_words(typed.text, kMaxWords - words_)) {
      if (word.begin != last_end) close();
      last_end = word.end;
      touching.push_back(node_of(word, typed));
    }
    close();
    return group(NodeKind::all, std::move(parts));
  }

  Node words(const Node& typed) {
    std::vector<Node> words;
    for (const PieceWord& word : read_words(typed.text, kMaxWords - words_)) {
      words.push_back(node_of(word, typed));
    }
    if (words.empty()) return {};
    return group(NodeKind::phrase, std::move(words));
  }

  Node node_of(const PieceWord& word, const Node& typed) {
    ++words_;
    if (!word.pattern.empty()) {
      Node node{.kind = NodeKind::wildcard};
      node.text = word.written;
      node.pattern = word.pattern;
      return node;
    }
    Node node = word_node(word.kind, word.written);
    node.exact = options_.exact || typed.exact;
    const std::string_view as_typed =
        std::string_view(typed.text).substr(word.begin, word.end - word.begin);
    if (word.kind == analysis::CharClass::latin) node.typed = as_typed;
    if (node.exact) {
      if (analysis::has_harakat(as_typed)) node.marked = as_typed;
    }
    if (typed.kind == NodeKind::fuzzy && !node.exact) make_fuzzy(node, typed.distance);
    return node;
  }

  static void make_fuzzy(Node& node, unsigned wanted) {
    const size_t letters = node.terms.front().term.size();
    const auto* row =
        std::ranges::find_if(kEdits, [&](const Edits& e) { return letters >= e.letters; });
    if (row == kEdits.end()) return;
    node.kind = NodeKind::fuzzy;
    node.stop = false;
    node.distance = wanted == 0 ? row->usual : std::min(wanted, row->most);
  }

  // Replaces runs of words that are one form of a known name by "any of its forms". Within a name
  // of several words, the words may be names too: مفارقة جيفونز.
  void add_variants(std::vector<Node>& words, size_t longest) const {
    std::vector<Node> out;
    for (size_t i = 0; i < words.size();) {
      const size_t used = take_variants(words, i, longest, out);
      if (used == 0) out.push_back(std::move(words[i]));
      i += std::max<size_t>(used, 1);
    }
    words = std::move(out);
  }

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
    for (size_t count = std::min(words.size(), longest); count > 0; --count) {
      std::vector<std::string_view> typed;
      for (const Node& word : words.first(count)) {
        if (may_vary(word) && alike(word, words.front())) typed.push_back(word.text);
      }
      // على alone is no spelling of علي; within a name (أم درمان, مزيج من الخبراء) function words
      // are.
      if (typed.size() < count || (count == 1 && words.front().stop)) continue;
      Name name{count, analysis::other_forms(typed, options_.aliases)};
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
    if (count > 1) add_variants(own, count - 1);
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

  AnalyzeOptions options_;
  size_t words_ = 0;
};

}  // namespace

Node analyze_query(const Node& parsed, const AnalyzeOptions& options) {
  Node root = QueryAnalyzer(options).analyze(parsed);
  if (root.kind != NodeKind::all) {
    root = [&] {
      Node all{.kind = NodeKind::all};
      all.children.push_back(std::move(root));
      return all;
    }();
  }
  if (has_content(root)) drop_stop_words(root);
  return root;
}

std::vector<std::string> typed_words(const Node& parsed) {
  std::vector<std::string> words;
  for (const Node& child : parsed.children) {
    if (child.kind != NodeKind::word && child.kind != NodeKind::phrase) {
      words.emplace_back();
      continue;
    }
    analysis::Tokenizer tokenizer(child.text);
    for (analysis::Token token; tokenizer.next(token);) words.emplace_back(token.written);
  }
  return words;
}

}  // namespace fihris::query
