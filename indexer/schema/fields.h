// The fields of an article: one table for indexing, queries, facets and help.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace fihris::schema {

// How often a word of the title counts beside one of the body.
inline constexpr std::uint32_t kTitleWeight = 3;

enum class FieldId : std::uint8_t { title, body, source, author, lang, date };

enum class FieldKind : std::uint8_t {
  text,   // words, in the postings and in the word stream
  facet,  // one value, a column: filters and counts
  day,    // a day, a column: ranges and sorting
};

struct Field {
  FieldId id;
  std::string_view name;    // in JSON and in queries
  std::string_view arabic;  // in queries
  FieldKind kind;
};

inline constexpr std::array<Field, 6> kFields{{
    {FieldId::title, "title", "عنوان", FieldKind::text},
    {FieldId::body, "body", "نص", FieldKind::text},
    {FieldId::source, "source", "مصدر", FieldKind::facet},
    {FieldId::author, "author", "كاتب", FieldKind::facet},
    {FieldId::lang, "lang", "لغة", FieldKind::facet},
    {FieldId::date, "date", "تاريخ", FieldKind::day},
}};

constexpr bool fields_are_in_order() {
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    if (static_cast<std::size_t>(kFields[i].id) != i) return false;
  }
  return true;
}
static_assert(fields_are_in_order());

}  // namespace fihris::schema
