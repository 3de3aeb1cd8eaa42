// A query string -> a tree. Never fails: an unfinished quote runs to the end, a dangling operator
// is left out, brackets nest as deep as kMaxDepth and are spaces beyond.
//
//   a b          both            "a b" «a b» “a b”   adjacent, in order      "a b"~5   near
//   a OR b, a|b  either          -a, NOT a           not                     a*  a?b   wildcards
//   a AND b, +a  wanted          ( )                 grouping                a~  a~2   nearly so
//   title:a      in that field   date:2015..2016     of these days           a^2       counts
//   double =a  ="a b"   as spelled
//
// أو is OR where it can be nothing else: between quotations, brackets or fields, and where it
// stands between all words of the query or the brackets («شاي أو قهوة», not «هل هو شاي أو قهوة»).
// ليس is NOT between something and a quotation, a bracket or a field. و is never an operator.
#pragma once

#include <string_view>

#include "server/query/query.h"

namespace fihris::query {

inline constexpr int kMaxDepth = 40;
inline constexpr size_t kMaxWords = 64;  // what follows is left out

// The root is an `all` node. Words are raw pieces between spaces: analyze_query() splits and
// analyzes them.
Node parse_query(std::string_view text);

}  // namespace fihris::query
