#include "indexer/report.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "indexer/ingest/clean_text.h"

namespace fihris {
namespace {

using Json = nlohmann::ordered_json;
using writer::FileOutcome;

const char* outcome_of(const FileOutcome& file) {
  if (!file.problems.empty()) return "problem";
  return file.articles > 0 ? "read" : "skipped";
}

Json json_of(const FileOutcome& file) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  return {{"path", ingest::escape_invalid_utf8(file.file.path)},
          {"outcome", outcome_of(file)},
          {"format", text_or_null(file.read.format)},
          {"encoding", text_or_null(file.read.encoding)},
          {"repairs", file.read.repairs},
          {"articles", file.articles},
          {"words", file.words},
          {"title", text_or_null(file.title)},
          {"date", text_or_null(file.date)},
          {"skipped", file.read.skipped},
          {"problems", file.problems}};
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Result<void> write_report(const std::string& path, const writer::WriteReport& report) {
  std::ofstream out(path, std::ios::binary);
  for (const FileOutcome& file : report.outcomes) out << line_of(json_of(file));
  for (const std::string& unchanged : report.unchanged) {
    out << line_of({{"path", ingest::escape_invalid_utf8(unchanged)}, {"outcome", "unchanged"}});
  }
  out.close();
  if (out) return {};
  return fail(fmt::format("cannot write \"{}\": {}", path, std::strerror(errno)),
              "choose a file that you may write: --report FILE");
}

std::string summary_of(const writer::WriteReport& report) {
  struct Counts {
    std::uint64_t files = 0;
    std::uint64_t articles = 0;
  };
  std::map<std::string, Counts> lines;
  for (const FileOutcome& file : report.outcomes) {
    std::string what = file.read.format.empty() ? "unknown format" : file.read.format;
    if (!file.read.encoding.empty()) what += ", " + file.read.encoding;
    const std::string outcome = outcome_of(file);
    what += ": " + (outcome == "problem" ? "with problems" : outcome);
    if (outcome == "skipped" && !file.read.skipped.empty()) {
      what += ", " + file.read.skipped.front();
    }
    Counts& counts = lines[what];
    ++counts.files;
    counts.articles += file.articles;
  }
  if (!report.unchanged.empty()) lines["unchanged"].files = report.unchanged.size();
  std::string text;
  for (const auto& [what, counts] : lines) {
    text += fmt::format("{:>8} files  {:>8} articles  {}\n", counts.files, counts.articles, what);
  }
  return text;
}

}  // namespace fihris
