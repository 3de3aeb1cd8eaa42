// Queries of every operator about the words of some articles.
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/utf8.h"
#include "indexer/schema/article.h"

namespace fihris::search {

class RandomQueries {
 public:
  RandomQueries(const std::vector<schema::Article>& articles, unsigned seed)
      : articles_(articles), random_(seed) {}

  std::string next() {
    std::string query = part(2);
    for (size_t more = below(3); more > 0; --more) query += between() + part(2);
    return query;
  }

 private:
  size_t below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }
  template <typename List>
  auto& one_of(List& list) {
    return list[below(list.size())];
  }

  std::string between() {
    static constexpr std::array<std::string_view, 7> kBetween{" ",     " ",     " ",   " OR ",
                                                              " AND ", " NOT ", " أو "};
    return std::string(one_of(kBetween));
  }

  std::string part(int depth) {
    switch (below(depth > 0 ? 16 : 12)) {
      case 0:
        return phrase(2 + below(2));
      case 1:
        return phrase(2 + below(2)) + "~" + std::to_string(1 + below(6));
      case 2:
        return "=" + word();
      case 3:
        return "=" + phrase(2);
      case 4:
        return prefix();
      case 5:
        return wildcard();
      case 6:
        return misspelled() + (below(2) == 0 ? "~" : "~1");
      case 7:
        return field() + (below(3) == 0 ? phrase(2) : below(2) == 0 ? prefix() : word());
      case 8:
        return source();
      case 9:
        return date();
      case 12:
        return "-" + part(depth - 1);
      case 13:
        return "+" + part(depth - 1);
      case 14:
        return "(" + part(depth - 1) + between() + part(depth - 1) + ")";
      case 15:
        return field() + "(" + word() + between() + word() + ")" + (below(2) == 0 ? "^3" : "");
      default:
        return word();
    }
  }

  // Words that stand side by side.
  std::vector<std::string> words(size_t count) {
    for (;;) {
      const schema::Article& article = one_of(articles_);
      const std::string& text = below(3) == 0 ? article.title : article.body;
      std::vector<std::string> all = split(text);
      if (all.size() < count) continue;
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(below(all.size() - count + 1));
      return {begin, begin + static_cast<std::ptrdiff_t>(count)};
    }
  }

  // The pieces between spaces and whatever the query language has a meaning for.
  static std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> pieces;
    std::string piece;
    for (size_t i = 0; i < text.size();) {
      const size_t begin = i;
      const char32_t c = analysis::decode_utf8(text, i);
      if (c >= 0x64B && c <= 0x652) continue;  // harakat bind in exact words
      const bool letter = c >= 0x80 ? c != U'«' && c != U'»' && c != U'“' && c != U'”' && c != U'؟'
                                    : std::isalnum(static_cast<int>(c)) != 0;
      if (letter) {
        piece += text.substr(begin, i - begin);
      } else if (!piece.empty()) {
        pieces.push_back(std::move(piece));
        piece.clear();
      }
    }
    if (!piece.empty()) pieces.push_back(piece);
    return pieces;
  }

  std::string word() { return words(1).front(); }

  std::string phrase(size_t count) {
    std::vector<std::string> side_by_side = words(count);
    if (below(4) == 0) std::ranges::reverse(side_by_side);
    std::string out = "\"";
    for (const std::string& word : side_by_side) out += word + " ";
    return out + "\"";
  }

  // The letters of a word.
  std::vector<std::string> letters() {
    const std::string text = word();
    std::vector<std::string> out;
    for (size_t i = 0; i < text.size();) {
      const size_t begin = i;
      analysis::decode_utf8(text, i);
      out.push_back(text.substr(begin, i - begin));
    }
    return out;
  }

  static std::string joined(const std::vector<std::string>& letters) {
    std::string out;
    for (const std::string& letter : letters) out += letter;
    return out;
  }

  std::string prefix() {
    std::vector<std::string> of_word = letters();
    of_word.resize(std::min(of_word.size(), 1 + below(5)));
    return joined(of_word) + "*";
  }

  std::string wildcard() {
    std::vector<std::string> of_word = letters();
    if (of_word.size() > 2) of_word[1 + below(of_word.size() - 2)] = "?";
    if (of_word.size() > 4 && below(4) == 0) of_word[1 + below(of_word.size() - 2)] = "*";
    return joined(of_word);
  }

  std::string misspelled() {
    std::vector<std::string> of_word = letters();
    if (of_word.size() > 3) {
      const size_t at = below(of_word.size());
      static constexpr std::array<std::string_view, 5> kLetters{"ا", "ن", "د", "ه", ""};
      of_word[at] = one_of(kLetters);
    }
    return joined(of_word);
  }

  std::string field() {
    static constexpr std::array<std::string_view, 5> kFields{
        "عنوان:", "title:", "نص:", "body:", "كاتب:"};
    return std::string(one_of(kFields));
  }

  std::string source() {
    const std::vector<std::string> pieces = split(one_of(articles_).source);
    if (pieces.empty()) return word();
    return "مصدر:" + one_of(pieces) + (below(4) == 0 ? "~" : "");
  }

  std::string date() {
    const std::string& day = one_of(articles_).date;
    if (day.size() < 10) return word();
    const size_t size = std::array<size_t, 3>{4, 7, 10}.at(below(3));
    static constexpr std::array<std::string_view, 4> kForms{"", ">=", "<", ".."};
    return "تاريخ:" + std::string(one_of(kForms)) + day.substr(0, size);
  }

  const std::vector<schema::Article>& articles_;
  std::mt19937 random_;
};

}  // namespace fihris::search
