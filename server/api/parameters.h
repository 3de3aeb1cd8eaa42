// The parameters of the interface, one row each: request.cc reads by these rows, openapi.cc prints
// them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fihris::api {

enum class ParameterKind : std::uint8_t { text, number, choice, flag, day, list };

struct ParameterRule {
  std::string_view name;
  ParameterKind kind;
  std::string_view meaning;
  std::size_t max = 0;         // text: characters; number: from 1 to this
  std::size_t by_default = 0;  // number
  // choice: the first is the default; the values of an enum in its order
  std::array<std::string_view, 3> choices{};
};

inline constexpr ParameterRule kQ{"q", ParameterKind::text,
                                  "The query. Any string is one: see the README for its language.",
                                  1000};
inline constexpr ParameterRule kPage{"page", ParameterKind::number, "Which page of hits.",
                                     1'000'000, 1};
inline constexpr ParameterRule kSize{"size", ParameterKind::number, "Hits a page.", 100, 10};
inline constexpr ParameterRule kSimilarSize{"size", ParameterKind::number, "How many articles.", 20,
                                            5};
inline constexpr ParameterRule kSuggestSize{"size", ParameterKind::number, "How many suggestions.",
                                            20, 8};
inline constexpr ParameterRule kSort{"sort",
                                     ParameterKind::choice,
                                     "The order of the hits.",
                                     0,
                                     0,
                                     {"relevance", "newest", "oldest"}};
inline constexpr ParameterRule kMatch{
    "match",
    ParameterKind::choice,
    "How many words of the query an article must have: auto asks for all of a short query and most "
    "of a long one, and for fewer where nothing matches.",
    0,
    0,
    {"auto", "all", "any"}};
inline constexpr ParameterRule kFormat{"format", ParameterKind::choice, "The form of the file.", 0,
                                       0,        {"csv", "jsonl"}};
inline constexpr ParameterRule kExact{"exact", ParameterKind::flag,
                                      "1: letters as spelled, no stemming."};
inline constexpr ParameterRule kNames{
    "names", ParameterKind::flag,
    "0: no other spellings of names, listed or alike in sound; 1 by default."};
inline constexpr ParameterRule kDuplicates{"duplicates", ParameterKind::flag,
                                           "1: also near copies of an article already listed."};
inline constexpr ParameterRule kExplain{
    "explain", ParameterKind::flag,
    "1: adds the query tree and, to each hit, what matched and the parts of its score."};
inline constexpr ParameterRule kFrom{"from", ParameterKind::day,
                                     "The first day: YYYY-MM-DD, YYYY-MM or YYYY."};
inline constexpr ParameterRule kTo{"to", ParameterKind::day,
                                   "The last day: YYYY-MM-DD, YYYY-MM or YYYY, inclusive."};
inline constexpr ParameterRule kSource{"source", ParameterKind::list,
                                       "Only this source; repeated, any of them."};
inline constexpr ParameterRule kAuthor{"author", ParameterKind::list,
                                       "Only this author; repeated, any of them."};
inline constexpr ParameterRule kLang{"lang", ParameterKind::list,
                                     "Only this language (ISO 639-1); repeated, any of them."};

}  // namespace fihris::api
