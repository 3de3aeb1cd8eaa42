// One article as real programs save it, in each format and encoding (tests/golden/formats/make.py),
// and what becomes of each file: tests/golden/formats/outcomes.tsv, also a table in the README.
//
//   FIHRIS_WRITE_GOLDEN=1 program_tests -tc='*as real programs save it*'     writes the table anew
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <span>

#include "tests/api/fixture.h"
#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

const fs::path kFormats = source_folder() / "tests/golden/formats";

std::string words_of(std::string_view text) {
  std::string words;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    if (!space || (!words.empty() && words.back() != ' ')) words += space ? ' ' : c;
  }
  while (words.ends_with(' ')) words.pop_back();
  return words;
}

struct Expected {
  std::string title;
  std::string body;  // its words
};

Expected expected_article() {
  const std::string text = read_file(kFormats / "article.md");
  const std::size_t title = text.find("title: ") + 7;
  const std::size_t body = text.find("---\n", 4) + 4;
  return {text.substr(title, text.find('\n', title) - title), words_of(text.substr(body))};
}

// The articles of an index by their paths.
std::map<std::string, Json> articles_in(const fs::path& index) {
  const ServerProcess server(index);
  std::map<std::string, Json> articles;
  for (const std::string& line :
       lines_of(HttpClient(server.port()).get("/api/v1/export?q=&format=jsonl").body)) {
    Json article = Json::parse(line);
    articles[article.at("path").get<std::string>()] = article;
  }
  return articles;
}

std::string outcome_of(const Json& line, const std::map<std::string, Json>& articles,
                       const std::string& path, const Expected& expected) {
  if (line.at("outcome") == "problem") return line.at("problems").at(0).get<std::string>();
  if (line.at("articles") != 1 || !articles.contains(path)) return "no article";
  const Json& article = articles.at(path);
  if (article.at("title") != expected.title) return "another title";
  const std::string body = words_of(article.at("body").get<std::string>());
  if (!body.ends_with(expected.body)) return "another text";
  const std::string more = body.substr(0, body.size() - expected.body.size());
  return more.empty() ? "exact" : "above the text: " + words_of(more);
}

// FORMAT/NAME.EXTENSION, read as, encoding, repairs, outcome
std::vector<std::string> rows_of(const fs::path& report, const fs::path& index) {
  const std::map<std::string, Json> articles = articles_in(index);
  const Expected expected = expected_article();
  std::vector<std::string> rows;
  for (const std::string& text : lines_of(read_file(report))) {
    const Json line = Json::parse(text);
    const std::string path =
        fs::relative(line.at("path").get<std::string>(), kFormats / "files").string();
    std::string repairs;
    for (const Json& repair : line.at("repairs")) {
      repairs += (repairs.empty() ? "" : "; ") + repair.get<std::string>();
    }
    const Json& encoding = line.at("encoding");
    rows.push_back(path + "\t" + line.at("format").get<std::string>() + "\t" +
                   (encoding.is_null() ? "" : encoding.get<std::string>()) + "\t" + repairs + "\t" +
                   outcome_of(line, articles, path, expected));
  }
  std::ranges::sort(rows);
  return rows;
}

struct Column {
  std::string_view file;  // its name without the extension
  std::string_view heading;
};
constexpr std::array kEncodings{
    Column{"utf-8", "UTF-8"},           Column{"utf-8-bom", "with mark"},
    Column{"utf-16", "UTF-16"},         Column{"windows-1256", "windows-1256"},
    Column{"iso-8859-6", "ISO-8859-6"}, Column{"macarabic", "MacArabic"},
    Column{"double", "UTF-8 twice"},    Column{"forms", "drawn forms"},
    Column{"visual", "visual order"},   Column{"silent", "undeclared"},
    Column{"wrong", "declared wrongly"}};
constexpr std::array kPrograms{Column{"pandoc", "pandoc"}, Column{"libreoffice", "LibreOffice"},
                               Column{"chromium", "Chromium"}};

// The rows as a table of formats and columns, as the README has it.
std::string table_of(const std::vector<std::string>& rows, std::span<const Column> columns) {
  std::map<std::string, std::map<std::string, std::string>> cells;
  for (const std::string& row : rows) {
    const std::vector<std::string> fields = columns_of(row);
    const fs::path file = fields[0];
    std::string& cell = cells[file.parent_path().string()][file.filename().string().substr(
        0, file.filename().string().find('.'))];
    const bool whole = fields.back() == "exact" || fields.back().starts_with("above the text");
    if (cell != "✗") cell = whole ? "✓" : "✗";
  }
  std::string table = "| |";
  std::string rule = "\n|---|";
  for (const Column& column : columns) {
    table += " " + std::string(column.heading) + " |";
    rule += "---|";
  }
  table += rule + "\n";
  for (auto& [format, by_name] : cells) {
    const bool has_any = std::ranges::any_of(
        columns, [&](const Column& c) { return by_name.contains(std::string(c.file)); });
    if (!has_any) continue;
    table += "| " + format + " |";
    for (const Column& column : columns) {
      const std::string& cell = by_name[std::string(column.file)];
      table += cell.empty() ? " |" : " " + cell + " |";
    }
    table += "\n";
  }
  return table;
}

TEST_SUITE("cli") {
  TEST_CASE("an article is read as real programs save it in each format and encoding") {
    const TempDir dir;
    const RunResult built = indexer({"build", "--index", dir / "index", "--report",
                                     dir / "report.jsonl", (kFormats / "files").string()});
    INFO(built);
    CHECK(built.exit_code == 0);
    const std::vector<std::string> rows = rows_of(dir / "report.jsonl", dir / "index");
    if (std::getenv("FIHRIS_WRITE_GOLDEN") != nullptr) {
      std::string text = "# file\tread as\tencoding\trepairs\toutcome\n";
      for (const std::string& row : rows) text += row + "\n";
      write_file(kFormats / "outcomes.tsv", text);
    }
    std::vector<std::string> golden = lines_of(read_file(kFormats / "outcomes.tsv"));
    golden.erase(golden.begin());
    REQUIRE(rows.size() == golden.size());
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(rows[i] == golden[i]);

    const std::string readme = read_file(source_folder() / "README.md");
    for (const std::string& table : {table_of(rows, kEncodings), table_of(rows, kPrograms)}) {
      INFO("the README should have this table:\n", table);
      CHECK(contains(readme, table));
    }
  }
}

}  // namespace

}  // namespace fihris::test
