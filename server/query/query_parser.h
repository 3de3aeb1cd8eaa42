// A query string -> a tree. Never fails: an unfinished quote runs to the end, a dangling operator
// is left out, brackets nest as deep as kMaxDepth and are spaces beyond.
//
//   a b          both            "a b" «a b» “a b”   adjacent, in order
//   a OR b, a|b  either          -a, NOT a           not
//   ( )          grouping        a*                  words that begin so        =a   exactly so
//   spelled
#pragma once

#include <string_view>

#include "server/query/query.h"

namespace fihris::query {

inline constexpr int kMaxDepth = 40;
inline constexpr size_t kMaxWords = 64;  // further ones are left out

// The root is an `all` node. Words are raw pieces between spaces: analyze_query() splits and
// analyzes them.
Node parse_query(std::string_view text);

}  // namespace fihris::query
