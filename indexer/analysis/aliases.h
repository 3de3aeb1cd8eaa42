// Spellings of one thing: أمريكا / أميركا, يناير / جانفي / كانون الثاني, DeepSeek / ديب سيك /
// ديبسيك, أبو مازن / ابومازن. Data: data/aliases.tsv (regional spellings), data/names.tsv (names
// across scripts), data/compounds.tsv (names that are written joined or spaced) and a list of the
// user's own. Applied to queries, so that a longer list needs no new index.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fihris::analysis {

// One form: its words, as the tokenizer writes them.
struct AliasForm {
  std::vector<std::string> words;
  bool as_spelled = false;  // right only letter by letter: آب is August, أب is not
};

inline constexpr size_t kMaxAliasWords = 5;

// What is wrong with a list, for people.
struct AliasProblem {
  size_t line = 0;  // from 1
  std::string message;
};

// The first problem of a list in the format of data/aliases.tsv: a row of one form, a form without
// words, with too many of them or given twice, bytes that are no UTF-8.
std::optional<AliasProblem> find_problem_in_aliases(std::string_view text);

// A list, read. Thread-safe once made.
class AliasList {
 public:
  AliasList() = default;
  // Rows that find_problem_in_aliases() complains of are left out. A row goes on with those rows of
  // `before` that have its first form, so a list can extend another one.
  explicit AliasList(std::string_view text, const AliasList* before = nullptr);

  // The other forms of what the words (written forms) spell; empty if they are no form of the list.
  // Clitics on the first word and folding are seen through.
  std::vector<AliasForm> other_forms(std::span<const std::string_view> words) const;

  // Words of the longest form that begins with the word of this key (NameWord::key); 0: none does.
  size_t longest(const std::string& first_key) const;

  bool empty() const { return groups_.empty(); }

 private:
  void add_form(AliasForm form);
  void add_key(const std::string& key, size_t words);

  std::vector<std::vector<AliasForm>> groups_;
  // The words of a form, compared as described -> groups; a form may belong to several (a name and
  // a month).
  std::unordered_multimap<std::string, size_t> group_of_;
  // The first word of a form, compared so -> words of the longest one that it begins. Most words of
  // a query begin none.
  std::unordered_map<std::string, size_t> longest_;
};

// The lists that are part of the program. Thread-safe.
const AliasList& shipped_aliases();

// A written word as it is looked up in the lists: read once for all the names that it may be in.
struct NameWord {
  std::string written;
  std::string key;                  // folded, without clitics before it
  std::vector<AliasForm> others{};  // other forms of the word alone, without the user's list
  size_t longest = 0;               // words of the longest shipped form that begins with it
  bool begins_joined = false;       // أبو, وعبد: names that are also written joined begin so
};
// Thread-safe.
NameWord read_name_word(std::string_view written);

// The most words that a name with this first word may have.
size_t longest_name(const NameWord& first, const AliasList* own = nullptr);

// The other forms by the user's list (may be null), the shipped ones, and of a name that is written
// joined or spaced. Thread-safe.
std::vector<AliasForm> other_forms(std::span<const std::shared_ptr<const NameWord>> words,
                                   const AliasList* own = nullptr);

}  // namespace fihris::analysis
