// The indexer dies or meets a failing disk at a random system call, again and again. Whatever
// happens, the index answers as before or as wanted, the next run needs no help, and nothing is
// left lying about.
//
//   FIHRIS_CRASH_ROUNDS=1000 crash_tests     more rounds than the few seconds' worth of every test
//   run; FIHRIS_CRASH_SEED=2 for others
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "server/search/searcher.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/sample_corpus.h"

namespace fihris::test {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> kQueries{
    "", "الهدهد", "الوروار", "سفينة قانون", "\"قلم معلم\" OR واحة", "كركدن -سفينة", "قهوة"};
constexpr std::array<const char*, 5> kActions{"kill", "power", "enospc", "eio", "short"};

long number_from(const char* name, long by_default) {
  const char* const value = std::getenv(name);
  return value == nullptr ? by_default : std::atol(value);
}

// What an index says: for each query its total and its articles with their texts; or why it cannot.
std::vector<std::string> answers(const fs::path& index) {
  const auto searcher = search::Searcher::open(index);
  if (!searcher) return {"cannot be opened"};
  std::vector<std::string> lines;
  for (const std::string_view q : kQueries) {
    search::SearchRequest request;
    request.q = q;
    request.size = 100;
    const auto found = (*searcher)->search(request);
    if (!found) return {"cannot be searched: " + found.error().message};
    std::vector<std::string> hits;
    for (const search::Hit& hit : found->hits) {
      const schema::Article& a = hit.article;
      hits.push_back(a.id + "|" + a.path + "|" + a.title + "|" + a.date + "|" + a.body);
    }
    std::ranges::sort(hits);
    lines.push_back(std::string(q) + ": " + std::to_string(found->total));
    lines.insert(lines.end(), hits.begin(), hits.end());
  }
  return lines;
}

// What is in the index folder that a generation at rest does not need.
std::string leftovers(const fs::path& index) {
  std::map<std::string, int> counts;
  std::string strange;
  for (const fs::directory_entry& entry : fs::directory_iterator(index)) {
    const std::string name = entry.path().filename().string();
    const std::string kind = name.substr(0, 4);
    if (kind == "gen-" || kind == "seg-") {
      ++counts[kind];
    } else if (name != "live" && name != "lock") {
      strange += name + " ";
    }
  }
  constexpr int kMostSegments = 8;
  if (counts["gen-"] != 1) strange += std::to_string(counts["gen-"]) + " generations ";
  if (counts["seg-"] > kMostSegments) strange += std::to_string(counts["seg-"]) + " segments ";
  return strange;
}

// Two states of one corpus folder, with files that differ in every way, and the answers to them.
class Corpora {
 public:
  Corpora() {
    write("old", 0);
    write("new", 1);
    answers_["none"] = answers(dir_ / "none");
    for (const char* name : {"old", "new"}) {
      const std::string index = dir_ / (std::string("clean-") + name);
      const RunResult built = run(indexer_program(), {"build", "--index", index, corpus(name)});
      if (built.exit_code != 0) throw std::runtime_error("build: " + built.err);
      answers_[name] = answers(index);
    }
  }

  std::string corpus(const std::string& name) const { return dir_ / (name + "/corpus"); }
  // What an index in that state answers; "none": there is no index.
  const std::vector<std::string>& clean(const std::string& name) const { return answers_.at(name); }
  const TempDir& dir() const { return dir_; }

 private:
  void write(const std::string& name, int state) {
    const std::string folder = name + "/corpus/";
    const std::string marker = state == 0 ? "الهدهد" : "الوروار";
    dir_.write(folder + "many.jsonl", sample_jsonl(40, "same", "كركدن") +
                                          sample_jsonl(20, state == 0 ? "a" : "b", marker));
    dir_.write(folder + "same.txt", "نص ثابت\n\nهذا نص ثابت عن كركدن في واحة بعيدة.\n");
    dir_.write(folder + "changes.txt", "نص متغير\n\nهذا نص متغير عن " + marker + " قديما.\n");
    dir_.write(folder + (state == 0 ? "moves.txt" : "deep/moved.txt"),
               "نص يتنقل\n\nهذا نص يتنقل بين المجلدات مع سفينة وقانون.\n");
    dir_.write(folder + "only-" + name + ".txt", "نص وحيد\n\nهذا نص عن " + marker + " وحده.\n");
    // Four pages of a site have a note that is left out; without one of them it stays.
    for (unsigned i = 0; i < (state == 0 ? 4U : 3U); ++i) {
      dir_.write(folder + "site/" + std::to_string(i) + ".html",
                 "<h1>" + sample_words(5, i) + "</h1><p>" + sample_words(30, i + 10) +
                     ".</p><div class=\"k7\">تصلك الحكايات مع قهوة الصباح كل جمعة.</div>");
    }
  }

  TempDir dir_;
  std::map<std::string, std::vector<std::string>> answers_;
};

struct Fault {
  std::string action;
  long at = 0;
};

// The indexer with a fault; at 0: without one. Gives the number of calls, too.
std::pair<RunResult, long> run_with(const Fault& fault, const std::string& command,
                                    const std::string& index, const std::string& corpus) {
  const TempDir dir;
  RunOptions options;
  options.environment = {{"LD_PRELOAD", FIHRIS_FAULT_SHIM},
                         {"FIHRIS_FAULT_FOLDER", index},
                         {"FIHRIS_FAULT_AT", std::to_string(fault.at)},
                         {"FIHRIS_FAULT_ACTION", fault.action},
                         {"FIHRIS_FAULT_COUNT", dir / "count"}};
  std::vector<std::string> arguments{command, "--index", index, "--allow-mass-delete", corpus};
  if (command == "build") arguments.erase(arguments.begin() + 3);
  RunResult result = run(indexer_program(), arguments, options);
  const long calls = fs::exists(dir / "count") ? std::stol(read_file(dir / "count")) : 0;
  return {result, calls};
}

TEST_SUITE("cli") {
  TEST_CASE("an indexer that fails at any system call leaves the old index or the new one") {
    const Corpora corpora;
    const TempDir dir;
    const std::string index = dir / "index";
    std::mt19937 random(static_cast<unsigned>(number_from("FIHRIS_CRASH_SEED", 1969)));
    const auto below = [&](long end) {
      return std::uniform_int_distribution<long>(0, end - 1)(random);
    };
    REQUIRE(run_with({}, "build", index, corpora.corpus("old")).first.exit_code == 0);
    std::map<std::string, long> calls;
    for (const std::string command : {"build", "update"}) {
      fs::copy(index, dir / command, fs::copy_options::recursive);
      calls[command] = run_with({}, command, dir / command, corpora.corpus("new")).second;
      REQUIRE(calls[command] > 50);
    }

    std::string state = "old";  // what the index answers
    std::map<std::string, std::map<std::string, int>> outcomes;
    std::uintmax_t largest = 0;
    const long rounds = number_from("FIHRIS_CRASH_ROUNDS", 60);
    for (long round = 0; round < rounds; ++round) {
      if (below(8) == 0) {
        fs::remove_all(index);
        state = "none";
      }
      const std::string before = state;
      const std::string wanted = state == "old" ? "new" : "old";
      const std::string command = below(2) == 0 ? "build" : "update";
      // Half of the faults come late: most is at stake when the new state is published.
      const long count = calls[command];
      const Fault fault{kActions.at(static_cast<size_t>(below(kActions.size()))),
                        below(2) == 0 ? 1 + below(count) : count - below(count / 4)};
      INFO("round ", round, ": ", command, " of ", wanted, ", ", fault.action, " at call ",
           fault.at);
      const auto [result, seen] = run_with(fault, command, index, corpora.corpus(wanted));
      INFO(result);
      const std::vector<std::string> found = answers(index);
      const bool is_new = found == corpora.clean(wanted);
      if (!is_new) CHECK(found == corpora.clean(before));
      if (result.exit_code == 0) CHECK(is_new);
      CHECK((result.exit_code <= 2 || result.exit_code == 137));
      if (result.exit_code == 2) CHECK_FALSE(result.err.empty());
      const RunResult checked = run(indexer_program(), {"check", "--index", index});
      INFO(checked);
      CHECK(checked.exit_code == (found == corpora.clean("none") ? 2 : 0));
      ++outcomes[command + " " + fault.action][is_new ? "new" : before];
      if (is_new) state = wanted;
      if (below(3) == 0) continue;  // fail again before anything is put right
      const auto [healed, unused] = run_with({}, "update", index, corpora.corpus(wanted));
      INFO(healed);
      CHECK(healed.exit_code == 0);
      CHECK(answers(index) == corpora.clean(wanted));
      CHECK(leftovers(index) == "");
      largest = std::max(largest, folder_size(index));
      state = wanted;
    }
    CHECK(largest < 2 * folder_size(corpora.dir() / "clean-new"));
    std::cout << rounds << " crashes, an index of at most " << largest << " bytes, built at once "
              << folder_size(corpora.dir() / "clean-new") << ":";
    for (const auto& [what, counts] : outcomes) {
      std::cout << "\n  " << what;
      for (const auto& [how, count] : counts) std::cout << ", " << count << " left the " << how;
    }
    std::cout << "\n";
  }
}

}  // namespace

}  // namespace fihris::test
