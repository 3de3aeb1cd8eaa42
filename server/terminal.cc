#include "server/terminal.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace fihris {
namespace {

constexpr std::string_view kBold = "\x1B[1m";
constexpr std::string_view kNotBold = "\x1B[22m";
// "BiDi in terminal emulators" (terminal-wg.pages.freedesktop.org/bidi): each line finds its
// direction by its first strong character. Terminals that do not know the mode ignore it.
constexpr std::string_view kDetectDirection = "\x1B[?2501h";
constexpr std::string_view kLeaveDirection = "\x1B[?2501l";
constexpr std::string_view kRightToLeft = "\u200F";
constexpr std::string_view kIsolate = "\u2068";  // a part of its own direction,
constexpr std::string_view kPop = "\u2069";      // up to here

class Page {
 public:
  explicit Page(bool rich) : rich_(rich) { out_ += mark(kDetectDirection); }

  void head(std::string_view text) { out_.append(text) += '\n'; }
  void line(std::string_view text) { out_.append(mark(kRightToLeft)).append(text) += '\n'; }

  std::string marked(const search::Segments& segments) const {
    std::string out;
    for (const search::TextSegment& segment : segments) {
      const bool bold = rich_ && segment.hit;
      out.append(bold ? kBold : "").append(shown(segment.text)).append(bold ? kNotBold : "");
    }
    return out;
  }

  // In its own direction, whatever stands beside it.
  std::string isolated(std::string_view text) const {
    return std::string(mark(kIsolate)).append(shown(text)).append(mark(kPop));
  }

  std::string finish() { return std::move(out_.append(mark(kLeaveDirection))); }

 private:
  std::string_view mark(std::string_view control) const { return rich_ ? control : ""; }

  // Without what steers a terminal: C0, DEL, and C1 (C2 80 to C2 9F).
  static std::string shown(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
      const bool is_c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;
      if (is_c1) ++i;
      out += is_c1 || byte < ' ' || byte == 0x7F ? ' ' : text[i];
    }
    return out;
  }

  std::string out_;
  bool rich_;
};

std::string counted(const search::SearchRequest& request, const search::SearchResults& results) {
  if (results.hits.empty()) return fmt::format("0 of {}", results.total);
  const std::size_t first = (request.page - 1) * request.size + 1;
  return fmt::format("{}-{} of {}", first, first + results.hits.size() - 1, results.total);
}

// "2024-03-10 · source · author · address"
std::string origin_of(const schema::Article& article, const Page& page) {
  std::string out;
  for (const std::string* part : {&article.date, &article.source, &article.author,
                                  article.url.empty() ? &article.path : &article.url}) {
    if (!part->empty()) out += (out.empty() ? "" : " · ") + page.isolated(*part);
  }
  return out;
}

void add_help(const search::Help& help, Page& page) {
  if (help.correction) {
    page.head(fmt::format("did you mean: {} ({})", page.isolated(help.correction->q),
                          help.correction->total));
  }
  std::string words;
  for (const search::WordCount& word : help.words) {
    words += fmt::format(" · {} {}", page.isolated(word.text), word.count);
  }
  if (help.words.size() > 1) page.head("by itself" + words);
  for (const search::DroppedWord& word : help.without) {
    page.head(fmt::format("without {}: {}", page.isolated(word.drop), word.total));
  }
}

}  // namespace

std::string terminal_text(const search::SearchRequest& request,
                          const search::SearchResults& results, const search::Help& help,
                          bool rich) {
  Page page(rich);
  std::string head = counted(request, results);
  for (const std::string& word : results.dropped) head += " · without " + page.isolated(word);
  page.head(head);
  add_help(help, page);
  std::size_t number = (request.page - 1) * request.size;
  for (const search::Hit& hit : results.hits) {
    page.head("");
    page.line(fmt::format("{}. {}", ++number, page.marked(hit.title)));
    page.line("   " + origin_of(hit.article, page));
    page.line("   " + page.marked(hit.snippet));
  }
  return page.finish();
}

}  // namespace fihris
