#include "server/api/request.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace fihris::api {
namespace {

using search::SearchRequest;

size_t character_count(const std::string& utf8) {
  size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
  return count;
}

std::optional<size_t> parse_number(std::string_view text) {
  size_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// YYYY, YYYY-MM or YYYY-MM-DD as the first or the last day of it. Not as in a query, where 1436 is
// a Hijri year.
std::optional<std::int32_t> parse_day(std::string_view text, bool last) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  if ((text.size() > 4 && text[4] != '-') || (text.size() > 7 && text[7] != '-')) {
    return std::nullopt;
  }
  const auto part = [&](size_t at, size_t size) { return parse_number(text.substr(at, size)); };
  const auto y = part(0, 4);
  const auto m = text.size() > 4 ? part(5, 2) : std::optional<size_t>(last ? 12 : 1);
  const auto d = text.size() > 7 ? part(8, 2) : std::optional<size_t>(1);
  if (!y || !m || !d) return std::nullopt;
  const std::chrono::year_month in{year{static_cast<int>(*y)}, month{static_cast<unsigned>(*m)}};
  std::chrono::year_month_day date{in / day{static_cast<unsigned>(*d)}};
  if (last && text.size() < 10) date = in / std::chrono::last;
  if (!date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

// Reads parameters one by one and keeps the first problem.
class Reader {
 public:
  explicit Reader(const Parameters& parameters) : parameters_(parameters) {}

  void number(const ParameterRule& rule, size_t& out) {
    const auto text = value(rule);
    if (!text) return;
    const auto number = parse_number(*text);
    if (!number || *number < 1 || *number > rule.max) {
      return refuse(rule, fmt::format("a whole number from 1 to {}", rule.max));
    }
    out = *number;
  }

  // One of the names: the value of the enum at the same place.
  template <typename Enum>
  void choice(const ParameterRule& rule, Enum& out) {
    const auto text = value(rule);
    if (!text) return;
    const auto* const found = std::ranges::find(rule.choices, *text);
    if (found == rule.choices.end()) {
      std::vector<std::string_view> names(rule.choices.begin(), rule.choices.end());
      std::erase(names, "");
      return refuse(rule, fmt::format("one of {}", fmt::join(names, ", ")));
    }
    out = static_cast<Enum>(found - rule.choices.begin());
  }

  void flag(const ParameterRule& rule, bool& out) {
    const auto text = value(rule);
    if (!text) return;
    if (*text != "0" && *text != "1") return refuse(rule, "one of 0, 1");
    out = *text == "1";
  }

  void day(const ParameterRule& rule, bool last, std::optional<std::int32_t>& out) {
    const auto text = value(rule);
    if (!text) return;
    out = parse_day(*text, last);
    if (!out) refuse(rule, "a date: YYYY-MM-DD, YYYY-MM or YYYY");
  }

  void text(const ParameterRule& rule, std::string& out) {
    const auto text = value(rule);
    if (!text) return;
    if (character_count(*text) > rule.max) {
      return refuse(rule, fmt::format("at most {} characters", rule.max));
    }
    out = *text;
  }

  // All values that are not empty.
  void list(const ParameterRule& rule, std::vector<std::string>& out) {
    out = parameters_(std::string(rule.name));
    std::erase(out, "");
  }

  std::optional<BadParameter> problem() const { return problem_; }

 private:
  // An empty value counts as not given: forms send their empty fields.
  std::optional<std::string> value(const ParameterRule& rule) const {
    const std::vector<std::string> values = parameters_(std::string(rule.name));
    if (values.empty() || values.back().empty()) return std::nullopt;
    return values.back();
  }

  void refuse(const ParameterRule& rule, const std::string& wanted) {
    if (problem_) return;
    problem_ =
        BadParameter{std::string(rule.name), fmt::format("{} must be {}", rule.name, wanted)};
  }

  const Parameters& parameters_;
  std::optional<BadParameter> problem_;
};

}  // namespace

tl::expected<SearchRequest, BadParameter> read_search_request(const Parameters& parameters) {
  SearchRequest request;
  Reader reader(parameters);
  reader.text(kQ, request.q);
  reader.number(kPage, request.page);
  reader.number(kSize, request.size);
  reader.choice(kSort, request.sort);
  reader.choice(kMatch, request.match);
  reader.flag(kExact, request.exact);
  reader.flag(kNames, request.names);
  reader.flag(kExplain, request.explain);
  reader.flag(kDuplicates, request.duplicates);
  reader.day(kFrom, false, request.from);
  reader.day(kTo, true, request.to);
  reader.list(kSource, request.source);
  reader.list(kAuthor, request.author);
  reader.list(kLang, request.lang);
  if (const auto problem = reader.problem()) return tl::make_unexpected(*problem);
  return request;
}

tl::expected<std::string, BadParameter> read_query(const Parameters& parameters) {
  std::string q;
  Reader reader(parameters);
  reader.text(kQ, q);
  if (const auto problem = reader.problem()) return tl::make_unexpected(*problem);
  return q;
}

tl::expected<size_t, BadParameter> read_size(const Parameters& parameters,
                                             const ParameterRule& rule) {
  size_t size = rule.by_default;
  Reader reader(parameters);
  reader.number(rule, size);
  if (const auto problem = reader.problem()) return tl::make_unexpected(*problem);
  return size;
}

tl::expected<ExportFormat, BadParameter> read_export_format(const Parameters& parameters) {
  ExportFormat format = ExportFormat::csv;
  Reader reader(parameters);
  reader.choice(kFormat, format);
  if (const auto problem = reader.problem()) return tl::make_unexpected(*problem);
  return format;
}

}  // namespace fihris::api
