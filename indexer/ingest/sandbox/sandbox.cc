#include "indexer/ingest/sandbox/sandbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/ingest/formats/jsonl_reader.h"
#include "indexer/ingest/page_queue.h"
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
    read_parts();
    queue_.finish();
  }

 private:
  void read_parts() {
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
    const std::string_view text = line.substr(std::min<std::size_t>(line.size(), 1));
    switch (line.empty() ? '\0' : line.front()) {
      case kPartLine:
        return take_part(text, number);
      case kFormatLine:
        (inside() ? part().read : output_.report()).format = text;
        return;
      case kEncodingLine:
        return note(&ReadReport::add_encoding, text);
      case kRepairLine:
        return note(&ReadReport::add_repair, text);
      case kSkipLine:
        return note(&ReadReport::add_skip, text);
      case kBodyLine:
        return take_body_line(text);
      case kProblemLine:
        return take_problem(text);
      default:
        take_article(line);
    }
  }

  // NUMBER NAME
  void take_part(std::string_view part, std::uint64_t& number) {
    part_ = after_number(part, number);
  }

  // LINE MESSAGE
  void take_problem(std::string_view problem) {
    std::uint64_t line = 0;
    const std::string_view message = after_number(problem, line);
    report(line, std::string(message));
  }

  static std::string_view after_number(std::string_view text, std::uint64_t& number) {
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
    return text.substr(std::min<std::size_t>(text.size(), 1));
  }

  void take_article(std::string_view line) {
    Result<Article> article = parse_json_article(line);
    if (!article) return report(0, article.error().message);
    article->path = hint_.relative_path;
    if (inside()) part().read.count(*article);
    queue_.add(std::move(*article), inside() ? output_.report().parts.size() : 0);
  }

  // SUM BOX WORDS SENTENCE
  void take_body_line(std::string_view text) {
    std::uint64_t box = 0;
    std::uint64_t words = 0;
    BodyLine line;
    line.is_sentence = after_number(after_number(after_number(text, line.sum), box), words) == "1";
    line.box = static_cast<std::uint32_t>(box);
    line.words = static_cast<std::uint32_t>(words);
    queue_.add_line(line);
  }

  // `part` is its number among those of the report, from 1; 0: it is the file itself.
  void pass(Article&& article, const LeftOut& left_out, std::size_t part) {
    if (left_out.lines > 0 && part > 0) {
      ReadReport& read = output_.report().parts[part - 1].read;
      read.words -= std::min<std::uint64_t>(read.words, left_out.words);
      read.add_repair(kSiteLinesLeftOut);
      output_.report().add_repair(kSiteLinesLeftOut);
    }
    output_.pass(std::move(article));
  }

  void note(void (ReadReport::*add)(std::string_view), std::string_view text) {
    (output_.report().*add)(text);
    if (inside()) (part().read.*add)(text);
  }

  void report(std::uint64_t line, const std::string& message) {
    if (!inside()) return output_.problem(message, line);
    part().problems.push_back(line == 0 ? message : fmt::format("{}: {}", line, message));
    output_.problem(fmt::format("{}: {}", part().name, message), line);
  }

  // Whether what is being read lies in the file: "b/c.txt" of "a.zip".
  bool inside() const { return part_.size() > hint_.relative_path.size() + 1; }

  // What the report says of it. Beyond a number that no archive of articles has, nobody reads that.
  PartReport& part() {
    constexpr std::size_t kMostParts = 100'000;
    const std::string_view name = std::string_view(part_).substr(hint_.relative_path.size() + 1);
    std::vector<PartReport>& parts = output_.report().parts;
    if (!parts.empty() && parts.back().name == name) return parts.back();
    if (parts.size() == kMostParts) {
      output_.skip("parts of the archive beyond 100,000 are not told one by one");
      parts.back() = {};
    } else {
      parts.emplace_back();
    }
    parts.back().name = name;
    return parts.back();
  }

  const InputFile& file_;
  const Hint& hint_;
  Output& output_;
  PageQueue queue_{[this](Article&& article, const LeftOut& left_out, std::size_t part) {
    pass(std::move(article), left_out, part);
  }};
  std::string part_;  // relative path of what is being read: "a.zip/b.txt"
};

}  // namespace

void set_sandbox_limits(const SandboxLimits& limits) { global_limits() = limits; }

void read_in_sandbox(const InputFile& file, const Hint& hint, Output& output) {
  SandboxedFile(file, hint, output).read();
}

}  // namespace fihris::ingest
