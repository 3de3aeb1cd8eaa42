#include "indexer/extract/pdf_page.h"

#include <GfxState.h>
#include <PDFDoc.h>
#include <TextOutputDev.h>
#include <UTF.h>
#include <goo/gmem.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/extract/visual_order.h"

namespace fihris::extract {
namespace {

struct Glyph {
  double x = 0, y = 0, dx = 0, dy = 0, origin_x = 0, origin_y = 0;
  CharCode code = 0;
  int bytes = 0;
  std::u32string text;  // what it stands for, in logical order
  bool is_mark() const { return std::ranges::all_of(text, is_arabic_mark) && !text.empty(); }
};

// poppler lays out glyphs; it breaks Arabic words at harakat that are glyphs of their own, and
// turns the letters of ligatures («لا») round. So the glyphs come to it with their harakat, and
// ligatures as they are drawn, from left to right.
class GlyphCollector : public TextOutputDev {
 public:
  GlyphCollector() : TextOutputDev(nullptr, false, 0, false, false) {}

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* u, int length) override {
    Glyph glyph{x, y, dx, dy, origin_x, origin_y, code, bytes, {}};
    for (int i = 0; i < length; ++i) glyph.text += plain_letters(u[i]);
    if (span_) return add_to_span(std::move(glyph));
    take(state, std::move(glyph));
  }

  // Text that the document gives for some glyphs, in place of theirs.
  void beginActualText(GfxState*, const GooString* replacement) override {
    span_.emplace();
    Unicode* letters = nullptr;
    const int length = ::TextStringToUCS4(replacement->toStr(), &letters);
    for (int i = 0; i < length; ++i) span_->text += plain_letters(letters[i]);
    gfree(letters);
  }
  void endActualText(GfxState* state) override {
    if (span_ && span_->bytes > 0) take(state, std::move(*span_));
    span_.reset();
  }

  void updateFont(GfxState* state) override {
    flush(state);
    TextOutputDev::updateFont(state);
  }
  void restoreState(GfxState* state) override {
    flush(state);
    TextOutputDev::restoreState(state);
  }
  // Not at the ends of strings: harakat are often strings of their own.
  void endTextObject(GfxState* state) override { flush(state); }

 private:
  void add_to_span(Glyph&& glyph) {
    if (span_->bytes == 0) {
      glyph.text = std::move(span_->text);
      *span_ = std::move(glyph);
      return;
    }
    const double left = std::min(span_->x, glyph.x);
    span_->dx = std::max(span_->x + span_->dx, glyph.x + glyph.dx) - left;
    span_->x = left;
    span_->bytes += glyph.bytes;
  }

  void take(GfxState* state, Glyph&& glyph) {
    if (glyph.is_mark()) {
      marks_.push_back(std::move(glyph));
      return;
    }
    // Where glyphs are drawn from left to right, shaping has turned the word round: harakat come
    // before their letter.
    const bool of_next = !last_ || glyph.x > last_->x;
    std::u32string& owner = of_next ? glyph.text : last_->text;
    for (const Glyph& mark : marks_) owner += mark.text;
    marks_.clear();
    flush(state);
    last_ = std::move(glyph);
  }

  void flush(GfxState* state) {
    if (!last_) return;
    for (const Glyph& mark : marks_) last_->text += mark.text;
    marks_.clear();
    const Glyph glyph = *std::exchange(last_, std::nullopt);
    std::vector<Unicode> drawn(glyph.text.begin(), glyph.text.end());
    if (drawn.size() > 1 && std::ranges::any_of(glyph.text, is_right_to_left)) {
      std::ranges::reverse(drawn);
    }
    TextOutputDev::drawChar(state, glyph.x, glyph.y, glyph.dx, glyph.dy, glyph.origin_x,
                            glyph.origin_y, glyph.code, glyph.bytes, drawn.data(),
                            static_cast<int>(drawn.size()));
  }

  std::optional<Glyph> last_;  // waits for its harakat
  std::vector<Glyph> marks_;   // that came since
  std::optional<Glyph> span_;  // glyphs under one ActualText
};

PdfLine read_line(const TextLine& line) {
  PdfLine out;
  std::u32string visual;
  for (const TextWord* word = line.getWords(); word != nullptr; word = word->getNext()) {
    double left = 0, top = 0, right = 0, bottom = 0;
    word->getBBox(&left, &top, &right, &bottom);
    out.left = visual.empty() ? left : std::min(out.left, left);
    out.right = visual.empty() ? right : std::max(out.right, right);
    out.baseline = word->getBaseline();
    out.size = std::max(out.size, word->getFontSize());
    for (int i = 0; i < word->getLength(); ++i) visual += static_cast<char32_t>(*word->getChar(i));
    if (word->hasSpaceAfter()) visual += U' ';
  }
  out.text = logical_text(visual);
  return out;
}

}  // namespace

std::vector<PdfLine> read_pdf_page(PDFDoc& document, int number) {
  constexpr double kDotsPerInch = 72;  // so that sizes are points
  GlyphCollector glyphs;
  document.displayPage(&glyphs, number, kDotsPerInch, kDotsPerInch, 0, false, true, false);
  std::vector<PdfLine> lines;
  for (const TextFlow* flow = glyphs.getFlows(); flow != nullptr; flow = flow->getNext()) {
    for (const TextBlock* block = flow->getBlocks(); block != nullptr; block = block->getNext()) {
      for (const TextLine* line = block->getLines(); line != nullptr; line = line->getNext()) {
        lines.push_back(read_line(*line));
        lines.back().begins_block = line == block->getLines();
      }
    }
  }
  return lines;
}

}  // namespace fihris::extract
