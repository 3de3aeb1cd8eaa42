#include "indexer/analysis/fold_words.h"

#include "indexer/analysis/utf8.h"

namespace fihris::analysis {
namespace {

bool is_silent(CharClass cls) {
  return cls == CharClass::ignored || cls == CharClass::mark || cls == CharClass::tatweel;
}

bool is_space(char32_t c) {
  return c <= 0x20 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000;
}

void append(Piece& piece, char32_t code, const CharInfo& info) {
  if (info.cls == CharClass::separator) {
    append_utf8(piece.folded, code);
  } else if (info.shape != 0) {
    append_utf8(piece.folded, info.shape);
  } else {
    piece.folded += expand(code);
  }
}

}  // namespace

std::vector<Piece> split_pieces(std::string_view text) {
  std::vector<Piece> pieces;
  bool open = false;  // does a letter or digit go on with the last piece?
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = decode_utf8(text, at);
    const CharInfo info = char_info(code);
    if (is_silent(info.cls)) continue;
    const bool separates = info.cls == CharClass::separator;
    if (separates && is_space(code)) {
      open = false;
      continue;
    }
    if (!open || separates || info.cls != pieces.back().kind) pieces.push_back({info.cls, {}});
    append(pieces.back(), code, info);
    open = !separates;
  }
  for (Piece& piece : pieces) {
    if (piece.kind == CharClass::arabic) piece.folded = fold(piece.folded);
  }
  return pieces;
}

std::string fold_words(std::string_view text) {
  std::string key;
  bool after_number = false;
  for (const Piece& piece : split_pieces(text)) {
    if (piece.kind == CharClass::separator) continue;
    const bool number = piece.kind == CharClass::digit;
    if (number && after_number) continue;
    if (!key.empty()) key += ' ';
    key += number ? "0" : piece.folded;
    after_number = number;
  }
  return key;
}

bool contains_words(std::string_view key, std::string_view words) {
  for (std::size_t at = key.find(words); at != std::string_view::npos;
       at = key.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || key[at - 1] == ' ') && (end == key.size() || key[end] == ' ')) return true;
  }
  return false;
}

}  // namespace fihris::analysis
