#include "server/search/snippet.h"

#include <algorithm>
#include <bit>

#include "indexer/analysis/tokenizer.h"

namespace fihris::search {
namespace {

constexpr size_t kFragmentTokens = 28;  // about two lines
constexpr size_t kSecondFragmentTokens = 14;
constexpr size_t kLeadTokens = 6;    // context before the first hit, if no sentence begins nearer
constexpr size_t kTitleTokens = 14;  // of a title made from the text
constexpr std::string_view kEllipsis = "…";

struct Span {
  size_t begin;
  size_t end;
};

// Tokens with their place in the text; the same borders as the index has.
struct Place {
  std::uint32_t begin;
  std::uint32_t end;
  bool starts_sentence;
};

bool ends_sentence(std::string_view gap) {
  for (const std::string_view mark : {".", "!", "؟", "?", "\n", "۔"}) {
    if (gap.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

bool is_paragraph_gap(std::string_view gap) { return gap.find('\n') != std::string_view::npos; }

// The places of the first `limit` tokens.
std::vector<Place> places_of(std::string_view text, size_t limit) {
  std::vector<Place> places;
  analysis::Tokenizer tokenizer(text);
  std::uint32_t last_end = 0;
  for (analysis::Token token; places.size() < limit && tokenizer.next(token);) {
    const std::string_view gap = text.substr(last_end, token.begin - last_end);
    places.push_back({token.begin, token.end, places.empty() || ends_sentence(gap)});
    last_end = token.end;
  }
  return places;
}

// Appends text[from, to), splitting it at the hits among the tokens [span.begin, span.end).
void append_marked(std::string_view text, size_t from, size_t to, Span span,
                   const std::vector<Place>& places, const std::vector<WordMarks::Bits>& marks,
                   Segments& out) {
  const auto add = [&](size_t begin, size_t end, bool hit) {
    if (begin >= end) return;
    if (!out.empty() && out.back().hit == hit) {
      out.back().text += text.substr(begin, end - begin);
    } else {
      out.push_back({std::string(text.substr(begin, end - begin)), hit});
    }
  };
  for (size_t i = span.begin; i < span.end; ++i) {
    if (i >= marks.size() || marks[i] == 0) continue;
    add(from, places[i].begin, false);
    add(std::max<size_t>(from, places[i].begin), places[i].end,
        true);  // the words of a ligature share a place
    from = places[i].end;
  }
  add(from, to, false);
}

// The window of `size` tokens that has most different query words, then most hits; the earliest of
// equals. Words of `seen` count for nothing. Empty if there is no hit.
Span best_window(const std::vector<WordMarks::Bits>& marks, size_t size, WordMarks::Bits seen) {
  Span best{0, 0};
  std::pair<int, int> best_worth{0, 0};
  for (size_t begin = 0; begin < marks.size(); ++begin) {
    if ((marks[begin] & ~seen) == 0) continue;
    const size_t end = std::min(marks.size(), begin + size - kLeadTokens);
    WordMarks::Bits found = 0;
    int hits = 0;
    for (size_t i = begin; i < end; ++i) {
      found |= marks[i];
      hits += marks[i] != 0 ? 1 : 0;
    }
    const std::pair worth{std::popcount(found & ~seen), hits};
    if (worth > best_worth) {
      best_worth = worth;
      best = {begin, end};
    }
  }
  return best;
}

// Begins the window at the start of its sentence if that is near, and keeps it within one
// paragraph.
Span settle(Span window, size_t size, std::string_view text, const std::vector<Place>& places) {
  const size_t hit = window.begin;
  size_t begin = hit;
  while (begin > 0 && hit - begin < kLeadTokens * 2 && !places[begin].starts_sentence) --begin;
  if (!places[begin].starts_sentence) begin = hit > kLeadTokens ? hit - kLeadTokens : 0;
  const auto gap = [&](size_t i) {
    return text.substr(places[i].end, places[i + 1].begin - places[i].end);
  };
  for (size_t i = begin; i < hit; ++i) {
    if (is_paragraph_gap(gap(i))) begin = i + 1;
  }
  size_t end = begin + 1;
  while (end < places.size() && end - begin < size && !is_paragraph_gap(gap(end - 1))) ++end;
  return {begin, end};
}

// Where the text of a fragment ends: with its closing punctuation, if a sentence ends there.
size_t text_end(std::string_view text, Span span, const std::vector<Place>& places) {
  const size_t end = places[span.end - 1].end;
  const size_t next = span.end < places.size() ? places[span.end].begin : text.size();
  const std::string_view gap = text.substr(end, next - end);
  const size_t stop = gap.find_first_of(" \n\t");
  return end + (stop == std::string_view::npos ? gap.size() : stop);
}

void append_fragment(std::string_view text, Span span, const std::vector<Place>& places,
                     const std::vector<WordMarks::Bits>& marks, Segments& out) {
  const bool cut_before = span.begin > 0;
  if (cut_before && out.empty()) out.push_back({std::string(kEllipsis) + " ", false});
  const size_t from = span.begin == 0 ? 0 : places[span.begin].begin;
  const size_t to = text_end(text, span, places);
  append_marked(text, from, to, span, places, marks, out);
  if (span.end >= places.size()) return;
  if (out.back().hit) out.push_back({});
  out.back().text += " " + std::string(kEllipsis);
}

}  // namespace

Highlighter::Highlighter(const schema::Segment& segment, const query::Node& root)
    : segment_(segment), marks_(segment) {
  add(root);
}

void Highlighter::add(const query::Node& node) {
  if (node.kind == query::NodeKind::exclude || node.kind == query::NodeKind::date ||
      node.field == query::Field::source) {
    return;
  }
  if (node.kind == query::NodeKind::all || node.kind == query::NodeKind::any) {
    for (const query::Node& child : node.children) add(child);
    return;
  }
  if (node.kind == query::NodeKind::phrase || node.field != query::Field::text) {
    placed_.push_back({std::make_unique<Places>(segment_, node), next_bit_});
  } else {
    marks_.add(words_matching(segment_, node), next_bit_);
  }
  next_bit_ = std::min(next_bit_ + 1, WordMarks::kMaxBits - 1);
}

Highlighter::MarkedText Highlighter::marks_of(schema::Doc doc) const {
  MarkedText text;
  Marks* part = &text.title;
  for (schema::WordStream stream = segment_.stream(doc); stream.next();) {
    if (stream.is_border()) {
      if (part == &text.body) break;  // the author, behind the body, is shown as it is
      part = &text.body;
    } else {
      part->push_back(marks_[stream.word()]);
    }
  }
  for (const Placed& placed : placed_) mark_places(placed, doc, text);
  return text;
}

void Highlighter::mark_places(const Placed& placed, schema::Doc doc, MarkedText& text) const {
  placed.places->scan(segment_.stream(doc),
                      [&](std::size_t part, std::span<const std::uint32_t> places) {
                        if (part > 1) return false;  // the author is shown as it is
                        Marks& marks = part == 0 ? text.title : text.body;
                        for (const std::uint32_t at : places)
                          marks[at] |= WordMarks::Bits{1} << placed.bit;
                        return true;
                      });
}

Segments Highlighter::title(schema::Doc doc, const schema::Article& article) const {
  const MarkedText marks = marks_of(doc);
  Segments out;
  if (!article.title.empty()) {
    const std::vector<Place> places = places_of(article.title, marks.title.size());
    append_marked(article.title, 0, article.title.size(), {0, places.size()}, places, marks.title,
                  out);
    return out;
  }
  const std::vector<Place> places = places_of(article.body, kTitleTokens + 1);
  if (places.empty()) return out;
  Span span{0, 1};
  while (span.end < std::min(places.size(), kTitleTokens) && !places[span.end].starts_sentence) {
    ++span.end;
  }
  append_fragment(article.body, span, places, marks.body, out);
  return out;
}

Segments Highlighter::snippet(schema::Doc doc, const schema::Article& article) const {
  const MarkedText marks = marks_of(doc);
  Segments out;
  const Span first = best_window(marks.body, kFragmentTokens, 0);
  WordMarks::Bits seen = 0;
  for (size_t i = first.begin; i < first.end; ++i) seen |= marks.body[i];
  const Span second = first.end == 0 ? first : best_window(marks.body, kSecondFragmentTokens, seen);
  const size_t needed = std::max({first.end, second.end, size_t{1}}) + kFragmentTokens * 2;
  const std::vector<Place> places = places_of(article.body, needed);
  if (places.empty()) return out;
  std::vector<Span> fragments{
      settle(first, second.end == 0 ? kFragmentTokens : kFragmentTokens - 4, article.body, places)};
  if (second.end != 0) {
    fragments.push_back(settle(second, kSecondFragmentTokens, article.body, places));
  }
  std::ranges::sort(fragments, {}, &Span::begin);
  if (fragments.size() == 2 && fragments[1].begin < fragments[0].end) {
    fragments[1].begin = fragments[0].end;
  }
  for (const Span& fragment : fragments) {
    if (fragment.begin >= fragment.end) continue;
    if (!out.empty()) out.push_back({" ", false});
    append_fragment(article.body, fragment, places, marks.body, out);
  }
  return out;
}

Segments Highlighter::body(schema::Doc doc, const schema::Article& article) const {
  const MarkedText marks = marks_of(doc);
  const std::vector<Place> places = places_of(article.body, marks.body.size());
  Segments out;
  append_marked(article.body, 0, article.body.size(), {0, places.size()}, places, marks.body, out);
  return out;
}

}  // namespace fihris::search
