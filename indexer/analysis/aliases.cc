#include "indexer/analysis/aliases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "indexer/analysis/data.h"
#include "indexer/analysis/joined_names.h"
#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/table.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/utf8.h"

namespace fihris::analysis {
namespace {

constexpr char kAsSpelled = '=';
constexpr std::array<std::string_view, 5> kParticles{"و", "ف", "ب", "ل", "ك"};

// Words are compared folded and without clitics before them: الرياض, والرياض and رياض are one.
template <typename Words>
std::string key_of(const Words& words) {
  std::string key;
  for (const auto& word : words) key += without_proclitics(word) + ' ';
  return key;
}

AliasForm read_form(std::string_view cell) {
  AliasForm form{{}, cell.starts_with(kAsSpelled)};
  Tokenizer tokenizer(cell);
  for (Token token; tokenizer.next(token);) form.words.emplace_back(token.written);
  return form;
}

// Whether what was typed, with this key, is the form.
bool is_typed(const AliasForm& form, const std::string& key,
              std::span<const std::string_view> words) {
  if (!form.as_spelled) return key_of(form.words) == key;
  return std::ranges::equal(form.words, words, [](const std::string& a, std::string_view b) {
    return letters_of(b).ends_with(letters_of(a));
  });
}

bool is_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (decode_utf8(text, at) == kInvalid && at == begin + 1) return false;
  }
  return true;
}

// Why the row is none; "" if it is one.
std::string problem_of(const TableRow& row) {
  std::set<std::string> keys;
  for (const std::string_view cell : row.cells) {
    if (!is_utf8(cell)) return "the bytes are no UTF-8";
    const AliasForm form = read_form(cell);
    if (form.words.empty()) return fmt::format("\"{}\" has no word", cell);
    if (form.words.size() > kMaxAliasWords) {
      return fmt::format("\"{}\" has more than {} words", cell, kMaxAliasWords);
    }
    keys.insert(key_of(form.words) + (form.as_spelled ? "=" : ""));
  }
  if (row.cells.size() < 2) return "one form alone: forms are separated by tabs";
  return keys.size() < 2 ? "all forms are one word already: only hamza, clitics or ة/ه differ" : "";
}

void append_new(std::vector<AliasForm>& forms, std::vector<AliasForm> more) {
  for (AliasForm& form : more) {
    const bool there =
        std::ranges::any_of(forms, [&](const AliasForm& f) { return f.words == form.words; });
    if (!there) forms.push_back(std::move(form));
  }
}

}  // namespace

std::optional<AliasProblem> find_problem_in_aliases(std::string_view text) {
  for (const TableRow& row : parse_table(text)) {
    std::string problem = problem_of(row);
    if (!problem.empty()) return AliasProblem{row.line, std::move(problem)};
  }
  return std::nullopt;
}

AliasList::AliasList(std::string_view text, const AliasList* before) {
  for (const TableRow& row : parse_table(text)) {
    std::vector<AliasForm> forms;
    for (const std::string_view cell : row.cells) forms.push_back(read_form(cell));
    const bool bad = std::ranges::any_of(forms, [](const AliasForm& form) {
      return form.words.empty() || form.words.size() > kMaxAliasWords;
    });
    if (bad || forms.size() < 2) continue;
    if (before != nullptr) {
      const std::vector<std::string_view> first(forms[0].words.begin(), forms[0].words.end());
      append_new(forms, before->other_forms(first));
    }
    groups_.emplace_back();
    for (AliasForm& form : forms) add_form(std::move(form));
  }
}

void AliasList::add_key(const std::string& key, size_t words) {
  group_of_.emplace(key, groups_.size() - 1);
  size_t& longest = longest_[key.substr(0, key.find(' '))];
  longest = std::max(longest, words);
}

void AliasList::add_form(AliasForm form) {
  add_key(key_of(form.words), form.words.size());
  // آب is too short for clitics to be seen through.
  if (form.as_spelled && form.words.size() == 1) {
    for (const std::string_view particle : kParticles) {
      const std::array<std::string, 1> word{std::string(particle) + form.words.front()};
      add_key(key_of(word), 1);
    }
  }
  groups_.back().push_back(std::move(form));
}

size_t AliasList::longest(const std::string& first_key) const {
  const auto found = longest_.find(first_key);
  return found == longest_.end() ? 0 : found->second;
}

std::vector<AliasForm> AliasList::other_forms(std::span<const std::string_view> words) const {
  if (words.empty() || words.size() > kMaxAliasWords) return {};
  const std::string key = key_of(words);
  std::vector<AliasForm> forms;
  const auto [first, last] = group_of_.equal_range(key);
  for (auto found = first; found != last; ++found) {
    const std::vector<AliasForm>& group = groups_[found->second];
    const bool meant = std::ranges::any_of(
        group, [&](const AliasForm& form) { return is_typed(form, key, words); });
    if (!meant) continue;
    for (const AliasForm& form : group) {
      if (!is_typed(form, key, words)) forms.push_back(form);
    }
  }
  return forms;
}

const AliasList& shipped_aliases() {
  static const AliasList list(std::string(kAliases) + '\n' + std::string(kNames));
  return list;
}

NameWord read_name_word(std::string_view written) {
  NameWord word{std::string(written), without_proclitics(written)};
  word.longest = shipped_aliases().longest(word.key);
  word.begins_joined = begins_joined_name(written);
  const std::array<std::string_view, 1> alone{written};
  if (word.longest != 0) word.others = shipped_aliases().other_forms(alone);
  for (const std::string& spelling : spaced_spellings(written)) {
    append_new(word.others, {read_form(spelling)});
  }
  return word;
}

size_t longest_name(const NameWord& first, const AliasList* own) {
  const size_t joined = first.begins_joined ? kMaxJoinedWords : kMaxListedJoinedWords;
  return std::max({own != nullptr ? own->longest(first.key) : 0, first.longest, joined});
}

std::vector<AliasForm> other_forms(std::span<const std::shared_ptr<const NameWord>> words,
                                   const AliasList* own) {
  std::vector<AliasForm> forms;
  if (words.empty()) return forms;
  std::vector<std::string_view> written;
  for (const auto& word : words) written.push_back(word->written);
  const NameWord& first = *words.front();
  if (own != nullptr && own->longest(first.key) >= words.size()) {
    append_new(forms, own->other_forms(written));
  }
  if (words.size() == 1) {
    append_new(forms, first.others);
    return forms;
  }
  if (first.longest >= words.size()) append_new(forms, shipped_aliases().other_forms(written));
  for (const std::string& spelling : joined_spellings(written, first.begins_joined)) {
    AliasForm form = read_form(spelling);
    // The tokenizer parts some of them again: عبدالعزيز.
    if (key_of(form.words) != key_of(written)) append_new(forms, {std::move(form)});
  }
  return forms;
}

}  // namespace fihris::analysis
