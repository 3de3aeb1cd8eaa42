#include "server/api/request.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <optional>

namespace fihris::api {
namespace {

constexpr size_t kMaxQueryCharacters = 1000;
constexpr size_t kMaxPage = 1'000'000;
constexpr size_t kMaxSize = 100;
constexpr size_t kMaxListSize = 20;

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

// YYYY, YYYY-MM or YYYY-MM-DD as the first or the last day of it.
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

template <typename T>
struct Choice {
  std::string_view name;
  T value;
};

constexpr std::array<Choice<search::Sort>, 3> kSorts{{{"relevance", search::Sort::relevance},
                                                      {"newest", search::Sort::newest},
                                                      {"oldest", search::Sort::oldest}}};
constexpr std::array<Choice<search::MatchMode>, 3> kMatchModes{
    {{"auto", search::MatchMode::automatic},
     {"all", search::MatchMode::all},
     {"any", search::MatchMode::any}}};
constexpr std::array<Choice<ExportFormat>, 2> kExportFormats{
    {{"csv", ExportFormat::csv}, {"jsonl", ExportFormat::jsonl}}};
constexpr std::array<Choice<bool>, 2> kSwitch{{{"0", false}, {"1", true}}};

// Reads parameters one by one and keeps the first problem.
class Reader {
 public:
  explicit Reader(const Parameters& parameters) : parameters_(parameters) {}

  void number(const char* name, size_t max, size_t& out) {
    const auto text = value(name);
    if (!text) return;
    const auto number = parse_number(*text);
    if (!number || *number < 1 || *number > max) {
      return refuse(name, fmt::format("a whole number from 1 to {}", max));
    }
    out = *number;
  }

  template <typename T, size_t N>
  void choice(const char* name, const std::array<Choice<T>, N>& choices, T& out) {
    const auto text = value(name);
    if (!text) return;
    std::string names;
    for (const Choice<T>& choice : choices) {
      if (choice.name == *text) {
        out = choice.value;
        return;
      }
      names += (names.empty() ? "" : ", ") + std::string(choice.name);
    }
    refuse(name, "one of " + names);
  }

  void day(const char* name, bool last, std::optional<std::int32_t>& out) {
    const auto text = value(name);
    if (!text) return;
    out = parse_day(*text, last);
    if (!out) refuse(name, "a date: YYYY-MM-DD, YYYY-MM or YYYY");
  }

  void query(std::string& out) {
    const auto text = value("q");
    if (!text) return;
    if (character_count(*text) > kMaxQueryCharacters) {
      return refuse("q", fmt::format("at most {} characters", kMaxQueryCharacters));
    }
    out = *text;
  }

  std::optional<BadParameter> problem() const { return problem_; }

 private:
  // An empty value counts as not given: forms send their empty fields.
  std::optional<std::string> value(const char* name) const {
    const std::vector<std::string> values = parameters_(name);
    if (values.empty() || values.back().empty()) return std::nullopt;
    return values.back();
  }

  void refuse(const char* name, const std::string& wanted) {
    if (!problem_) problem_ = BadParameter{name, fmt::format("{} must be {}", name, wanted)};
  }

  const Parameters& parameters_;
  std::optional<BadParameter> problem_;
};

std::vector<std::string> given(std::vector<std::string> values) {
  std::erase(values, "");
  return values;
}

}  // namespace

tl::expected<SearchRequest, BadParameter> read_search_request(const Parameters& parameters) {
  SearchRequest request;
  Reader reader(parameters);
  reader.query(request.q);
  reader.number("page", kMaxPage, request.page);
  reader.number("size", kMaxSize, request.size);
  reader.choice("sort", kSorts, request.sort);
  reader.choice("match", kMatchModes, request.match);
  reader.choice("exact", kSwitch, request.exact);
  reader.choice("explain", kSwitch, request.explain);
  bool duplicates = false;
  reader.choice("duplicates", kSwitch,
                duplicates);  // near copies are not folded yet: all are listed
  reader.day("from", false, request.from);
  reader.day("to", true, request.to);
  request.source = given(parameters("source"));
  request.author = given(parameters("author"));
  request.lang = given(parameters("lang"));
  if (const auto problem = reader.problem()) return tl::make_unexpected(*problem);
  return request;
}

tl::expected<std::string, BadParameter> read_query(const Parameters& parameters) {
  std::string q;
  Reader reader(parameters);
  reader.query(q);
  if (const auto problem = reader.problem()) return tl::make_unexpected(*problem);
  return q;
}

tl::expected<size_t, BadParameter> read_list_size(const Parameters& parameters, size_t by_default) {
  size_t size = by_default;
  Reader reader(parameters);
  reader.number("size", kMaxListSize, size);
  if (const auto problem = reader.problem()) return tl::make_unexpected(*problem);
  return size;
}

tl::expected<ExportFormat, BadParameter> read_export_format(const Parameters& parameters) {
  ExportFormat format = ExportFormat::csv;
  Reader reader(parameters);
  reader.choice("format", kExportFormats, format);
  if (const auto problem = reader.problem()) return tl::make_unexpected(*problem);
  return format;
}

}  // namespace fihris::api
