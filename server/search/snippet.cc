#include "server/search/snippet.h"

#include <algorithm>
#include <bit>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/utf8.h"

namespace fihris::search {
namespace {

constexpr size_t kFragmentTokens = 28;  // about two lines
constexpr size_t kSecondFragmentTokens = 14;
constexpr size_t kFragmentBytes = 600;   // where words or what is between them are very long
constexpr size_t kShortestFragment = 8;  // tokens; a shorter paragraph is shown with the next
constexpr size_t kLeadTokens = 6;    // context before the first hit, if no sentence begins nearer
constexpr size_t kTitleTokens = 14;  // of a title made from the text
constexpr size_t kLastMarks = 40;    // bytes behind the last word that are shown with it
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
  if (gap == " ") return false;  // nearly all are
  for (const std::string_view mark : {".", "!", "؟", "?", "\n", "۔"}) {
    if (gap.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

bool is_paragraph_gap(std::string_view gap) { return gap.find('\n') != std::string_view::npos; }

// The tokens of a text from a known place on, by their numbers in the whole text.
class TokenWindow {
 public:
  // Up to the token `end`, or the end of the text.
  TokenWindow(std::string_view text, schema::TokenPlace from, size_t end) : first_(from.token) {
    places_.reserve(std::min(end - std::min(end, first_), kFragmentTokens * 3));
    analysis::Tokenizer tokenizer(text, from.begin);
    std::uint32_t last_end = from.begin;
    for (analysis::Token token; this->end() < end && tokenizer.next(token);) {
      const std::string_view gap = text.substr(last_end, token.begin - last_end);
      places_.push_back({token.begin, token.end, this->end() == 0 || ends_sentence(gap)});
      last_end = token.end;
    }
  }
  // Whether a sentence begins with its first token is not known, unless that is the text's.
  const Place& operator[](size_t i) const { return places_[i - first_]; }
  size_t end() const { return first_ + places_.size(); }

 private:
  size_t first_;
  std::vector<Place> places_;
};

struct Fragment {
  Span span;
  TokenWindow places;
};

// Letters that are written with a word and are no part of its token: الـ in الـBBC, هـ in 732هـ.
// Both look at the text between two tokens; bidi controls stay outside.
size_t written_begin(std::string_view text, size_t last_end, size_t begin) {
  size_t written = begin;
  for (size_t i = last_end; i < begin;) {
    const size_t at = i;
    const analysis::CharClass cls = analysis::char_info(analysis::decode_utf8(text, i)).cls;
    if (cls == analysis::CharClass::separator) {
      written = begin;
    } else if (cls != analysis::CharClass::ignored) {
      written = std::min(written, at);
    }
  }
  return written;
}

size_t written_end(std::string_view text, size_t end, size_t next_begin) {
  size_t written = end;
  for (size_t i = end; i < next_begin;) {
    const analysis::CharClass cls = analysis::char_info(analysis::decode_utf8(text, i)).cls;
    if (cls == analysis::CharClass::separator) return written;
    if (cls != analysis::CharClass::ignored) written = i;
  }
  return next_begin == text.size() ? written : end;  // else it belongs to the next word
}

// Appends text[from, to), splitting it at the hits among the tokens [span.begin, span.end).
void append_marked(std::string_view text, size_t from, size_t to, Span span,
                   const TokenWindow& places, const std::vector<WordMarks::Bits>& marks,
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
    const size_t last_end = i == 0 ? 0 : places[i - 1].end;
    const size_t next_begin = i + 1 < places.end() ? places[i + 1].begin : text.size();
    // The words of a ligature share a place.
    const size_t begin = std::max<size_t>(from, written_begin(text, last_end, places[i].begin));
    const size_t end = written_end(text, places[i].end, next_begin);
    add(from, begin, false);
    add(begin, end, true);
    from = end;
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

// The fragment of `size` tokens around the hits of a window: from the beginning of their sentence
// if that is near; to the end of a paragraph or of a late sentence.
Span settle(Span window, size_t size, const std::vector<WordMarks::Bits>& marks,
            std::string_view text, const TokenWindow& places) {
  const auto fits = [&](size_t begin, size_t end) {
    return end - begin <= size && places[end - 1].end - places[begin].begin <= kFragmentBytes;
  };
  size_t end = window.begin + 1;  // behind the last hit that fits
  for (size_t i = end; i < window.end && fits(window.begin, i + 1); ++i) {
    if (marks[i] != 0) end = i + 1;
  }
  const size_t hits_end = end;
  size_t begin = window.begin;
  while (begin > 0 && window.begin - begin < kLeadTokens * 2 && !places[begin].starts_sentence &&
         fits(begin - 1, end)) {
    --begin;
  }
  if (!places[begin].starts_sentence) {
    begin = std::max(begin, window.begin - std::min(window.begin, kLeadTokens));
  }
  const auto is_paragraph_end = [&](size_t i) {
    return is_paragraph_gap(text.substr(places[i - 1].end, places[i].begin - places[i - 1].end));
  };
  while (end < places.end() && fits(begin, end + 1) &&
         !(end - begin >= kShortestFragment && is_paragraph_end(end))) {
    ++end;
  }
  for (size_t late = end; late > hits_end && late - begin >= size * 2 / 3; --late) {
    if (late == places.end() || places[late].starts_sentence) return {begin, late};
  }
  return {begin, end};
}

// Where the text of a fragment begins: with the opening marks of its first word.
size_t text_begin(std::string_view text, Span span, const TokenWindow& places) {
  if (span.begin == 0) return 0;
  const size_t last = places[span.begin - 1].end;
  const size_t begin = places[span.begin].begin;
  const size_t space = text.substr(last, begin - last).find_last_of(" \n\t");
  return space == std::string_view::npos ? begin : last + space + 1;
}

// Where the text of a fragment ends: with its closing punctuation, if a sentence ends there.
size_t text_end(std::string_view text, Span span, const TokenWindow& places) {
  const size_t end = places[span.end - 1].end;
  const size_t next = span.end < places.end() ? places[span.end].begin : text.size();
  const std::string_view gap = text.substr(end, next - end);
  if (span.end == places.end() && gap.size() <= kLastMarks) {
    return end + gap.find_last_not_of(" \n\t") + 1;
  }
  const size_t stop = gap.find_first_of(" \n\t");
  return end + (stop == std::string_view::npos ? gap.size() : stop);
}

void append_fragment(std::string_view text, Span span, const TokenWindow& places,
                     const std::vector<WordMarks::Bits>& marks, Segments& out) {
  const bool cut_before = span.begin > 0;
  if (cut_before && out.empty()) out.push_back({std::string(kEllipsis) + " ", false});
  const size_t from = text_begin(text, span, places);
  const size_t to = text_end(text, span, places);
  append_marked(text, from, to, span, places, marks, out);
  if (span.end >= places.end()) return;
  if (out.back().hit) out.push_back({});
  out.back().text += " " + std::string(kEllipsis);
}

}  // namespace

Highlighter::Highlighter(const schema::Snapshot& snapshot, std::uint32_t segment,
                         const query::Node& root, QueryWords& words)
    : number_(segment), segment_(*snapshot.segments[segment]), marks_(segment_) {
  add(root, words);
}

void Highlighter::add(const query::Node& node, QueryWords& words) {
  if (node.kind == query::NodeKind::exclude || node.kind == query::NodeKind::date ||
      node.field == query::Field::source) {
    return;
  }
  if (node.kind == query::NodeKind::all || node.kind == query::NodeKind::any) {
    for (const query::Node& child : node.children) add(child, words);
    return;
  }
  if (node.kind == query::NodeKind::phrase || node.field != query::Field::text) {
    placed_.push_back({std::make_unique<Places>(segment_, node), next_bit_});
  } else {
    marks_.add(words.forms(number_, node), next_bit_);
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
                        for (const std::uint32_t at : places) {
                          marks[at] |= WordMarks::Bits{1} << placed.bit;
                        }
                        return true;
                      });
}

Preview Highlighter::preview(schema::Doc doc, const schema::Article& article) const {
  const MarkedText marks = marks_of(doc);
  return {title(marks, article), snippet(marks, doc, article.body)};
}

Preview Highlighter::whole(schema::Doc doc, const schema::Article& article) const {
  const MarkedText marks = marks_of(doc);
  const TokenWindow places(article.body, {}, marks.body.size());
  Segments body;
  append_marked(article.body, 0, article.body.size(), {0, places.end()}, places, marks.body, body);
  return {title(marks, article), std::move(body)};
}

Segments Highlighter::title(const MarkedText& marks, const schema::Article& article) {
  Segments out;
  if (!article.title.empty()) {
    const TokenWindow places(article.title, {}, marks.title.size());
    append_marked(article.title, 0, article.title.size(), {0, places.end()}, places, marks.title,
                  out);
    return out;
  }
  const TokenWindow places(article.body, {}, kTitleTokens + 1);
  if (places.end() == 0) return out;
  Span span{0, 1};
  while (span.end < std::min(places.end(), kTitleTokens) && !places[span.end].starts_sentence) {
    ++span.end;
  }
  append_fragment(article.body, span, places, marks.body, out);
  return out;
}

Segments Highlighter::snippet(const MarkedText& marks, schema::Doc doc,
                              const std::string& body) const {
  // The tokens [begin, end), the one before and the one behind them.
  const auto tokens = [&](size_t begin, size_t end) {
    const auto before = static_cast<std::uint32_t>(begin - std::min<size_t>(begin, 1));
    return TokenWindow(body, segment_.body_place(doc, before), end + 1);
  };
  const auto fragment = [&](Span window, size_t size) {
    const size_t earliest = window.begin - std::min(window.begin, kLeadTokens * 2);
    TokenWindow places = tokens(earliest, std::max(window.end, window.begin + size));
    const Span span =
        places.end() == 0 ? Span{0, 0} : settle(window, size, marks.body, body, places);
    return Fragment{span, std::move(places)};
  };
  const Span first = best_window(marks.body, kFragmentTokens, 0);
  WordMarks::Bits seen = 0;
  for (size_t i = first.begin; i < first.end; ++i) seen |= marks.body[i];
  const Span second = first.end == 0 ? first : best_window(marks.body, kSecondFragmentTokens, seen);
  std::vector<Fragment> fragments;
  if (second.end == 0) {
    fragments.push_back(fragment(first, kFragmentTokens));
  } else {
    fragments.push_back(fragment(first, kFragmentTokens - 4));
    fragments.push_back(fragment(second, kSecondFragmentTokens));
    if (fragments[1].span.begin < fragments[0].span.begin) std::swap(fragments[0], fragments[1]);
    const Span& left = fragments[0].span;
    const Span& right = fragments[1].span;
    if (right.begin <= left.end) {
      const Span both{std::min(left.begin, right.begin), std::max(left.end, right.end)};
      fragments = {{both, tokens(both.begin, both.end)}};
    }
  }
  Segments out;
  for (const auto& [span, places] : fragments) {
    if (span.end == 0) continue;  // a text without words
    if (!out.empty()) out.push_back({" ", false});
    append_fragment(body, span, places, marks.body, out);
  }
  return out;
}

}  // namespace fihris::search
