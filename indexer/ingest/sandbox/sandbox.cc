#include "indexer/ingest/sandbox/sandbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/ingest/formats/jsonl_reader.h"
#include "indexer/ingest/sandbox/extractor_process.h"

namespace fihris::ingest {
namespace {

// A child is replaced now and then: what one file did to its memory shall not reach many others.
constexpr std::uint64_t kFilesPerProcess = 200;
// Parts of one archive that may end a child.
constexpr int kMostCrashes = 8;
// What may be unpacked from a file: text packs ten to one, bombs a thousand to one and more.
constexpr std::uint64_t kUnpackedBase = std::uint64_t{256} << 20U;
constexpr std::uint64_t kUnpackedRatio = 100;

SandboxLimits& global_limits() {
  static SandboxLimits limits;
  return limits;
}

Result<ExtractorProcess*> process_of_this_thread() {
  thread_local std::optional<ExtractorProcess> process;
  if (process && (!process->running() || process->files() >= kFilesPerProcess)) process.reset();
  if (!process) {
    Result<ExtractorProcess> started = ExtractorProcess::start();
    if (!started) return tl::make_unexpected(started.error());
    process.emplace(std::move(*started));
  }
  return &*process;
}

// Reading one file, with a new child for each part that ends one.
class SandboxedFile {
 public:
  SandboxedFile(const InputFile& file, const Hint& hint, Output& output)
      : file_(file), hint_(hint), output_(output) {}

  void read() {
    std::uint64_t crashed = 0;
    for (int crashes = 0; crashes < kMostCrashes; ++crashes) {
      const std::uint64_t before = crashed;
      const Result<void> whole = read_from(crashed);
      if (whole) return;
      report(0,
             whole.error().message + (crashed == before ? "; the rest is skipped" : "; skipped"));
      if (crashed == before) return;
    }
    output_.problem(fmt::format("{} parts cannot be read; the rest is skipped", kMostCrashes));
  }

 private:
  // Sets `crashed` to the number of the part being read.
  Result<void> read_from(std::uint64_t& crashed) {
    const Result<ExtractorProcess*> process = process_of_this_thread();
    if (!process) return tl::make_unexpected(process.error());
    const Request request{file_.size(), kUnpackedBase + kUnpackedRatio * file_.size(), crashed,
                          static_cast<std::uint32_t>(hint_.relative_path.size())};
    if (Result<void> asked = (*process)->ask(file_, request, hint_.relative_path, global_limits());
        !asked) {
      return asked;
    }
    while (true) {
      const Result<std::string_view> line = (*process)->next_line();
      if (!line) return tl::make_unexpected(line.error());
      if (*line == std::string_view(&kDoneLine, 1)) return {};
      take(*line, crashed);
    }
  }

  void take(std::string_view line, std::uint64_t& number) {
    if (line.starts_with(kPartLine)) {
      take_part(line.substr(1), number);
    } else if (line.starts_with(kFormatLine)) {
      output_.report().format = line.substr(1);
    } else if (line.starts_with(kProblemLine)) {
      std::uint64_t place = 0;
      const auto parsed = std::from_chars(line.data() + 1, line.data() + line.size(), place);
      line.remove_prefix(static_cast<std::size_t>(parsed.ptr - line.data()));
      report(place, std::string(line.substr(std::min<std::size_t>(line.size(), 1))));
    } else {
      take_article(line);
    }
  }

  // NUMBER NAME
  void take_part(std::string_view part, std::uint64_t& number) {
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), number);
    part.remove_prefix(static_cast<std::size_t>(parsed.ptr - part.data()));
    part_ = part.substr(std::min<std::size_t>(part.size(), 1));
  }

  void take_article(std::string_view line) {
    Result<Article> article = parse_json_article(line);
    if (!article) return report(0, article.error().message);
    article->path = hint_.relative_path;
    output_.pass(std::move(*article));
  }

  void report(std::uint64_t line, const std::string& message) {
    const bool inside = part_.size() > hint_.relative_path.size() + 1;
    output_.problem(
        inside ? fmt::format("{}: {}", part_.substr(hint_.relative_path.size() + 1), message)
               : message,
        line);
  }

  const InputFile& file_;
  const Hint& hint_;
  Output& output_;
  std::string part_;  // relative path of what is being read: "a.zip/b.txt"
};

}  // namespace

void set_sandbox_limits(const SandboxLimits& limits) { global_limits() = limits; }

void read_in_sandbox(const InputFile& file, const Hint& hint, Output& output) {
  SandboxedFile(file, hint, output).read();
}

}  // namespace fihris::ingest
