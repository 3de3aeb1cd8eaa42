#include "indexer/extract/pdf_paragraphs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

#include "indexer/ingest/clean_text.h"

namespace fihris::extract {
namespace {

// A line without its digits, ASCII and Arabic: "صفحة ٣ من ٩" -> "صفحة  من "
std::string without_digits(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (c >= '0' && c <= '9') continue;
    const bool arabic_digit =
        (c == 0xD9 && next >= 0xA0 && next <= 0xA9) || (c == 0xDB && next >= 0xB0 && next <= 0xB9);
    if (arabic_digit) {
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_number(std::string_view text) {
  const std::string rest = without_digits(text);
  return rest.size() < text.size() && rest.find_first_not_of(" -/|.()") == std::string::npos;
}

// The highest and the lowest line of a page.
std::vector<const PdfLine*> edges(const std::vector<PdfLine>& page) {
  if (page.empty()) return {};
  const auto [top, bottom] = std::ranges::minmax_element(page, {}, &PdfLine::baseline);
  if (top == bottom) return {&*top};
  return {&*top, &*bottom};
}

// Edge lines that differ from page to page at most in their digits.
std::map<std::string, std::size_t> edge_counts(const std::vector<std::vector<PdfLine>>& pages) {
  std::map<std::string, std::size_t> counts;
  for (const auto& page : pages) {
    for (const PdfLine* const line : edges(page)) ++counts[without_digits(line->text)];
  }
  return counts;
}

// The size of most letters.
double body_size(const std::vector<std::vector<PdfLine>>& pages) {
  std::map<double, std::size_t> letters;
  for (const auto& page : pages) {
    for (const PdfLine& line : page) letters[std::round(line.size)] += line.text.size();
  }
  const auto most =
      std::ranges::max_element(letters, {}, [](const auto& entry) { return entry.second; });
  return most == letters.end() ? 0 : most->first;
}

// The usual distance of a line from the one above it.
double usual_pitch(const std::vector<PdfLine>& page) {
  std::vector<double> pitches;
  for (std::size_t i = 1; i < page.size(); ++i) {
    if (page[i].baseline > page[i - 1].baseline) {
      pitches.push_back(page[i].baseline - page[i - 1].baseline);
    }
  }
  if (pitches.empty()) return 0;
  const auto middle = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2);
  std::ranges::nth_element(pitches, middle);
  return *middle;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view end : {".", "؟", "!", ":", "»", "\"", "…"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

class Joiner {
 public:
  explicit Joiner(double body_size) : body_size_(body_size) {}

  struct Page {
    double left = 0, right = 0, pitch = 0;
    const PdfLine* first = nullptr;  // of what is not a running head
  };

  void add(const PdfLine& line, const Page& page) {
    constexpr double kLarger = 1.15;
    constexpr double kFarther = 1.25;
    const bool heading = line.size > body_size_ * kLarger;
    const bool next_page = line.baseline < baseline_ && &line == page.first;
    const bool far = line.baseline - baseline_ > page.pitch * kFarther;
    const bool goes_on = next_page && !ends_sentence(open_.text);
    if ((line.begins_block && !goes_on) || far || heading != open_.heading || previous_ended_) {
      close();
    }
    baseline_ = line.baseline;
    open_.heading = heading;
    open_.text += (open_.text.empty() ? "" : " ") + line.text;
    // A line that leaves a tenth of the width free ends its paragraph, whichever way it runs.
    constexpr double kFree = 0.1;
    const double free = std::max(line.left - page.left, page.right - line.right);
    previous_ended_ = ends_sentence(line.text) && free > (page.right - page.left) * kFree;
  }

  std::vector<Paragraph> finish() {
    close();
    return std::move(paragraphs_);
  }

 private:
  void close() {
    open_.text = ingest::clean_line(open_.text);
    if (!open_.text.empty()) paragraphs_.push_back(std::move(open_));
    open_ = {};
    previous_ended_ = false;
  }

  double body_size_;
  Paragraph open_;
  double baseline_ = 0;  // of the line before
  bool previous_ended_ = false;
  std::vector<Paragraph> paragraphs_;
};

}  // namespace

std::vector<Paragraph> paragraphs_of(const std::vector<std::vector<PdfLine>>& pages) {
  constexpr std::size_t kFewestPages = 3;
  const auto counts = edge_counts(pages);
  Joiner joiner(body_size(pages));
  for (const auto& page : pages) {
    const std::vector<const PdfLine*> edge = edges(page);
    Joiner::Page measures{page.empty() ? 0 : page.front().left, 0, usual_pitch(page), nullptr};
    for (const PdfLine& line : page) {
      measures.left = std::min(measures.left, line.left);
      measures.right = std::max(measures.right, line.right);
    }
    for (const PdfLine& line : page) {
      const bool at_edge = std::ranges::find(edge, &line) != edge.end();
      const bool repeated = at_edge && pages.size() >= kFewestPages &&
                            counts.at(without_digits(line.text)) * 2 > pages.size();
      if (repeated || (at_edge && is_number(line.text))) continue;
      if (measures.first == nullptr) measures.first = &line;
      joiner.add(line, measures);
    }
  }
  return joiner.finish();
}

}  // namespace fihris::extract
