#include "server/search/typing_walk.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace fihris::search {
namespace {

// Words may have so many letters more than what was typed.
constexpr std::size_t kMaxMissing = 4;

// Of a lower bound: a letter typed costs this, or less where those are behind that are near it.
constexpr Cost kFar = 12;
constexpr Cost kNear = kFar - 1;

// A letter that costs no more is hardly a mistake at the begin of a word.
constexpr Cost kAlikeFirst = 2;

// Costs that are added and compared at once.
using Block = Cost __attribute__((vector_size(8 * sizeof(Cost))));

Block block_at(const Cost* costs) {
  Block block;
  std::memcpy(&block, costs, sizeof block);
  return block;
}

void put_block(Block block, Cost* costs) { std::memcpy(costs, &block, sizeof block); }

bool is_any(Block block) {
  const auto bits = std::bit_cast<std::array<std::uint64_t, 2>>(block);
  return (bits[0] | bits[1]) != 0;
}

Cost sum(int a, int b) { return static_cast<Cost>(a + b); }

}  // namespace

TypingWalk::TypingWalk(std::string_view keys, float limit)
    : typed_(keys.substr(0, kMaxTypedLetters)),
      limit_(to_cost(limit)),
      extra_(1),
      far_(1),
      near_(1),
      letters_(kKeys),
      levels_(typed_.size() + kMaxMissing + 1) {
  const auto key_at = [this](std::size_t i) { return i < typed_.size() ? typed(i) : Key{0}; };
  Row& row = levels_.at(0).row;
  row[0] = 0;
  for (std::size_t i = 0; i < typed_.size(); ++i) {
    extra_.push_back(errors_.extra(key_at(i), i > 0 ? key_at(i - 1) : Key{0}, key_at(i + 1)));
    far_.push_back(std::min(extra_.back(), kFar));
    near_.push_back(errors_.near(typed(i), kNear));
    least_extra_ = std::min(least_extra_, extra_.back());
    row[i + 1] = sum(row[i], extra_.back() + (i == 0 ? errors_.first_letter() : 0));
  }
  keep_within_limit(row);
}

const TypingWalk::Letter& TypingWalk::letter(Key meant) {
  Letter& letter = letters_[meant];
  if (letter.is_known) return letter;
  letter.is_known = true;
  for (std::size_t i = 0; i < typed_.size(); ++i) {
    letter.replaced[i + 1] = errors_.replaced(typed(i), meant);
    if (typed(i) == meant) letter.places |= std::uint64_t{1} << i;
  }
  return letter;
}

// By what fill() may do: replace a letter typed, put in one that is missing, swap two. Letters
// typed for which no letters are left cost at least what the cheapest costs as one too many.
TypingWalk::Needed TypingWalk::needed(std::size_t depth) {
  const std::size_t size = typed_.size();
  Needed needed{0, size};
  // From here on, with so many letters typed used up and so much left of the limit.
  const auto use = [&](std::size_t used, int left, std::size_t taken) {
    const auto too_many = static_cast<std::size_t>(left / least_extra_);
    needed.count = std::min(needed.count, taken + size - std::min(size, used + too_many));
  };
  Cost most = -1;
  for (std::size_t i = 0; i <= size; ++i) {
    const Cost left = static_cast<Cost>(limit_ - levels_[depth].row[i]);
    if (left < 0) continue;
    most = std::max(most, left);
    use(i, left, 0);
    if (i < size) needed.first |= errors_.near(typed(i), left);
    if (i + 1 < size && left >= errors_.swapped()) {
      needed.first |= schema::set_of(letter_of(typed(i + 1)));
    }
  }
  const Key before = depth > 0 ? levels_[depth].meant : Key{0};
  needed.first |= errors_.missing_within(most, before);
  if (depth == 0) return needed;
  for (std::uint64_t places = letter(before).places & ~std::uint64_t{1}; places != 0;
       places &= places - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(places));
    const int left = limit_ - levels_[depth - 1].row[i - 1] - errors_.swapped();
    if (left < 0) continue;
    use(i + 1, left, 1);
    needed.first |= schema::set_of(letter_of(typed(i - 1)));
  }
  return needed;
}

bool TypingWalk::fill(std::size_t depth) {
  Level& level = levels_[depth];
  Level& last = levels_[depth - 1];
  const Letter& meant = letter(level.meant);
  const Cost missing = errors_.missing(level.meant, depth > 1 ? last.meant : Key{0});
  for (std::size_t i = kBlock; i <= kBlock + typed_.size(); i += kBlock) {
    const Block if_missing = block_at(&last.row.cells[i]) + missing;
    const Block if_replaced = block_at(&last.row.cells[i - 1]) + block_at(&meant.replaced.cells[i]);
    put_block(if_missing < if_replaced ? if_missing : if_replaced, &level.row.cells[i]);
  }
  if (depth == 1) add_first_letter(level.row, last.row, level.meant);
  if (depth > 1) add_swaps(depth);
  if (!keep_within_limit(level.row)) return may_swap(last.row, meant);
  add_extra(level.row);
  return true;
}

// What mistakes in the first letter cost more.
void TypingWalk::add_first_letter(Row& row, Row& above, Key meant) const {
  const Cost more = errors_.first_letter();
  const Cost missing = errors_.missing(meant, 0);
  row[0] = sum(above[0], missing + more);
  if (typed_.empty()) return;
  const Cost replaced = errors_.replaced(typed(0), meant);
  row[1] = std::min(sum(above[1], missing),
                    sum(above[0], replaced + (replaced > kAlikeFirst ? more : 0)));
}

void TypingWalk::add_swaps(std::size_t depth) {
  const std::uint64_t meant = letters_[levels_[depth].meant].places;
  const std::uint64_t before = letters_[levels_[depth - 1].meant].places;
  for (std::uint64_t places = (meant << 1U) & before; places != 0; places &= places - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(places)) + 1;
    Cost& cost = levels_[depth].row[i];
    cost = std::min(cost, sum(levels_[depth - 2].row[i - 2], errors_.swapped()));
  }
}

// Whether a letter may have been swapped with the one to come.
bool TypingWalk::may_swap(Row& above, const Letter& letter) const {
  for (std::uint64_t places = letter.places >> 1U; places != 0; places &= places - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(places));
    if (above[i] + errors_.swapped() <= limit_) return true;
  }
  return false;
}

// By a lower bound of the cost: a letter typed for which no letter behind is near costs kFar, or
// what it costs as one too many; so do those for which there are no letters left. Of letters
// swapped with the next one the row does not know yet.
bool TypingWalk::may_end_below(std::size_t depth, const WordTrie::Child& child) {
  Level& level = levels_[depth];
  int far = 0;
  int too_many = 0;
  for (std::size_t i = typed_.size();; --i) {
    const int rest = std::max(far, too_many);
    if (rest > limit_) break;
    if (level.row[i] + rest <= limit_) return true;
    if (i == 0) break;
    if ((near_[i] & child.behind) == 0) far += far_[i];
    if (typed_.size() - i >= child.longest) too_many += least_extra_;
  }
  return may_swap(levels_[depth - 1].row, letter(level.meant));
}

// Whether any cell is.
bool TypingWalk::keep_within_limit(Row& row) const {
  Block any{};
  for (std::size_t i = kBlock; i <= kBlock + typed_.size(); i += kBlock) {
    const Block costs = block_at(&row.cells[i]);
    const Block within = costs <= limit_;
    any |= within;
    put_block(within ? costs : kTooMuch - Block{}, &row.cells[i]);
  }
  return is_any(any);
}

void TypingWalk::add_extra(Row& row) const {
  for (std::size_t i = 1; i <= typed_.size(); ++i) {
    const Cost cost = sum(row[i - 1], extra_[i]);
    if (cost < row[i] && cost <= limit_) row[i] = cost;
  }
}

}  // namespace fihris::search
