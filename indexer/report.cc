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

using ingest::ReadReport;

const char* outcome_of(const ReadReport& read, const std::vector<std::string>& problems) {
  if (!problems.empty()) return "problem";
  return read.articles > 0 ? "read" : "skipped";
}

// Of a file, or of a part of an archive.
Json json_of(const char* key, const std::string& name, const ReadReport& read,
             const std::vector<std::string>& problems) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  Json json{{key, ingest::escape_invalid_utf8(name)},
            {"outcome", outcome_of(read, problems)},
            {"format", text_or_null(read.format)},
            {"encoding", text_or_null(read.encoding)},
            {"repairs", read.repairs},
            {"articles", read.articles},
            {"words", read.words},
            {"title", text_or_null(read.title)},
            {"date", text_or_null(read.date)},
            {"skipped", read.skipped},
            {"problems", problems}};
  for (const ingest::PartReport& part : read.parts) {
    json["parts"].push_back(json_of("name", part.name, part.read, part.problems));
  }
  return json;
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Result<void> write_report(const std::string& path, const writer::WriteReport& report) {
  std::ofstream out(path, std::ios::binary);
  for (const FileOutcome& file : report.outcomes) {
    out << line_of(json_of("path", file.file.path, file.read, file.problems));
  }
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
    const std::string outcome = outcome_of(file.read, file.problems);
    what += ": " + (outcome == "problem" ? "with problems" : outcome);
    if (outcome == "skipped" && !file.read.skipped.empty()) {
      what += ", " + file.read.skipped.front();
    }
    Counts& counts = lines[what];
    ++counts.files;
    counts.articles += file.read.articles;
  }
  if (!report.unchanged.empty()) lines["unchanged"].files = report.unchanged.size();
  std::string text;
  for (const auto& [what, counts] : lines) {
    text += fmt::format("{:>8} files  {:>8} articles  {}\n", counts.files, counts.articles, what);
  }
  return text;
}

}  // namespace fihris
