#include "indexer/analysis/aliases.h"

#include <unordered_map>

#include "indexer/analysis/data.h"
#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/table.h"
#include "indexer/analysis/tokenizer.h"

namespace fihris::analysis {
namespace {

struct AliasTable {
  std::vector<std::vector<AliasForm>> groups;
  // key_of() the words of a form -> groups; a form may belong to several (a name and a month).
  std::unordered_multimap<std::string, size_t> group_of;
};

// Words are compared folded and without clitics before them: الرياض, والرياض and رياض are one.
std::string key_of_word(std::string_view written) { return without_proclitics(written); }

template <typename Words>
std::string key_of(const Words& words) {
  std::string key;
  for (const auto& word : words) key += key_of_word(word) + ' ';
  return key;
}

AliasForm split(std::string_view form) {
  AliasForm words;
  Tokenizer tokenizer(form);
  for (Token token; tokenizer.next(token);) words.emplace_back(token.written);
  return words;
}

AliasTable read_aliases() {
  AliasTable table;
  for (const std::string_view text : {kAliases, kNames}) {
    for (const TableRow& row : parse_table(text)) {
      std::vector<AliasForm>& group = table.groups.emplace_back();
      for (const std::string_view cell : row.cells) {
        AliasForm form = split(cell);
        if (form.empty()) continue;
        table.group_of.emplace(key_of(form), table.groups.size() - 1);
        group.push_back(std::move(form));
      }
    }
  }
  return table;
}

}  // namespace

std::vector<AliasForm> other_forms(std::span<const std::string_view> words) {
  static const AliasTable table = read_aliases();
  if (words.empty() || words.size() > kMaxAliasWords) return {};
  const std::string key = key_of(words);
  std::vector<AliasForm> forms;
  const auto [first, last] = table.group_of.equal_range(key);
  for (auto group = first; group != last; ++group) {
    for (const AliasForm& form : table.groups[group->second]) {
      if (key_of(form) != key) forms.push_back(form);
    }
  }
  return forms;
}

}  // namespace fihris::analysis
