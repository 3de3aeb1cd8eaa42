// A fingerprint of an article's body by which near copies are recognised: agency copy that several
// papers print with another headline, another byline, or without its last paragraphs.
//
// MinHash over pairs of neighbouring stems. Two bodies agree in each of the 16 places with about
// the probability J, the share of pairs that they have in common (Jaccard), so a copy that lost
// half of its text agrees in about eight places, and strangers, which agree by accident in one of
// 256, in none. One hash function for all places: P. Li, A. Owen, C.-H. Zhang: One Permutation
// Hashing (2012); empty places of short texts are filled by rotation: A. Shrivastava, P. Li:
// Densifying One Permutation Hashing via Rotation (2014); eight bits of each minimum are kept: P.
// Li, A. König: b-Bit Minwise Hashing (2010).
//
//   CopySigner signer;
//   for (const std::uint64_t stem : stem_hashes) signer.add(stem);
//   column.push_back(signer.finish());
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace fihris::schema {

struct CopySignature {
  static constexpr std::size_t kPlaces = 16;
  std::array<std::uint8_t, kPlaces> places{};
  bool operator==(const CopySignature&) const = default;
};

// Not thread-safe.
class CopySigner {
 public:
  CopySigner() { clear(); }

  // The next stem of the body, as a well-mixed hash that is the same in every segment.
  void add(std::uint64_t stem) {
    constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;
    std::uint64_t pair = (before_ + stem * 3) * kMix;
    pair ^= pair >> 32U;
    before_ = stem;
    std::uint64_t& least = least_[pair & (CopySignature::kPlaces - 1)];
    if (pair < least) least = pair;
  }

  // The signature of what was added; begins the next one. Of nothing: all zeros.
  CopySignature finish();

 private:
  void clear();

  std::array<std::uint64_t, CopySignature::kPlaces> least_;
  std::uint64_t before_ = 0;
};

// In how many places two signatures agree, 0 to 16. Eight places are compared at once: the bytes
// that do not differ, found as in H. Warren: Hacker's Delight (2013), 6-1.
inline unsigned agreement(const CopySignature& a, const CopySignature& b) {
  constexpr std::uint64_t kLow = 0x7F7F7F7F7F7F7F7F;
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  const auto halves_a = std::bit_cast<std::array<std::uint64_t, 2>>(a.places);
  const auto halves_b = std::bit_cast<std::array<std::uint64_t, 2>>(b.places);
  std::uint64_t same = 0;  // in each byte, how many of the two places behind it agree
  for (std::size_t i = 0; i < 2; ++i) {
    const std::uint64_t differ = halves_a.at(i) ^ halves_b.at(i);
    same += ~(((differ & kLow) + kLow) | differ | kLow) >> 7U;
  }
  return static_cast<unsigned>(same * kOnes >> 56U);
}

}  // namespace fihris::schema
