#include "server/query/query_fields.h"

#include <array>
#include <map>
#include <string>

#include "indexer/analysis/fold_words.h"

namespace fihris::query {
namespace {

// The first name of a field is the one that is shown.
struct FieldName {
  std::string_view name;
  Field field;
};
constexpr std::array<FieldName, 18> kFieldNames{{{"title", Field::title},
                                                 {"عنوان", Field::title},
                                                 {"العنوان", Field::title},
                                                 {"body", Field::body},
                                                 {"نص", Field::body},
                                                 {"النص", Field::body},
                                                 {"متن", Field::body},
                                                 {"author", Field::author},
                                                 {"كاتب", Field::author},
                                                 {"الكاتب", Field::author},
                                                 {"مؤلف", Field::author},
                                                 {"المؤلف", Field::author},
                                                 {"source", Field::source},
                                                 {"مصدر", Field::source},
                                                 {"المصدر", Field::source},
                                                 {"date", Field::date},
                                                 {"تاريخ", Field::date},
                                                 {"التاريخ", Field::date}}};

}  // namespace

std::optional<Field> find_field(std::string_view name) {
  static const std::map<std::string, Field> fields = [] {
    std::map<std::string, Field> by_folded_name;
    for (const FieldName& known : kFieldNames) {
      by_folded_name.emplace(analysis::fold_words(known.name), known.field);
    }
    return by_folded_name;
  }();
  const auto found = fields.find(analysis::fold_words(name));
  return found == fields.end() ? std::nullopt : std::optional(found->second);
}

std::string_view field_name(Field field) {
  for (const FieldName& known : kFieldNames) {
    if (known.field == field) return known.name;
  }
  return {};
}

}  // namespace fihris::query
