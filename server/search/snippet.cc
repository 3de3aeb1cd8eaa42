#include "server/search/snippet.h"

#include <algorithm>
#include <bit>

#include "indexer/analysis/characters.h"
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

bool is_paragraph_gap(std::string_view gap) { return gap.find('\n') != std::string_view::npos; }

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

// The hits among the tokens [span.begin, span.end).
std::span<const MarkedWord> hits_in(const MarkedText& text, Span span) {
  const auto begin = std::ranges::lower_bound(text.hits, span.begin, {}, &MarkedWord::at);
  return {begin, std::ranges::lower_bound(begin, text.hits.end(), span.end, {}, &MarkedWord::at)};
}

// Appends the text [from, to) of the window, splitting it at the hits among the tokens of `span`.
void append_marked(const MarkedText& text, const TokenWindow& window, size_t from, size_t to,
                   Span span, Segments& out) {
  const auto add = [&](size_t begin, size_t end, bool hit) {
    if (begin >= end) return;
    if (out.empty() || out.back().hit != hit) out.push_back({{}, hit});
    out.back().text += window.text(begin, end);
  };
  for (const auto& [i, bits] : hits_in(text, span)) {
    const size_t last_end = i == 0 ? 0 : window[i - 1].end;
    const size_t next_begin = i + 1 < window.end() ? window[i + 1].begin : window.text().size();
    // The words of a ligature share a place.
    const size_t begin =
        std::max<size_t>(from, written_begin(window.text(), last_end, window[i].begin));
    const size_t end = written_end(window.text(), window[i].end, next_begin);
    add(from, begin, false);
    add(begin, end, true);
    from = end;
  }
  add(from, to, false);
}

// The window of `size` tokens that has most different query words, then most hits; the earliest of
// equals. Words of `seen` count for nothing. Empty if there is no hit.
Span best_window(const MarkedText& text, size_t size, WordMarks::Bits seen) {
  Span best{0, 0};
  std::pair<int, int> best_worth{0, 0};
  for (auto first = text.hits.begin(); first != text.hits.end(); ++first) {
    if ((first->bits & ~seen) == 0) continue;
    const size_t end = std::min(text.words.size(), first->at + size - kLeadTokens);
    WordMarks::Bits found = 0;
    int hits = 0;
    for (auto hit = first; hit != text.hits.end() && hit->at < end; ++hit) {
      found |= hit->bits;
      ++hits;
    }
    const std::pair worth{std::popcount(found & ~seen), hits};
    if (worth > best_worth) {
      best_worth = worth;
      best = {first->at, end};
    }
  }
  return best;
}

// The fragment of `size` tokens around the hits of a window: from the beginning of their sentence
// if that is near; to the end of a paragraph or of a late sentence.
Span settle(Span window, size_t size, const MarkedText& text, const TokenWindow& places) {
  const auto fits = [&](size_t begin, size_t end) {
    return end - begin <= size && places[end - 1].end - places[begin].begin <= kFragmentBytes;
  };
  size_t end = window.begin + 1;  // behind the last hit that fits
  for (const MarkedWord& hit : hits_in(text, {end, window.end})) {
    if (!fits(window.begin, hit.at + 1)) break;
    end = hit.at + 1;
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
  while (end < places.end() && fits(begin, end + 1) &&
         !(end - begin >= kShortestFragment && is_paragraph_gap(places.gap(end)))) {
    ++end;
  }
  for (size_t late = end; late > hits_end && late - begin >= size * 2 / 3; --late) {
    if (late == places.end() || places[late].starts_sentence) return {begin, late};
  }
  return {begin, end};
}

// Where the text of a fragment begins: with the opening marks of its first word.
size_t text_begin(Span span, const TokenWindow& window) {
  if (span.begin == 0) return 0;
  const std::string_view gap = window.gap(span.begin);
  const size_t space = gap.find_last_of(" \n\t");
  const size_t begin = window[span.begin].begin;
  return space == std::string_view::npos ? begin : begin - gap.size() + space + 1;
}

// Where the text of a fragment ends: with its closing punctuation, if a sentence ends there.
size_t text_end(Span span, const TokenWindow& window) {
  const size_t end = window[span.end - 1].end;
  const bool is_last = span.end == window.end();
  const std::string_view gap =
      is_last ? window.text(end, window.text().size()) : window.gap(span.end);
  if (is_last && gap.size() <= kLastMarks) return end + gap.find_last_not_of(" \n\t") + 1;
  const size_t stop = gap.find_first_of(" \n\t");
  return end + (stop == std::string_view::npos ? gap.size() : stop);
}

void append_fragment(const MarkedText& text, Span span, const TokenWindow& window, Segments& out) {
  const bool cut_before = span.begin > 0;
  if (cut_before && out.empty()) out.push_back({std::string(kEllipsis) + " ", false});
  append_marked(text, window, text_begin(span, window), text_end(span, window), span, out);
  if (span.end >= window.end()) return;
  if (out.back().hit) out.push_back({});
  out.back().text += " " + std::string(kEllipsis);
}

// The whole title; of an article without one, its first sentence.
Segments show_title(const MarkedText& title, const MarkedText& body) {
  Segments out;
  const TokenWindow whole(title, 0, title.words.size());
  if (!whole.text().empty()) {
    append_marked(title, whole, 0, whole.text().size(), {0, whole.end()}, out);
    return out;
  }
  const TokenWindow begin(body, 0, kTitleTokens + 1);
  if (begin.end() == 0) return out;
  Span span{0, 1};
  while (span.end < std::min(begin.end(), kTitleTokens) && !begin[span.end].starts_sentence) {
    ++span.end;
  }
  append_fragment(body, span, begin, out);
  return out;
}

// The tokens of `span`, the one before and the one behind them.
TokenWindow around(const MarkedText& text, Span span) {
  return {text, span.begin - std::min<size_t>(span.begin, 1), span.end + 1};
}

Fragment fragment(const MarkedText& text, Span window, size_t size) {
  const size_t earliest = window.begin - std::min(window.begin, kLeadTokens * 2);
  TokenWindow places = around(text, {earliest, std::max(window.end, window.begin + size)});
  const Span span = places.end() == 0 ? Span{0, 0} : settle(window, size, text, places);
  return {span, std::move(places)};
}

Segments show_body(const MarkedText& body) {
  const Span first = best_window(body, kFragmentTokens, 0);
  WordMarks::Bits seen = 0;
  for (const MarkedWord& hit : hits_in(body, first)) seen |= hit.bits;
  const Span second = first.end == 0 ? first : best_window(body, kSecondFragmentTokens, seen);
  std::vector<Fragment> fragments;
  if (second.end == 0) {
    fragments.push_back(fragment(body, first, kFragmentTokens));
  } else {
    fragments.push_back(fragment(body, first, kFragmentTokens - 4));
    fragments.push_back(fragment(body, second, kSecondFragmentTokens));
    if (fragments[1].span.begin < fragments[0].span.begin) std::swap(fragments[0], fragments[1]);
    const Span& left = fragments[0].span;
    const Span& right = fragments[1].span;
    if (right.begin <= left.end) {
      const Span both{std::min(left.begin, right.begin), std::max(left.end, right.end)};
      fragments = {{both, around(body, both)}};
    }
  }
  Segments out;
  for (const auto& [span, window] : fragments) {
    if (span.end == 0) continue;  // a text without words
    if (!out.empty()) out.push_back({" ", false});
    append_fragment(body, span, window, out);
  }
  return out;
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

Highlighter::Texts Highlighter::marked(schema::Doc doc,
                                       const schema::StoredArticle& article) const {
  Texts texts{std::vector<schema::Word>(segment_.lengths[doc]),
              {&segment_.words, article.title_gaps()},
              {&segment_.words, article.body_gaps()}};
  schema::WordStream stream = segment_.stream(doc);
  schema::Word* end = texts.words.data();
  for (MarkedText* const text : {&texts.title, &texts.body}) {
    schema::Word* const begin = end;
    while (stream.next() && !stream.is_border()) {
      *end = stream.word();
      if (const WordMarks::Bits bits = marks_[*end]; bits != 0) {
        text->hits.push_back({static_cast<std::uint32_t>(end - begin), bits});
      }
      ++end;
    }
    text->words = {begin, end};
  }
  for (const Placed& placed : placed_) mark_places(placed, doc, texts);
  return texts;
}

void Highlighter::mark_places(const Placed& placed, schema::Doc doc, Texts& texts) const {
  placed.places->scan(
      segment_.stream(doc), [&](size_t part, std::span<const std::uint32_t> places) {
        if (part > 1) return false;  // the author is shown as it is
        std::vector<MarkedWord>& hits = part == 0 ? texts.title.hits : texts.body.hits;
        for (const std::uint32_t at : places) {
          auto hit = std::ranges::lower_bound(hits, at, {}, &MarkedWord::at);
          if (hit == hits.end() || hit->at != at) hit = hits.insert(hit, {at, 0});
          hit->bits |= WordMarks::Bits{1} << placed.bit;
        }
        return true;
      });
}

Preview Highlighter::preview(schema::Doc doc, const schema::StoredArticle& article) const {
  const Texts texts = marked(doc, article);
  return {show_title(texts.title, texts.body), show_body(texts.body)};
}

Preview Highlighter::whole(schema::Doc doc, const schema::StoredArticle& article) const {
  const Texts texts = marked(doc, article);
  const TokenWindow window(texts.body, 0, texts.body.words.size());
  Segments body;
  append_marked(texts.body, window, 0, window.text().size(), {0, window.end()}, body);
  return {show_title(texts.title, texts.body), std::move(body)};
}

}  // namespace fihris::search
