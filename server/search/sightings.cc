#include "server/search/sightings.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>
#include <string_view>

#include "indexer/analysis/affixes.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/roots.h"
#include "indexer/analysis/stemmer.h"

namespace fihris::search {
namespace {

// A word of the title is no neighbour of a word of the body.
constexpr std::uint32_t kBorderWidth = 8;

// Whether a form is spelled as the query's word, clitics before it aside: for تكلفة also التكلفة
// and بتكلفة, but not تكاليف. `core` is the query's word without clitics.
bool as_typed(std::string_view form, std::string_view typed, const analysis::Letters& core) {
  if (form == typed) return true;
  const analysis::Letters letters = analysis::fold(form);
  return letters.ends_with(core) && analysis::is_noun_proclitic(std::string_view(letters).substr(
                                        0, letters.size() - core.size()));
}

void add(std::uint32_t bits, Sightings::Counts& counts) {
  for (; bits != 0; bits &= bits - 1) ++counts.at(static_cast<unsigned>(std::countr_zero(bits)));
}

}  // namespace

SightingReader::SightingReader(const schema::Snapshot& snapshot, std::uint32_t segment,
                               QueryWords& words)
    : segment_(*snapshot.segments[segment]), words_(words.wanted()), table_(segment_.words.size()) {
  for (std::size_t k = 0; k < words_.size(); ++k) {
    const query::Node& typed = *words_[k].nodes.front();
    const bool is_pattern = typed.kind == query::NodeKind::wildcard;
    cores_.push_back(analysis::without_proclitics(typed.text));
    const std::vector<schema::Word>& forms = words.forms(segment, typed);
    for (const schema::Word form : forms) table_.prefetch(form);
    for (const schema::Word form : forms) {
      Role& of_form = role(form);
      of_form.word |= 1U << k;
      (is_pattern ? of_form.written : of_form.unread) |= 1U << k;
    }
    for (const query::Node* variant : std::span(words_[k].nodes).subspan(1)) {
      for (const schema::Word form : words.forms(segment, *variant)) role(form).word |= 1U << k;
    }
  }
  for (std::uint32_t k = 0; k < words_.size(); ++k) add_relatives(k);
  add_typed(words.typed());
}

void SightingReader::add_relatives(std::uint32_t k) {
  const query::Node& typed = *words_[k].nodes.front();
  if (typed.kind != query::NodeKind::word || typed.exact) return;
  for (const query::TermChoice& choice : typed.terms) {
    const analysis::Root root = analysis::root_of(choice.term);
    if (root == 0) continue;
    for (const schema::NameKey& entry : segment_.names_of(root)) {
      const std::span<const schema::Word> forms = segment_.words_of(entry.term);
      for (const schema::Word form : forms) table_.prefetch(form);
      for (const schema::Word form : forms) {
        Role& of_form = role(form);
        if ((of_form.word >> k & 1U) == 0) of_form.relative |= 1U << k;
      }
    }
  }
}

SightingReader::Role& SightingReader::role(schema::Word word) {
  std::uint16_t& number = table_.at(word);
  if (number == 0) {
    // A query with more forms than a number has room for ranks by its first ones.
    if (roles_.size() + 1 >= std::numeric_limits<std::uint16_t>::max()) return roles_.back();
    roles_.push_back({.form = word});
    number = static_cast<std::uint16_t>(roles_.size());
  }
  return roles_[number - 1U];
}

void SightingReader::compare_as_written(Role& role) const {
  const std::string_view form = segment_.words[role.form];
  for (; role.unread != 0; role.unread &= role.unread - 1) {
    const auto k = static_cast<unsigned>(std::countr_zero(role.unread));
    if (as_typed(form, words_[k].nodes.front()->text, cores_[k])) role.written |= 1U << k;
  }
}

void SightingReader::add_typed(const std::vector<std::string>& typed) {
  const std::size_t count = std::min(typed.size(), kMaxQueryWords);
  for (std::size_t k = 0; k < count; ++k) {
    if (const auto word = segment_.find_word(typed[k])) role(*word).typed |= 1U << k;
    if (k + 1 < count && !typed[k].empty() && !typed[k + 1].empty()) pair_begins_ |= 1U << k;
  }
}

Sightings SightingReader::read(schema::Doc doc) {
  Sightings sightings;
  find(doc, sightings);
  count(sightings);
  sightings.window = heaviest_window();
  if (words_.size() > 1) sightings.span = shortest_span();
  if (pair_begins_ != 0) sightings.typed_pairs = typed_pairs();
  return sightings;
}

void SightingReader::find(schema::Doc doc, Sightings& sightings) {
  seen_.clear();
  std::uint32_t borders = 0;
  for (schema::SelectedWords words(segment_.stream(doc), table_.codes()); words.next();) {
    if (words.is_border()) {
      borders += kBorderWidth;
    } else if (const std::uint16_t number = table_[words.word()]; number != 0) {
      Role& role = roles_[number - 1U];
      if (role.unread != 0) compare_as_written(role);
      if (role.relative != 0) add(role.relative, sightings.relatives);
      if ((role.word | role.typed) != 0) seen_.push_back({words.position() + borders, &role});
    }
  }
}

void SightingReader::count(Sightings& sightings) const {
  std::uint32_t found = 0;
  for (const auto& [position, role] : seen_) {
    add(role->written, sightings.written);
    add(role->word, sightings.any);
    for (std::uint32_t fresh = role->word & ~found; fresh != 0; fresh &= fresh - 1) {
      sightings.first.at(static_cast<unsigned>(std::countr_zero(fresh))) = position + 1;
    }
    found |= role->word;
    if (position < kOpening) add(role->word, sightings.opening);
  }
}

double SightingReader::heaviest_window() const {
  Sightings::Counts inside{};
  double weight = 0;
  double best = 0;
  auto first = seen_.begin();
  for (const auto& [position, role] : seen_) {
    for (std::uint32_t bits = role->word; bits != 0; bits &= bits - 1) {
      const auto k = static_cast<unsigned>(std::countr_zero(bits));
      if (inside.at(k)++ == 0) weight += words_[k].idf;
    }
    for (; position - first->position >= kWindow; ++first) {
      for (std::uint32_t bits = first->role->word; bits != 0; bits &= bits - 1) {
        const auto k = static_cast<unsigned>(std::countr_zero(bits));
        if (--inside.at(k) == 0) weight -= words_[k].idf;
      }
    }
    best = std::max(best, weight);
  }
  return best;
}

std::uint32_t SightingReader::shortest_span() const {
  const std::uint32_t all = UINT32_MAX >> (kMaxQueryWords - words_.size());
  std::uint32_t found = 0;
  std::uint32_t shortest = 0;
  Sightings::Counts last{};
  for (const auto& [position, role] : seen_) {
    found |= role->word;
    for (std::uint32_t bits = role->word; bits != 0; bits &= bits - 1) {
      last.at(static_cast<unsigned>(std::countr_zero(bits))) = position;
    }
    if (found != all || role->word == 0) continue;
    const auto end = last.begin() + static_cast<std::ptrdiff_t>(words_.size());
    const std::uint32_t span = position + 1 - *std::min_element(last.begin(), end);
    if (shortest == 0 || span < shortest) shortest = span;
  }
  return shortest;
}

std::uint32_t SightingReader::typed_pairs() const {
  std::uint32_t found = 0;  // bit k: typed words k and k + 1 side by side
  std::uint32_t next_to = 0;
  std::uint32_t before = 0;
  for (const auto& [position, role] : seen_) {
    if (position == next_to) found |= before & role->typed >> 1U;
    next_to = position + 1;
    before = role->typed;
  }
  return static_cast<std::uint32_t>(std::popcount(found & pair_begins_));
}

}  // namespace fihris::search
