// Files made to do harm cost one message each: bounded time and memory, the limit named, all other
// files indexed.
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <string>

#include "tests/cli/cli_fixture.h"
#include "tests/support/archive_files.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/print.h"
#include "tests/support/wait.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;
using std::literals::chrono_literals::operator""s;

constexpr std::string_view kGood = "قافلة الجمال\n\nعبرت قافلة الجمال الصحراء في عشرين يوما.\n";
constexpr std::string_view kAlsoGood = "جسر معلق\n\nافتتح اليوم جسر معلق فوق النهر الكبير.\n";

// Builds from dir/corpus and a good file beside; everything must be over in time.
RunResult build_quickly(const TempDir& dir, const std::vector<std::string>& options = {},
                        std::chrono::seconds most = 60s) {
  dir.write("corpus/good.txt", kGood);
  std::vector<std::string> arguments{"build", "--index", dir / "index", dir / "corpus"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const auto start = steady_clock::now();
  RunResult result = indexer(arguments);
  CHECK(steady_clock::now() - start < most);
  return result;
}

// The one line of standard error about a file, without the folder: "NAME: reason".
std::string line_about(const RunResult& result, const TempDir& dir) {
  const std::string folder = dir / "corpus/";
  std::string about;
  for (const std::string& line : lines_of(result.err)) {
    if (line.starts_with(folder)) about += (about.empty() ? "" : "\n") + line.substr(folder.size());
  }
  return about;
}

// The process that `parent` has started, if it has.
std::optional<pid_t> child_of(pid_t parent) {
  for (const auto& entry : fs::directory_iterator("/proc")) {
    if (!fs::is_regular_file(entry.path() / "stat")) continue;
    std::ifstream stat(entry.path() / "stat");
    const std::string text((std::istreambuf_iterator<char>(stat)), {});
    std::smatch match;
    const std::regex fields("^([0-9]+) \\(fihris-extract.*\\) . ([0-9]+)");
    if (std::regex_search(text, match, fields) && std::stoi(match[2]) == parent) {
      return std::stoi(match[1]);
    }
  }
  return std::nullopt;
}

TEST_SUITE("cli") {
  TEST_CASE("a file that takes too long is named with the limit") {
    const TempDir dir;
    dir.write("corpus/slow.pdf", slow_pdf());
    const RunResult result = build_quickly(dir, {"--file-seconds", "1"});
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(line_about(result, dir) == "slow.pdf: took longer than 1 s; skipped");
    CHECK(found(dir / "index", "") == Ids{"good.txt"});
  }

  TEST_CASE("parts of an archive behind one that takes too long are read") {
    const TempDir dir;
    dir.write("corpus/a.zip", make_archive(ArchiveKind::zip, {{"1.txt", std::string(kGood)},
                                                              {"2/slow.pdf", slow_pdf()},
                                                              {"3.txt", std::string(kAlsoGood)}}));
    const RunResult result = build_quickly(dir, {"--file-seconds", "1"});
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(line_about(result, dir) == "a.zip: 2/slow.pdf: took longer than 1 s; skipped");
    CHECK(found(dir / "index", "") == Ids{"a.zip/1.txt", "a.zip/3.txt", "good.txt"});
  }

  TEST_CASE("a file that needs too much memory is named with the limit") {
    const TempDir dir;
    std::string xml = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>";
    xml.append(std::size_t{48} << 20U, 'a');
    dir.write("corpus/fat.docx",
              make_archive(ArchiveKind::zip, {{"[Content_Types].xml", "<Types/>"},
                                              {"word/document.xml", xml + "</w:t></w:r></w:p>"}}));
    const RunResult result = build_quickly(dir, {"--file-memory", "64"});
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(line_about(result, dir) == "fat.docx: needs more than 64 MB of memory; skipped");
    CHECK(found(dir / "index", "") == Ids{"good.txt"});
  }

  TEST_CASE("a reader that crashes costs one message") {
    const TempDir dir;
    dir.write("corpus/good.txt", kGood);
    dir.write("corpus/slow.pdf", slow_pdf());
    Program program(indexer_program(),
                    {"build", "--jobs", "1", "--index", dir / "index", dir / "corpus"});
    std::optional<pid_t> child;
    wait_until([&] { return (child = child_of(program.pid())).has_value(); }, 20s);
    REQUIRE(child);
    const fs::path status = "/proc/" + std::to_string(*child) + "/status";
    // Only what its filter of system calls allows.
    wait_until([&] { return contains(read_file(status), "Seccomp:\t2"); }, 20s);
    CHECK(contains(read_file(status), "NoNewPrivs:\t1"));
    CHECK(contains(read_file(status), "Seccomp:\t2"));
    ::kill(*child, SIGSEGV);
    CHECK(program.wait(30s) == 1);
    CHECK(contains(program.err(), "slow.pdf: its reader crashed (Segmentation fault); skipped"));
    CHECK(found(dir / "index", "") == Ids{"good.txt"});
  }

  TEST_CASE("bombs are stopped") {
    const TempDir dir;
    dir.write("corpus/flat.txt.gz", gzip_bomb("a", 10 * 1024));
    const std::string mild = make_archive(ArchiveKind::zip, {{"a.txt", std::string(kGood)}});
    std::string nested = mild;
    for (int i = 0; i < 6; ++i) {
      nested = make_archive(ArchiveKind::zip, {{"n.zip", nested}, {"s.zip", nested}});
    }
    dir.write("corpus/nested.zip", nested);
    // Many texts, each as long as one may be, that pack a thousand to one.
    const std::string text((std::size_t{60} << 20U), 'a');
    dir.write("corpus/wide.tar.gz",
              make_archive(ArchiveKind::tar_gz, {{"1.png", text}, {"2.png", text}}));
    const RunResult result = build_quickly(dir);
    INFO(result);
    CHECK(result.exit_code == 1);
    const std::string about = line_about(result, dir);
    CHECK(contains(about, "flat.txt.gz: longer than 64 MB"));
    CHECK(contains(about, "nested.zip: n.zip/n.zip/n.zip: archives nested more than 3 deep"));
    CHECK_FALSE(contains(about, "wide.tar.gz"));  // images are not unpacked
    CHECK(found(dir / "index", "") == Ids{"good.txt"});
  }

  TEST_CASE("an archive that unpacks to too much is named with the limit") {
    const TempDir dir;
    dir.write("corpus/bomb.jsonl.gz", gzip_bomb(std::string(100'000, ' ') + "\n", 1024));
    const RunResult result = build_quickly(dir);
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(line_about(result, dir).starts_with("bomb.jsonl.gz: unpacks to more than "));
  }

  TEST_CASE("names that climb out of an archive are only names") {
    const TempDir dir;
    dir.write("corpus/evil.tar",
              make_archive(ArchiveKind::tar, {{"../../../escaped.txt", std::string(kGood)},
                                              {"/tmp/fihris-absolute.txt", std::string(kAlsoGood)},
                                              {"a/./..//b\\c.txt", std::string(kGood)}}));
    const RunResult result = build_quickly(dir);
    INFO(result);
    CHECK(result.exit_code == 0);
    CHECK(found(dir / "index", "") == Ids{"evil.tar/a/b/c.txt", "evil.tar/escaped.txt",
                                          "evil.tar/tmp/fihris-absolute.txt", "good.txt"});
    CHECK_FALSE(fs::exists("/tmp/fihris-absolute.txt"));
    CHECK_FALSE(fs::exists(dir / "escaped.txt"));
  }

  TEST_CASE("loops and giant numbers in a PDF end") {
    const TempDir dir;
    const std::string page =
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << "
        "/F 4 0 R >> >> >>";
    dir.write("corpus/kids.pdf", make_pdf({"<< /Type /Catalog /Pages 2 0 R >>",
                                           "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}));
    dir.write("corpus/form.pdf",
              make_pdf({"<< /Type /Catalog /Pages 2 0 R >>",
                        "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page,
                        pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << "
                                   "/XObject << /F 4 0 R >> >>",
                                   "/F Do")}));
    dir.write(
        "corpus/length.pdf",
        make_pdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                  page, "<< /Length 99999999999999 >>\nstream\nBT ET\nendstream"}));
    dir.write("corpus/deep.pdf", "%PDF-1.4\n1 0 obj\n" + std::string(2'000'000, '['));
    const RunResult result = build_quickly(dir, {"--file-seconds", "2"});
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(lines_of(line_about(result, dir)).size() == 4);
    CHECK(found(dir / "index", "") == Ids{"good.txt"});
  }

  TEST_CASE("sizes that archives only claim cost nothing") {
    const TempDir dir;
    std::string zip = make_archive(ArchiveKind::zip, {{"a.txt", std::string(kGood)}});
    const std::size_t directory = zip.find("PK\x01\x02");
    REQUIRE(directory != std::string::npos);
    zip.replace(directory + 20, 8, "\xF0\xFF\xFF\x7F\xF0\xFF\xFF\x7F");  // both sizes: 2 GB
    dir.write("corpus/claims.zip", zip);
    dir.write("corpus/claims.warc",
              "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
              "Content-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
    const RunResult result = build_quickly(dir);
    INFO(result);
    CHECK(contains(line_about(result, dir), "claims.warc: ends within a record"));
    CHECK(contains(result.out, "articles in"));
  }

  TEST_CASE("encrypted files say so") {
    const TempDir dir;
    std::string zip = make_archive(ArchiveKind::zip, {{"a.txt", std::string(kGood)}});
    const std::size_t directory = zip.find("PK\x01\x02");
    zip[6] = static_cast<char>(zip[6] | 1);  // the flag in both headers
    zip[directory + 8] = static_cast<char>(zip[directory + 8] | 1);
    dir.write("corpus/locked.zip", zip);
    const RunResult result = build_quickly(dir);
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK(line_about(result, dir) == "locked.zip: encrypted files in it: 1");
  }

  TEST_CASE("samples cut off anywhere cost at most a message each") {
    const TempDir dir;
    std::size_t files = 0;
    for (const fs::path& sample : files_below(source_folder() / "corpus/documents")) {
      const std::string bytes = read_file(sample);
      for (std::size_t i = 0; i < 12; ++i) {
        const std::string name = std::to_string(i) + "-" + sample.filename().string();
        dir.write("corpus/" + name, bytes.substr(0, bytes.size() * i / 12));
        ++files;
      }
    }
    const RunResult result = build_quickly(dir, {"--file-seconds", "5"});
    INFO(result);
    CHECK(result.exit_code == 1);
    CHECK_FALSE(contains(result.err, "crashed"));
    CHECK(lines_of(line_about(result, dir)).size() <= files);
    CHECK(total_found(dir / "index", "قافلة") == 1);
  }
}

}  // namespace

}  // namespace fihris::test
