#include "indexer/schema/copy_signature.h"

#include <algorithm>

namespace fihris::schema {
namespace {

constexpr std::uint64_t kEmpty = UINT64_MAX;

}  // namespace

void CopySigner::clear() {
  least_.fill(kEmpty);
  before_ = 0;
}

CopySignature CopySigner::finish() {
  CopySignature signature;
  const bool any = std::ranges::any_of(least_, [](std::uint64_t least) { return least != kEmpty; });
  for (std::size_t place = 0; any && place < CopySignature::kPlaces; ++place) {
    std::size_t away = 0;
    while (least_.at((place + away) % CopySignature::kPlaces) == kEmpty) ++away;
    // A borrowed minimum is changed by its distance, or two short texts would agree in many places
    // because of one pair.
    constexpr std::uint64_t kOtherThanItself = 0x9D;
    const std::uint64_t least = least_.at((place + away) % CopySignature::kPlaces);
    signature.places.at(place) = static_cast<std::uint8_t>((least >> 8U) + away * kOtherThanItself);
  }
  clear();
  return signature;
}

}  // namespace fihris::schema
