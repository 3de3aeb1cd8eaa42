#include "tests/api/page_expectations.h"

#include <algorithm>

#include "tests/support/files.h"

namespace fihris::test {

namespace {

class PageCheck {
 public:
  PageCheck(const Json& expected, const Json& stored)
      : expected_(expected), stored_(stored), body_(joined(stored.at("body"))) {}

  std::vector<std::string> faults(bool null_is_exact) {
    check_title();
    check_member("date", true);
    check_member("source", null_is_exact);
    check_member("author", null_is_exact);
    check_body();
    return faults_;
  }

 private:
  void fault(const std::string& what) {
    faults_.push_back(expected_.at("file").get<std::string>() + ": " + what);
  }

  void check_title() {
    if (expected_.contains("title") && expected_.at("title").is_string()) {
      const std::string title = joined(stored_.at("title"));
      if (title != expected_.at("title")) {
        fault("title is «" + title + "», expected «" + expected_.at("title").get<std::string>() +
              "»");
      }
    }
  }

  void check_member(const std::string& name, bool null_is_exact) {
    if (!expected_.contains(name) || (expected_.at(name).is_null() && !null_is_exact)) {
      return;
    }
    if (stored_.at(name) != expected_.at(name)) {
      fault(name + " is " + stored_.at(name).dump() + ", expected " + expected_.at(name).dump());
    }
  }

  void check_body() {
    const std::vector<std::string> lines = lines_of(body_);
    const auto first = expected_.at("body_first").get<std::string>();
    const auto opening = std::ranges::find_if(
        lines, [&](const std::string& line) { return line.starts_with(first); });
    if (opening == lines.end()) {
      fault("no paragraph starts with «" + first + "»");
    }
    const auto last = expected_.at("body_last").get<std::string>();
    if (!body_.ends_with(last)) {
      const std::size_t shown = std::min<std::size_t>(body_.size(), 150);
      fault("body ends with «…" + body_.substr(body_.size() - shown) + "», expected «" + last +
            "»");
    }
    for (const Json& text : expected_.value("body_not", Json::array())) {
      if (body_.find(text.get<std::string>()) != std::string::npos) {
        fault("body contains «" + text.get<std::string>() + "»");
      }
    }
    for (const Json& heading : expected_.value("headings", Json::array())) {
      if (std::ranges::find(lines, heading.get<std::string>()) == lines.end()) {
        fault("body misses the heading «" + heading.get<std::string>() + "»");
      }
    }
  }

  const Json& expected_;
  const Json& stored_;
  std::string body_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> page_faults(const Asker& asker, const std::filesystem::path& file,
                                     std::string_view id_prefix, bool null_is_exact) {
  std::vector<std::string> faults;
  const Json expectations = Json::parse(read_file(file));
  for (const Json& expected : expectations.at("articles")) {
    const std::string id = std::string(id_prefix) + expected.at("file").get<std::string>();
    const std::string target = "/api/v1/articles/" + percent_encoded(id);
    const HttpResponse response = asker.client().get(target);
    if (response.status != 200) {
      faults.push_back(id + ": the server answers " + std::to_string(response.status));
      continue;
    }
    const Json stored = Json::parse(response.body);
    const std::vector<std::string> more = PageCheck(expected, stored).faults(null_is_exact);
    faults.insert(faults.end(), more.begin(), more.end());
  }
  return faults;
}

}  // namespace fihris::test
