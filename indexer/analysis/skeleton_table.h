// The rules and costs of data/skeleton.tsv, parsed once.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace fihris::analysis {

inline constexpr float kNever = 1e6F;  // a cost

struct Sound {
  unsigned cls = 0;  // 0: a vowel
  float unwritten = kNever;
  float unwritten_at_border = kNever;
  std::array<float, 256> written{};  // cost by letter
  std::string usual;  // the letter that writes it best; none if it is rather left out
};

struct Letter {
  unsigned cls = 0;
  float inside = kNever;
  float first = kNever;
  float last = kNever;
};

struct Grapheme {
  std::string_view letters;
  std::string_view where;
  std::vector<std::string_view> sounds;
};

struct SkeletonTable {
  std::array<Sound, 256> sounds;
  std::array<Letter, 256> letters;
  std::array<std::vector<Grapheme>, 256> graphemes;      // by their first letter
  std::array<std::vector<std::string_view>, 256> names;  // of Latin letters
  std::array<std::string, 256> own_sound;                // of an Arabic letter: its byte
};

inline unsigned char byte(char c) { return static_cast<unsigned char>(c); }

// Thread-safe; parsed at the first call (less than a millisecond).
const SkeletonTable& skeleton_table();

}  // namespace fihris::analysis
