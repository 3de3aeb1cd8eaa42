// An article from named values: the columns of a table, the members of an object, the elements of
// a feed.
//
//   ArticleRecord record;
//   record.add("العنوان", "عودة الصيادين");
//   record.add("articleBody", "<p>عاد الصيادون إلى الميناء.</p>");
//   Result<Article> article = record.finish(output.report());
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/formats/output.h"
#include "indexer/schema/result.h"

namespace fihris::ingest {

// The member of Article that a name stands for (data/field_names.txt), and how sure that is: 0 is
// the surest. field is nullptr if the name is unknown. Thread-safe.
struct FieldName {
  std::string Article::*field = nullptr;
  std::size_t rank = 0;
};
FieldName find_field(std::string_view name);

// Not thread-safe.
class ArticleRecord {
 public:
  // Of several values of one field the surest one counts that is not empty. Valid UTF-8.
  void add(std::string_view name, std::string_view value) { add(find_field(name), value); }
  void add(const FieldName& name, std::string_view value);

  bool has(std::string Article::*field) const { return !get(field).empty(); }
  std::string_view get(std::string Article::*field) const;

  // The article, HTML in its values as plain text, damaged text mended (noted in `report`), its
  // date as YYYY-MM-DD; path and lang stay empty. Error: no text.
  Result<Article> finish(ReadReport& report) const;

  // The same with a plain text as its body, whatever was added.
  Result<Article> finish_with(std::string_view text, ReadReport& report) const;

 private:
  struct Value {
    std::string Article::*field;
    std::size_t rank;
    std::string text;
  };
  std::vector<Value> values_;
};

}  // namespace fihris::ingest
