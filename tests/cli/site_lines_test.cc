// What pages have from their site is left out, whatever the order in which they came.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <functional>
#include <random>
#include <thread>

#include "tests/api/fixture.h"
#include "tests/cli/cli_fixture.h"
#include "tests/support/files.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

// None of these is in any table of phrases.
const std::string kNote = "تصلك حكايات الهدهد مع قهوة الصباح إن تركت لنا عنوانك.";
const std::string kImprint = "تصدر كل خميس عن دار الكركدن في بناية البلدية القديمة.";

std::string paragraph(unsigned seed) { return sample_words(30, seed) + "."; }

std::string html_page(unsigned seed, const std::string& between, const std::string& below) {
  return "<html><head><title>" + sample_words(6, seed + 1) + "</title></head><body><div><h1>" +
         sample_words(6, seed + 1) + "</h1><p>" + paragraph(seed + 2) + "</p>" + between + "<p>" +
         paragraph(seed + 3) + "</p>" + below + "</div></body></html>";
}

std::string saved_text(unsigned seed, const std::string& below) {
  return sample_words(6, seed + 1) + "\n\n" + paragraph(seed + 2) + "\n\n" + paragraph(seed + 3) +
         "\n\nشارك المقال\n\n" + below + "\n";
}

std::string boxed(const std::string& text) {
  return "<div class=\"k-slot\"><p>" + text + "</p></div>";
}

std::string page_of_site(unsigned seed) { return html_page(seed, boxed(kNote), boxed(kImprint)); }

// All that an index holds, an article a line.
std::vector<std::string> content_of(const fs::path& index) {
  const ServerProcess server(index);
  const HttpResponse response = Asker(server.port()).client().get("/api/v1/export?q=&format=jsonl");
  REQUIRE(response.status == 200);
  return sorted(lines_of(response.body));
}

void must_update(const TempDir& dir) {
  const RunResult result =
      indexer({"update", "--index", dir / "index", "--allow-mass-delete", dir / "corpus"});
  INFO(result);
  REQUIRE(result.exit_code == 0);
}

std::vector<std::string> clean_content(const TempDir& dir) {
  const RunResult result = indexer({"build", "--index", dir / "clean", dir / "corpus"});
  INFO(result);
  REQUIRE(result.exit_code == 0);
  return content_of(dir / "clean");
}

TEST_SUITE("cli") {
  TEST_CASE("a note that stands in the pages of a site is not found and their articles are") {
    const TempDir dir;
    for (unsigned i = 0; i < 12; ++i) {
      const std::string name = std::to_string(100 + i);
      dir.write("corpus/site/" + name + ".html",
                html_page(i * 10, boxed(kNote), boxed(kImprint) + "<p>نعامة" + name + ".</p>"));
      dir.write("corpus/text/" + name + ".txt", saved_text(i * 10, kImprint));
      dir.write("corpus/" + name + "/index.html", page_of_site(i * 10 + 5));
    }
    const RunResult built =
        indexer({"build", "--index", dir / "index", "--report", dir / "report", dir / "corpus"});
    INFO(built);
    CHECK(built.exit_code == 0);
    CHECK(found(dir / "index", "حكايات الهدهد").empty());
    CHECK(found(dir / "index", "دار الكركدن").empty());
    CHECK(found(dir / "index", "نعامة105") == Ids{"site/105.html"});
    CHECK(total_found(dir / "index", "") == 36);
    CHECK(contains(read_file(dir / "report"), "lines of the site left out"));
  }

  TEST_CASE("what is no page beside pages is read as it is and what cannot be read is no page") {
    const TempDir dir;
    for (unsigned i = 0; i < 8; ++i) {
      dir.write("corpus/" + std::to_string(i) + ".txt", saved_text(i * 10, kImprint));
      dir.write("corpus/" + std::to_string(i) + ".html", page_of_site(i * 10 + 5));
    }
    dir.write("corpus/3a.txt", R"({"id": "one", "body": "قالت السلحفاة كلاما."})"
                               "\n"
                               R"({"id": "two", "body": "ردت الضفدعة عليها."})"
                               "\n");
    dir.write("corpus/3a.html", std::string("\0\1\2\3\0\0\0\0", 8));
    for (int i = 0; i < 2; ++i) {
      const RunResult result = update(dir);
      INFO(result);
      CHECK(result.exit_code == 1);
      CHECK((i == 0 || contains(result.out, "nothing had changed")));
    }
    CHECK(found(dir / "index", "السلحفاة OR الضفدعة") == Ids{"one", "two"});
    CHECK(total_found(dir / "index", "حكايات الهدهد OR \"دار الكركدن\"") == 0);
    CHECK(total_found(dir / "index", "") == 18);
    dir.write("corpus/3a.html", page_of_site(77));
    must_update(dir);
    CHECK(content_of(dir / "index") == clean_content(dir));
  }

  TEST_CASE("a note in the pages of an archive is left out of each") {
    const TempDir dir;
    for (unsigned i = 0; i < 12; ++i) {
      dir.write("in/" + std::to_string(100 + i) + ".html", page_of_site(i * 10));
      dir.write("in/text/" + std::to_string(i) + ".txt", saved_text(i * 10 + 5, kImprint));
    }
    dir.write("small/1.html", page_of_site(500));
    fs::create_directories(dir / "corpus");
    REQUIRE(run("tar", {"-C", dir / "in", "--sort=name", "-czf", dir / "corpus/all.tar.gz", "."})
                .exit_code == 0);
    REQUIRE(run("tar", {"-C", dir / "small", "-cf", dir / "corpus/one.tar", "1.html"}).exit_code ==
            0);
    const RunResult built =
        indexer({"build", "--index", dir / "index", "--report", dir / "report", dir / "corpus"});
    INFO(built);
    CHECK(built.exit_code == 0);
    CHECK(found(dir / "index", "حكايات الهدهد") == Ids{"one.tar/1.html"});
    CHECK(total_found(dir / "index", "") == 25);
    const std::string report = read_file(dir / "report");
    CHECK(contains(report, R"("repairs":["lines of the site left out")"));
    CHECK(contains(report, R"("name":"105.html")"));
  }

  TEST_CASE("pages that vanish and come while those beside them are read do no harm") {
    const TempDir dir;
    const auto name = [](unsigned i) { return "corpus/" + std::to_string(1000 + i) + ".html"; };
    for (unsigned i = 0; i < 300; ++i) dir.write(name(i), page_of_site(i * 10));
    must_update(dir);
    std::atomic<bool> stop{false};
    std::thread writer([&] {
      for (unsigned i = 0; !stop; ++i) {
        const unsigned number = i * 7 % 330;
        std::error_code ignored;
        if (i % 3 == 0) {
          fs::remove(dir / name(number), ignored);
        } else {
          dir.write(name(number), page_of_site(i));
        }
      }
    });
    for (int i = 0; i < 6; ++i) {
      const RunResult result =
          indexer({"update", "--index", dir / "index", "--allow-mass-delete", dir / "corpus"});
      INFO(result);
      CHECK(result.exit_code <= 1);  // 1: caught with nothing written yet
    }
    stop = true;
    writer.join();
    must_update(dir);
    CHECK((content_of(dir / "index") == clean_content(dir)));  // not printed: it is long
  }

  TEST_CASE("a line of a few pages stays and is left out when more have it and comes back") {
    const TempDir dir;
    const auto write = [&](unsigned number) {
      dir.write("corpus/" + std::to_string(number) + ".html", page_of_site(number * 10));
    };
    for (unsigned i = 1; i <= 3; ++i) write(i);
    must_update(dir);
    CHECK(total_found(dir / "index", "حكايات الهدهد") == 3);
    write(4);
    must_update(dir);
    CHECK(total_found(dir / "index", "حكايات الهدهد") == 0);
    fs::remove(dir / "corpus/2.html");
    must_update(dir);
    CHECK(total_found(dir / "index", "حكايات الهدهد") == 3);
  }

  TEST_CASE("only the pages beside one that comes are read again") {
    const TempDir dir;
    for (unsigned i = 100; i < 140; ++i) {
      dir.write("corpus/" + std::to_string(i) + ".html", page_of_site(i * 10));
    }
    must_update(dir);
    dir.write("corpus/120a.html", page_of_site(7));
    const RunResult result =
        indexer({"update", "--index", dir / "index", "--report", dir / "report", dir / "corpus"});
    INFO(result);
    CHECK(contains(result.out, "1 added, 0 changed, 0 removed"));
    std::size_t read = 0;
    for (const std::string& line : lines_of(read_file(dir / "report"))) {
      read += contains(line, "\"outcome\":\"read\"") ? 1U : 0U;
    }
    CHECK(read == 9);
    CHECK(contains(indexer({"update", "--index", dir / "index", dir / "corpus"}).out,
                   "nothing had changed"));
  }

  TEST_CASE("a folder of pages that is renamed is not analyzed again") {
    const TempDir dir;
    for (unsigned i = 0; i < 12; ++i) {
      dir.write("corpus/site/" + std::to_string(i) + ".html", page_of_site(i * 10));
    }
    must_update(dir);
    fs::rename(dir / "corpus/site", dir / "corpus/moved");
    const RunResult moved = update(dir);
    INFO(moved);
    CHECK(contains(moved.out, "0 added, 0 changed, 0 removed, 12 files moved"));
    CHECK(content_of(dir / "index") == clean_content(dir));
  }

  TEST_CASE("pages that come and change and move and go leave the index that a build makes") {
    const TempDir dir;
    std::mt19937 random(1447);
    const auto below = [&](std::size_t end) { return random() % end; };
    std::vector<std::string> names;
    const auto new_name = [&] {
      static constexpr std::array<const char*, 3> kFolders{"a/", "b/", "b/c/"};
      return "corpus/" + std::string(kFolders.at(below(3))) + std::to_string(random()) +
             (below(4) == 0 ? ".txt" : ".html");
    };
    const auto write = [&](const std::string& name) {
      const auto seed = static_cast<unsigned>(random());
      // A third of the pages are of another design.
      std::string page = below(3) == 0 ? html_page(seed, "", boxed(kImprint)) : page_of_site(seed);
      if (name.ends_with(".txt")) page = saved_text(seed, kImprint);
      dir.write(name, page);
    };
    const std::array<std::function<void()>, 4> steps{
        [&] { write(names.emplace_back(new_name())); }, [&] { write(names[below(names.size())]); },
        [&] {
          std::string& name = names[below(names.size())];
          std::string to = new_name();
          to = to.substr(0, to.rfind('.')) + name.substr(name.rfind('.'));
          fs::create_directories(fs::path(dir / to).parent_path());
          fs::rename(dir / name, dir / to);
          name = to;
        },
        [&] {
          const std::size_t at = below(names.size());
          fs::remove(dir / names[at]);
          names.erase(names.begin() + static_cast<std::ptrdiff_t>(at));
        }};
    for (int i = 0; i < 25; ++i) steps[0]();
    must_update(dir);
    for (int round = 0; round < 20; ++round) {
      CAPTURE(round);
      for (std::size_t i = 1 + below(4); i > 0; --i) steps.at(below(names.size() < 12 ? 1 : 4))();
      must_update(dir);
      const std::vector<std::string> content = content_of(dir / "index");
      REQUIRE(content == clean_content(dir));
      CHECK(content.size() == names.size());
    }
    CHECK(total_found(dir / "index", "حكايات الهدهد") < static_cast<int>(names.size()) / 2);
  }
}

}  // namespace

}  // namespace fihris::test
