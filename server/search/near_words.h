// Words of the index that a mistyped word may stand for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/snapshot.h"

namespace fihris::search {

struct NearWord {
  std::string text;            // written form, as the index has it
  float cost = 0;              // of the mistakes
  std::uint64_t articles = 0;  // that have the written form
};

// Words within `limit`, those that are most likely meant first, at most `count`; neither the
// word itself nor function words. Particles and the article may be typed that the index lacks with
// this word, and the other way round: بالحاصوب finds بالحاسوب where articles only have الحاسوب.
// Thread-safe.
std::vector<NearWord> near_words(const schema::Snapshot& snapshot, std::string_view written,
                                 float limit, std::size_t count);

// How likely a word was meant: the logarithm of its frequency, less its mistakes.
double likelihood(double cost, std::uint64_t articles);

}  // namespace fihris::search
