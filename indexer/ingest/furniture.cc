#include "indexer/ingest/furniture.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "indexer/analysis/table.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/data.h"
#include "indexer/ingest/fold_words.h"

namespace fihris::ingest {
namespace {

constexpr std::string_view kEllipsis = "…";

// Sections that have a meaning of their own; all others are furniture.
struct KindName {
  std::string_view name;
  LineKind kind;
};
constexpr std::array<KindName, 8> kKinds{{{"title", LineKind::title},
                                          {"author", LineKind::author},
                                          {"source", LineKind::source},
                                          {"site", LineKind::site},
                                          {"published", LineKind::published},
                                          {"updated", LineKind::updated},
                                          {"related", LineKind::related},
                                          {"poll", LineKind::poll}}};

std::string_view next_word(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

bool begins_with_words(std::string_view key, std::string_view words) {
  return key.starts_with(words) && (key.size() == words.size() || key[words.size()] == ' ');
}

bool ends_with_words(std::string_view key, std::string_view words) {
  return key.ends_with(words) && (key.size() == words.size() || key[key.size() - words.size() - 1] == ' ');
}

bool contains_words(const std::string& key, const std::string& words) {
  return (' ' + key + ' ').find(' ' + words + ' ') != std::string::npos;
}

// Where the label of «label: value» ends: the first separator, and the bytes it takes.
std::optional<std::pair<std::size_t, std::size_t>> label_end(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kSeparators{":", "|", "/", "-", "–", "："};
  std::size_t best = std::string_view::npos;
  std::size_t size = 0;
  for (const std::string_view separator : kSeparators) {
    if (const std::size_t at = text.find(separator); at < best) {
      best = at;
      size = separator.size();
    }
  }
  if (best == std::string_view::npos) return std::nullopt;
  return std::pair(best, size);
}

// The text behind its first `count` words.
std::string_view behind_words(std::string_view text, std::size_t count) {
  for (; count > 0 && !text.empty(); --count) next_word(text);
  return trim(text);
}

std::size_t count_words(std::string_view key) {
  return static_cast<std::size_t>(std::ranges::count(key, ' ')) + 1;
}

}  // namespace

const Furniture& Furniture::instance() {
  static const Furniture furniture;
  return furniture;
}

Furniture::Furniture() {
  for (const analysis::TableRow& row : analysis::parse_table(kFurnitureText)) {
    add(row.cells.front(), parse_section(row.section));
  }
}

Furniture::Rule Furniture::parse_section(std::string_view section) {
  Rule rule;
  const std::string_view name = next_word(section);
  const auto known = std::ranges::find(kKinds, name, &KindName::name);
  if (known != kKinds.end()) rule.kind = known->kind;
  const std::string_view limit = next_word(section);
  std::from_chars(limit.data(), limit.data() + limit.size(), rule.max_words);
  rule.edge_only = section == "edge";
  rule.mix = section == "mix";
  return rule;
}

void Furniture::add(std::string_view phrase, const Rule& rule) {
  const bool open_front = phrase.starts_with(kEllipsis);
  const bool open_back = phrase.ends_with(kEllipsis);
  const std::string words = fold_words(phrase);
  if (phrase.ends_with(':')) {
    labels_[words] = rule;
  } else if (open_front && open_back) {
    parts_.push_back({words, rule});
  } else if (open_front) {
    ends_.push_back({words, rule});
  } else if (open_back) {
    beginnings_.push_back({words, rule});
  } else {
    whole_[words] = rule;
  }
}

void Furniture::classify(Line& line) const {
  if (line.key.empty()) return;
  if (!classify_whole(line) && !classify_labelled(line)) classify_part(line);
}

bool Furniture::classify_whole(Line& line) const {
  const auto exact = whole_.find(line.key);
  const Rule* rule = exact != whole_.end() ? &exact->second : find_mix(line.key);
  if (rule == nullptr || line.words > rule->max_words) return false;
  line.kind = rule->kind;
  line.edge_only = rule->edge_only;
  line.opens_list = rule->kind == LineKind::related || rule->kind == LineKind::poll;
  return true;
}

// The rule of the first of the phrases that, one after the other, make up the whole line.
const Furniture::Rule* Furniture::find_mix(const std::string& key) const {
  constexpr std::size_t kLongestPhrase = 5;
  const Rule* first = nullptr;
  std::string_view rest = key;
  while (!rest.empty()) {
    const Rule* longest = nullptr;
    std::string_view behind_longest;
    std::string_view behind = rest;
    std::string phrase;
    for (std::size_t i = 0; i < kLongestPhrase && !behind.empty(); ++i) {
      if (i > 0) phrase += ' ';
      phrase += next_word(behind);
      if (const auto it = whole_.find(phrase); it != whole_.end() && it->second.mix) {
        longest = &it->second;
        behind_longest = behind;
      }
    }
    if (longest == nullptr) return nullptr;
    if (first == nullptr) first = longest;
    rest = behind_longest;
  }
  return first;
}

bool Furniture::classify_labelled(Line& line) const {
  const auto end = label_end(line.text);
  if (!end) return false;
  const auto it = labels_.find(fold_words(line.text.substr(0, end->first)));
  if (it == labels_.end() || line.words > it->second.max_words) return false;
  line.kind = it->second.kind;
  line.edge_only = it->second.edge_only;
  line.value = trim(line.text.substr(end->first + end->second));
  line.opens_list = line.kind == LineKind::related && line.value.empty();
  return true;
}

bool Furniture::classify_part(Line& line) const {
  const auto fits = [&](const Phrase& phrase, bool matches) {
    if (!matches || line.words > phrase.rule.max_words) return false;
    line.kind = phrase.rule.kind;
    line.edge_only = phrase.rule.edge_only;
    return true;
  };
  for (const Phrase& phrase : beginnings_) {
    if (!fits(phrase, begins_with_words(line.key, phrase.words))) continue;
    line.value = behind_words(line.text, count_words(phrase.words));
    line.opens_list = line.kind == LineKind::poll || (line.kind == LineKind::related && line.value.empty());
    return true;
  }
  const auto ends = [&](const Phrase& p) { return fits(p, ends_with_words(line.key, p.words)); };
  const auto contains = [&](const Phrase& p) { return fits(p, contains_words(line.key, p.words)); };
  return std::ranges::any_of(ends_, ends) || std::ranges::any_of(parts_, contains);
}

}  // namespace fihris::ingest
