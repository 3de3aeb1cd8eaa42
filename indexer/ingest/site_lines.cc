#include "indexer/ingest/site_lines.h"

#include <xxhash.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "indexer/ingest/text_line.h"

namespace fihris::ingest {
namespace {

std::uint64_t sum_of(std::string_view line) { return XXH3_64bits(line.data(), line.size()); }

// Of the runs of lines between furniture, the one that has most of the text.
std::size_t main_run(const std::vector<Line>& lines, const std::vector<BodyPlace>& places,
                     const std::vector<std::uint32_t>& boxes) {
  std::map<std::size_t, std::size_t> words;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (boxes.empty() || boxes[i] == 0) words[places[i].run] += lines[i].words;
  }
  const auto most = std::ranges::max_element(words, {}, [](const auto& run) { return run.second; });
  return most == words.end() ? 0 : most->first;
}

bool is_sentence(const Line& line) {
  constexpr std::size_t kFewest = 6;  // words
  return line.words >= kFewest || is_paragraph(line);
}

std::unordered_set<std::uint64_t> own_sums(const std::vector<BodyLine>& lines) {
  std::unordered_set<std::uint64_t> sums;
  for (const BodyLine& line : lines) {
    if (line.box == 0) sums.insert(line.sum);
  }
  return sums;
}

bool is_copy(const SitePage& page, const std::vector<BodyLine>& lines) {
  const std::unordered_set<std::uint64_t> there = own_sums(page.lines);
  std::size_t all = 0;
  std::size_t shared = 0;
  for (const BodyLine& line : lines) {
    if (line.box != 0) continue;
    all += line.words;
    shared += there.contains(line.sum) ? line.words : 0;
  }
  return shared * 2 >= all;
}

// What the pages beside one have set apart.
class Repetition {
 public:
  Repetition(const Article& article, const std::vector<BodyLine>& lines,
             const std::vector<const SitePage*>& beside) {
    for (const SitePage* page : beside) {
      const bool elsewhere =
          !page->source.empty() && !article.source.empty() && page->source != article.source;
      if (page->lines.empty() || elsewhere || is_copy(*page, lines)) continue;
      ++compared_;
      std::unordered_set<std::uint64_t> once;
      for (const BodyLine& line : page->lines) {
        if (line.box != 0 && once.insert(line.sum).second) ++counts_[line.sum];
      }
    }
  }

  bool has(std::uint64_t sum) const {
    constexpr std::size_t kFewest = 3;
    const auto found = counts_.find(sum);
    return found != counts_.end() && found->second >= kFewest && found->second * 2 >= compared_;
  }

 private:
  std::size_t compared_ = 0;
  std::unordered_map<std::uint64_t, std::size_t> counts_;
};

// A box is left out as a whole or stays as a whole, and one of nothing but headings stays.
std::unordered_set<std::uint64_t> sums_to_leave_out(const std::vector<BodyLine>& lines,
                                                    const Repetition& repetition) {
  struct Box {
    bool repeats = true;
    bool has_sentence = false;
  };
  // A line that also stands in the text is a refrain.
  const std::unordered_set<std::uint64_t> own = own_sums(lines);
  std::unordered_map<std::uint32_t, Box> boxes;
  for (const BodyLine& line : lines) {
    if (line.box == 0) continue;
    Box& box = boxes[line.box];
    box.repeats = box.repeats && repetition.has(line.sum) && !own.contains(line.sum);
    box.has_sentence = box.has_sentence || line.is_sentence;
  }
  std::unordered_set<std::uint64_t> sums;
  for (const BodyLine& line : lines) {
    if (line.box != 0 && boxes[line.box].repeats && boxes[line.box].has_sentence) {
      sums.insert(line.sum);
    }
  }
  return sums;
}

}  // namespace

std::vector<BodyLine> lines_apart(const PageText& page, const std::vector<std::uint32_t>& boxes) {
  const bool is_one = std::ranges::all_of(
      page.places, [&](const BodyPlace& place) { return place.run == page.places.front().run; });
  if (is_one && std::ranges::all_of(boxes, [](std::uint32_t box) { return box == 0; })) return {};
  const std::vector<Line> lines = read_lines(page.body);
  const std::size_t run = main_run(lines, page.places, boxes);
  const std::uint32_t first_run = boxes.empty() ? 1 : std::ranges::max(boxes) + 1;
  std::vector<BodyLine> all;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    BodyLine& line = all.emplace_back();
    line.sum = sum_of(lines[i].text);
    line.words = static_cast<std::uint32_t>(lines[i].words);
    line.is_sentence = is_sentence(lines[i]);
    if (!boxes.empty()) line.box = boxes[i];
    if (line.box == 0 && page.places[i].run != run) {
      line.box = first_run + static_cast<std::uint32_t>(page.places[i].run);
    }
  }
  return all;
}

LeftOut leave_out_site_lines(Article& article, const std::vector<BodyLine>& lines,
                             const std::vector<const SitePage*>& beside) {
  const Repetition repetition(article, lines, beside);
  const std::unordered_set<std::uint64_t> sums = sums_to_leave_out(lines, repetition);
  LeftOut left_out;
  if (sums.empty()) return left_out;
  std::string body;
  for (const Line& line : read_lines(article.body)) {
    if (sums.contains(sum_of(line.text))) {
      ++left_out.lines;
      left_out.words += line.words;
      continue;
    }
    if (!body.empty()) body += "\n\n";
    body += line.text;
  }
  article.body = std::move(body);
  return left_out;
}

}  // namespace fihris::ingest
