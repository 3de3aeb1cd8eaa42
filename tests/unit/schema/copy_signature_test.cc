// Signatures of bodies.
#include "indexer/schema/copy_signature.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

namespace fihris::schema {
namespace {

CopySignature signed_stems(const std::vector<std::uint64_t>& stems) {
  CopySigner signer;
  for (const std::uint64_t stem : stems) signer.add(stem);
  return signer.finish();
}

TEST_SUITE("unit") {
  TEST_CASE("agreement counts the equal places") {
    std::mt19937 random(7);
    for (int round = 0; round < 1000; ++round) {
      CopySignature a;
      CopySignature b;
      unsigned equal = 0;
      for (std::size_t i = 0; i < CopySignature::kPlaces; ++i) {
        a.places.at(i) = static_cast<std::uint8_t>(random());
        const bool same = random() % 2 == 0;
        const auto near = static_cast<std::uint8_t>(a.places.at(i) ^ (1U << (random() % 8)));
        b.places.at(i) = same ? a.places.at(i) : near;
        equal += same ? 1 : 0;
      }
      CHECK(agreement(a, b) == equal);
    }
  }

  TEST_CASE("agreement follows the share of common pairs") {
    std::mt19937_64 random(7);
    std::vector<std::uint64_t> stems(400);
    for (std::uint64_t& stem : stems) stem = random();
    const CopySignature whole = signed_stems(stems);
    CHECK(agreement(whole, signed_stems(stems)) == CopySignature::kPlaces);
    CHECK(agreement(whole, signed_stems({stems.begin(), stems.begin() + 300})) >= 8);
    int all = 0;
    for (int i = 0; i < 1000; ++i) {
      for (std::uint64_t& stem : stems) stem = random();
      all += static_cast<int>(agreement(whole, signed_stems(stems)));
    }
    CHECK(all < 120);  // 62.5 are expected
  }

  TEST_CASE("a signer begins anew and nothing has the signature zero") {
    CopySigner signer;
    signer.add(1);
    signer.finish();
    CHECK(signer.finish() == CopySignature{});
    signer.add(2);
    signer.add(3);
    CHECK(signer.finish() == signed_stems({2, 3}));
    CHECK_FALSE(signed_stems({2, 3}) == signed_stems({3, 2}));
  }
}

}  // namespace
}  // namespace fihris::schema
