#include "indexer/ingest/html/page_lines.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "indexer/ingest/clean_text.h"

namespace fihris::ingest {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Collects text and breaks; lines are closed with what a browser would show.
class LineWriter {
 public:
  void text(std::string_view text, bool keep_lines) {
    for (const char c : text) {
      if (keep_lines && c == '\n') {
        line_break();
      } else if (is_space(c)) {
        space_ = true;
      } else {
        flush_break();
        const bool begins = out_.empty() || out_.back() == '\n';
        if (begins) lines_.push_back({out_.size(), block_});
        if (space_ && !begins) out_ += ' ';
        space_ = false;
        out_ += c;
      }
    }
  }

  void enter_block(std::size_t block) { block_ = block; }

  void line_break() { breaks_ = breaks_ == 0 ? 1 : 2; }
  void block_break() { breaks_ = 2; }
  void cell_break() { space_ = true; }

  RenderedText finish() { return {std::move(out_), std::move(lines_)}; }

 private:
  void flush_break() {
    if (breaks_ > 0 && !out_.empty()) out_.append(breaks_, '\n');
    if (breaks_ > 0) space_ = false;
    breaks_ = 0;
  }

  std::string out_;
  std::vector<RenderedLine> lines_;
  std::size_t block_ = 0;
  std::size_t breaks_ = 0;
  bool space_ = false;
};

class Renderer {
 public:
  Renderer(const MarkupTree& page, const PageParts* parts) : page_(page), parts_(parts) {}

  RenderedText render(std::size_t part) {
    std::vector<std::size_t> open;  // blocks, to break behind them
    std::size_t pre_end = 0;
    for (std::size_t i = part; i < page_[part].end; ++i) {
      while (!open.empty() && page_[open.back()].end <= i) {
        end_block(open.back());
        open.pop_back();
      }
      writer_.enter_block(open.empty() ? part : open.back());
      if (is_left_out(i)) {
        if (is_block(page_[i].name)) writer_.block_break();
        i = page_[i].end - 1;
        continue;
      }
      const MarkupNode& node = page_[i];
      if (node.name.empty()) writer_.text(node.text, i < pre_end);
      if (node.name == "pre") pre_end = node.end;
      if (node.name == "br") writer_.line_break();
      if (!is_block(node.name) || node.name == "br") continue;
      end_block(i);
      open.push_back(i);
    }
    return writer_.finish();
  }

 private:
  // A table is read row by row, but one that only makes columns of a page is not.
  void end_block(std::size_t i) {
    const std::string_view name = page_[i].name;
    const bool is_cell = name == "td" || name == "th";
    if (is_cell && !has_blocks(i)) return writer_.cell_break();
    if (name == "tr" || name == "dt" || name == "dd") return writer_.line_break();
    writer_.block_break();
  }

  bool has_blocks(std::size_t i) const {
    return std::any_of(&page_[i] + 1, &page_[0] + page_[i].end,
                       [](const MarkupNode& node) { return is_block(node.name); });
  }

  bool is_left_out(std::size_t i) const {
    const std::string_view name = page_[i].name;
    if (parts_ == nullptr) {
      return name == "script" || name == "style" || name == "head" || name == "template";
    }
    return parts_->dropped[i] || is_lone_link(i);
  }

  // «<p><a>وزير الزراعة: الموسم أفضل مما كان</a></p>» between two paragraphs leads elsewhere.
  bool is_lone_link(std::size_t i) const {
    const std::string_view name = page_[i].name;
    if (name != "p" && name != "div" && name != "h3" && name != "h4" && name != "li") return false;
    return parts_->linked[i] > 0 && parts_->linked[i] == parts_->letters[i];
  }

  const MarkupTree& page_;
  const PageParts* parts_;
  LineWriter writer_;
};

}  // namespace

RenderedText render_part(const MarkupTree& page, const PageParts& parts, std::size_t part) {
  return Renderer(page, &parts).render(part);
}

std::string render_node(const MarkupTree& page, std::size_t node) {
  return Renderer(page, nullptr).render(node).text;
}

}  // namespace fihris::ingest
