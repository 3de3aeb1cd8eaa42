#include "indexer/ingest/furniture.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "indexer/analysis/fold_words.h"
#include "indexer/analysis/table.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/data.h"

namespace fihris::ingest {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::size_t kLongestPhrase = 6;  // words

// Sections that have a meaning of their own; all others are furniture.
struct KindName {
  std::string_view name;
  LineKind kind;
};
constexpr std::array<KindName, 11> kKinds{{{"title", LineKind::title},
                                           {"author", LineKind::author},
                                           {"byline", LineKind::byline},
                                           {"credit", LineKind::note},
                                           {"source", LineKind::source},
                                           {"site", LineKind::site},
                                           {"published", LineKind::published},
                                           {"updated", LineKind::updated},
                                           {"related", LineKind::related},
                                           {"poll", LineKind::poll},
                                           {"comments", LineKind::ending}}};

std::string_view next_word(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

// Where the label of «label: value» ends: the first separator, and the bytes it takes.
std::optional<std::pair<std::size_t, std::size_t>> label_end(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kSeparators{":", "|", "/", "-", "–", "："};
  constexpr std::size_t kLongestLabel = 64;  // bytes
  text = text.substr(0, kLongestLabel);
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

// The longest entry of `rules` that the words of `key` begin with and `allowed` lets pass: its
// words and rule.
template <typename Rules, typename Allowed>
auto longest_beginning(const Rules& rules, std::string_view key, Allowed allowed) {
  std::string words;
  auto longest = rules.end();
  for (std::size_t i = 0; i < kLongestPhrase && !key.empty(); ++i) {
    if (i > 0) words += ' ';
    words += next_word(key);
    if (const auto it = rules.find(words); it != rules.end() && allowed(it->second)) longest = it;
  }
  return longest;
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
  const std::string words = analysis::fold_words(phrase);
  if (phrase.ends_with(':')) {
    labels_[words] = rule;
  } else if (open_front && open_back) {
    parts_.emplace_back(words, rule);
  } else if (open_front) {
    ends_[words] = rule;
  } else if (open_back) {
    beginnings_[words] = rule;
  } else {
    whole_[words] = rule;
  }
}

void Furniture::classify(Line& line) const {
  if (line.key.empty()) return;
  classify_whole(line) || classify_labelled(line) || classify_beginning(line) ||
      classify_end_or_part(line);
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
const Furniture::Rule* Furniture::find_mix(std::string_view key) const {
  const Rule* first = nullptr;
  while (!key.empty()) {
    const auto it = longest_beginning(whole_, key, [](const Rule& rule) { return rule.mix; });
    if (it == whole_.end()) return nullptr;
    if (first == nullptr) first = &it->second;
    key.remove_prefix(std::min(it->first.size() + 1, key.size()));
  }
  return first;
}

bool Furniture::classify_labelled(Line& line) const {
  const auto end = label_end(line.text);
  if (!end) return false;
  const auto it = labels_.find(analysis::fold_words(line.text.substr(0, end->first)));
  if (it == labels_.end() || line.words > it->second.max_words) return false;
  line.kind = it->second.kind;
  line.edge_only = it->second.edge_only;
  line.value = trim(line.text.substr(end->first + end->second));
  line.opens_list = line.kind == LineKind::related && line.value.empty();
  return true;
}

bool Furniture::classify_beginning(Line& line) const {
  const auto it = longest_beginning(beginnings_, line.key,
                                    [&](const Rule& rule) { return line.words <= rule.max_words; });
  if (it == beginnings_.end()) return false;
  line.kind = it->second.kind;
  line.edge_only = it->second.edge_only;
  line.value = behind_words(line.text, count_words(it->first));
  line.opens_list =
      line.kind == LineKind::poll || (line.kind == LineKind::related && line.value.empty());
  return true;
}

bool Furniture::classify_end_or_part(Line& line) const {
  const auto take = [&](const Rule& rule) {
    if (line.words > rule.max_words) return false;
    line.kind = rule.kind;
    line.edge_only = rule.edge_only;
    return true;
  };
  std::size_t space = line.key.size();
  for (std::size_t i = 0; i < kLongestPhrase && space != std::string::npos && space > 0; ++i) {
    space = line.key.rfind(' ', space - 1);
    const auto it = ends_.find(line.key.substr(space == std::string::npos ? 0 : space + 1));
    if (it != ends_.end() && take(it->second)) return true;
  }
  return std::ranges::any_of(parts_, [&](const auto& part) {
    return analysis::contains_words(line.key, part.first) && take(part.second);
  });
}

}  // namespace fihris::ingest
