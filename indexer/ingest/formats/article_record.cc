#include "indexer/ingest/formats/article_record.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

#include "indexer/analysis/date_parser.h"
#include "indexer/analysis/fold_words.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/data.h"
#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/html/html_reader.h"

namespace fihris::ingest {
namespace {

struct Section {
  std::string_view name;
  std::string Article::*field;
};
constexpr std::array kSections{
    Section{"[id]", &Article::id},         Section{"[title]", &Article::title},
    Section{"[body]", &Article::body},     Section{"[date]", &Article::date},
    Section{"[author]", &Article::author}, Section{"[source]", &Article::source},
    Section{"[url]", &Article::url}};

// "publishedAt", "published_at" -> "published at"
std::string key_of(std::string_view name) {
  std::string apart;
  bool was_lower = false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (was_lower && std::isupper(byte) != 0) apart += ' ';
    apart += c == '_' || c == '-' || c == '.' ? ' ' : c;
    was_lower = std::islower(byte) != 0;
  }
  return analysis::fold_words(apart);
}

using Names = std::unordered_map<std::string, FieldName>;

Names read_names() {
  Names names;
  FieldName next;
  for (std::string_view rest = kFieldNames; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const auto* const section = std::ranges::find(kSections, line, &Section::name);
    if (section != kSections.end()) {
      next = {section->field, 0};
      continue;
    }
    names.emplace(key_of(line), next);
    ++next.rank;
  }
  return names;
}

// Text of feeds and exports is HTML more often than not, and does not always say so.
bool is_html(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kSigns{"</", "<p", "<br", "<div", "<img", "&#"};
  static constexpr std::array<std::string_view, 4> kEntities{"&nbsp;", "&quot;", "&amp;", "&lt;"};
  const auto has = [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; };
  return std::ranges::any_of(kSigns, has) || std::ranges::any_of(kEntities, has);
}

std::string plain(std::string_view text) {
  return is_html(text) ? html_to_text(text) : std::string(text);
}

}  // namespace

FieldName find_field(std::string_view name) {
  static const Names names = read_names();
  const auto found = names.find(key_of(name));
  return found == names.end() ? FieldName{} : found->second;
}

void ArticleRecord::add(const FieldName& name, std::string_view value) {
  const std::string_view text = trim(value);
  if (name.field == nullptr || text.empty()) return;
  const auto same = std::ranges::find(values_, name.field, &Value::field);
  if (same == values_.end()) {
    values_.push_back({name.field, name.rank, std::string(text)});
  } else if (name.rank < same->rank) {
    *same = {name.field, name.rank, std::string(text)};
  }
}

std::string_view ArticleRecord::get(std::string Article::*field) const {
  const auto found = std::ranges::find(values_, field, &Value::field);
  return found == values_.end() ? std::string_view() : found->text;
}

Result<Article> ArticleRecord::finish(ReadReport& report) const {
  return finish_with(plain(get(&Article::body)), report);
}

Result<Article> ArticleRecord::finish_with(std::string_view text, ReadReport& report) const {
  Article article;
  for (const Value& value : values_) {
    if (value.field == &Article::body) continue;
    article.*value.field = clean_line(mend_text(plain(value.text), report.repairs));
  }
  article.body = clean_lines(mend_text(std::string(text), report.repairs));
  if (article.body.empty()) return fail("no text");
  article.date = analysis::parse_date(article.date).value_or("");
  return article;
}

}  // namespace fihris::ingest
