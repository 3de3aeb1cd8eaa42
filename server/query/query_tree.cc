#include <fmt/format.h>

#include <array>

#include "server/query/query.h"
#include "server/query/query_fields.h"

namespace fihris::query {
namespace {

// A node without what stands before and behind it.
std::string core(const Node& node) {
  static constexpr std::array<std::string_view, 8> kNames{"word", "phrase", "wildcard", "fuzzy",
                                                          "date", "all",    "any",      "exclude"};
  if (node.kind == NodeKind::date) return to_string(node.days);
  const bool is_word = node.kind == NodeKind::word || node.kind == NodeKind::wildcard ||
                       node.kind == NodeKind::fuzzy;
  if (is_word) return node.text;
  std::string out = fmt::format("({}", kNames.at(static_cast<size_t>(node.kind)));
  if (node.children.empty() && !node.text.empty()) out += " " + node.text;
  for (const Node& child : node.children) out += " " + to_string(child);
  return out + ")";
}

}  // namespace

std::string to_string(const Node& node) {
  std::string out = node.required ? "+" : "";
  if (node.field != Field::text) out += fmt::format("{}:", field_name(node.field));
  if (node.exact) out += '=';
  out += core(node);
  if (node.kind == NodeKind::fuzzy || node.distance != 0) out += '~';
  if (node.distance != 0) out += std::to_string(node.distance);
  if (node.weight != 1) out += fmt::format("^{:g}", node.weight);
  return out;
}

}  // namespace fihris::query
