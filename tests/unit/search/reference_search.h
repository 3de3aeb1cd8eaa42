// What a query should find, the slow way: reads every word of every article again for each part of
// the query. Shares the analyzer and the parser with the engine, and nothing else.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/analysis/beginnings.h"
#include "indexer/analysis/characters.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/analysis/vocabulary.h"
#include "indexer/schema/article.h"
#include "server/query/query.h"

namespace fihris::search {

class ReferenceSearch {
 public:
  enum class Mode : std::uint8_t { all, any };

  // A deleted article is not found, but counts until its segment is written anew: for what is most
  // frequent where a wildcard or a fuzzy word stands for too much.
  void add(const schema::Article& article, bool deleted) {
    Doc doc;
    doc.parts = {words_of(article.title), words_of(article.body), words_of(article.author)};
    doc.source = words_of(article.source);
    if (!article.date.empty()) {
      const std::chrono::year_month_day date{
          std::chrono::year(std::stoi(article.date.substr(0, 4))),
          std::chrono::month(static_cast<unsigned>(std::stoi(article.date.substr(5, 2)))),
          std::chrono::day(static_cast<unsigned>(std::stoi(article.date.substr(8, 2))))};
      doc.day = static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
      doc.has_day = true;
    }
    std::set<size_t> distinct;
    for (const Words& part : doc.parts) distinct.insert(part.begin(), part.end());
    std::set<std::string> terms;
    for (const size_t word : distinct) {
      ++vocabulary_[word].articles;
      terms.insert(vocabulary_[word].terms.begin(), vocabulary_[word].terms.end());
    }
    for (const std::string& term : terms) ++term_articles_[term];
    if (!deleted) docs_.push_back(std::move(doc));
  }

  // The articles that an analyzed query finds, by the order in which they were added. `root` is
  // wanted by its operators, and otherwise all of its parts or one of them.
  std::vector<size_t> find(const query::Node& root, Mode mode) {
    using query::NodeKind;
    std::vector<std::vector<bool>> columns;  // filters and what is required or excluded
    std::vector<std::vector<bool>> counted;
    for (const query::Node& child : root.children) {
      std::vector<bool> found = evaluate(child);
      const bool excludes = child.kind == NodeKind::exclude;
      const bool filters =
          child.kind == NodeKind::date || child.field == query::Field::source || excludes;
      if (!filters) counted.push_back(found);
      if (filters || child.required || child.field != query::Field::text) {
        columns.push_back(std::move(found));
      }
    }
    const size_t wanted = mode == Mode::all ? counted.size() : std::min<size_t>(1, counted.size());
    std::vector<size_t> out;
    for (size_t i = 0; i < docs_.size(); ++i) {
      const auto has = [i](const std::vector<bool>& found) { return found[i]; };
      const auto count = static_cast<size_t>(std::ranges::count_if(counted, has));
      if (count >= wanted && std::ranges::all_of(columns, has)) out.push_back(i);
    }
    return out;
  }

 private:
  using Words = std::vector<size_t>;  // into vocabulary_
  struct Doc {
    std::array<Words, 3> parts;  // title, body, author
    Words source;
    std::int32_t day = 0;
    bool has_day = false;
  };
  struct VocabularyWord {
    std::string written;
    std::vector<std::string> terms;
    std::vector<std::string> readings;  // from each of its beginnings
    size_t articles = 0;
  };

  Words words_of(const std::string& text) {
    Words words;
    analysis::Tokenizer tokenizer(text);
    for (analysis::Token token; tokenizer.next(token);) {
      const auto [known, is_new] = numbers_.emplace(std::string(token.written), vocabulary_.size());
      if (is_new) vocabulary_.push_back(read(token));
      words.push_back(known->second);
    }
    return words;
  }

  static VocabularyWord read(const analysis::Token& token) {
    VocabularyWord word;
    word.written = token.written;
    for (const analysis::Stem& stem : analysis::analyze_word(token.kind, token.written).stems) {
      if (word.terms.size() < analysis::kMaxStems) word.terms.push_back(stem.term);
    }
    const std::string letters = analysis::fold(token.written);
    const std::vector<std::string_view> terms(word.terms.begin(), word.terms.end());
    for (const size_t begin : analysis::beginnings(token.written, terms)) {
      word.readings.push_back(letters.empty() ? word.written : letters.substr(begin));
    }
    return word;
  }

  // For every article, whether it is found.
  std::vector<bool> evaluate(const query::Node& node) {
    using query::NodeKind;
    std::vector<bool> out(docs_.size(), node.kind == NodeKind::all);
    switch (node.kind) {
      case NodeKind::all:
      case NodeKind::any:
        for (const query::Node& child : node.children) {
          const std::vector<bool> found = evaluate(child);
          for (size_t i = 0; i < out.size(); ++i) {
            out[i] = node.kind == NodeKind::all ? out[i] && found[i] : out[i] || found[i];
          }
        }
        return out;
      case NodeKind::exclude:
        out = evaluate(node.children.at(0));
        out.flip();
        return out;
      case NodeKind::date:
        for (size_t i = 0; i < out.size(); ++i) {
          out[i] =
              docs_[i].has_day && docs_[i].day >= node.days.first && docs_[i].day <= node.days.last;
        }
        return out;
      default:
        return evaluate_words(node);
    }
  }

  // A word, or the words of a phrase, in the parts of each article that the field names.
  std::vector<bool> evaluate_words(const query::Node& node) {
    const bool phrase = node.kind == query::NodeKind::phrase;
    std::vector<std::vector<bool>> sets;  // by word of the phrase, by word of the vocabulary
    if (!phrase) sets.push_back(vocabulary_set(node, node.field));
    for (const query::Node& child : node.children) {
      sets.push_back(vocabulary_set(child, node.field));
    }
    std::vector<bool> out;
    for (const Doc& doc : docs_) {
      bool found = false;
      for (size_t part = 0; part < doc.parts.size(); ++part) {
        if (node.field == query::Field::source) break;
        if (node.field == query::Field::text || part_of(node.field) == part) {
          found = found || stands_in(doc.parts.at(part), sets, node.distance, phrase);
        }
      }
      if (node.field == query::Field::source) {
        const size_t anywhere = phrase && node.distance > 0 ? doc.source.size() : 0;
        found = stands_in(doc.source, sets, static_cast<unsigned>(anywhere), phrase);
      }
      out.push_back(found);
    }
    return out;
  }

  static size_t part_of(query::Field field) {
    return field == query::Field::title ? 0 : field == query::Field::body ? 1 : 2;
  }

  static bool stands_in(const Words& text, const std::vector<std::vector<bool>>& sets,
                        unsigned distance, bool phrase) {
    const size_t count = sets.size();
    for (size_t begin = 0; begin < text.size(); ++begin) {
      if (!phrase || distance == 0) {
        size_t k = 0;
        while (k < count && begin + k < text.size() && sets[k][text[begin + k]]) ++k;
        if (k == count) return true;
        continue;
      }
      const size_t end = std::min(text.size(), begin + count + distance);
      const bool all = std::ranges::all_of(sets, [&](const std::vector<bool>& set) {
        for (size_t i = begin; i < end; ++i) {
          if (set[text[i]]) return true;
        }
        return false;
      });
      if (all) return true;
    }
    return false;
  }

  // Which words of the vocabulary a word of the query stands for.
  std::vector<bool> vocabulary_set(const query::Node& node, query::Field field) {
    if (node.kind == query::NodeKind::wildcard) return wildcard_set(node, field);
    std::set<std::string> terms;
    for (const query::TermChoice& choice : node.terms) terms.insert(choice.term);
    if (node.kind == query::NodeKind::fuzzy) add_near(node, field, terms);
    std::vector<bool> set;
    for (const VocabularyWord& word : vocabulary_) {
      const bool has = std::ranges::any_of(
          word.terms, [&](const std::string& term) { return terms.contains(term); });
      set.push_back(node.exact ? word.written == node.text : has);
    }
    return set;
  }

  std::vector<bool> wildcard_set(const query::Node& node, query::Field field) {
    std::vector<size_t> found;
    for (size_t i = 0; i < vocabulary_.size(); ++i) {
      const std::vector<std::string>& readings = vocabulary_[i].readings;
      // Behind clitics only where two letters are given, the names of sources aside.
      const bool behind = field == query::Field::source || node.pattern.find_first_of("?*") >= 2;
      const auto end = behind ? readings.end() : readings.begin() + 1;
      const bool looks = std::any_of(readings.begin(), end, [&](const std::string& reading) {
        return looks_like(reading, node.pattern);
      });
      if (looks && (vocabulary_[i].articles > 0 || field == query::Field::source)) {
        found.push_back(i);
      }
    }
    std::vector<bool> set(vocabulary_.size(), false);
    for (const size_t i : found) set[i] = true;
    return set;
  }

  static bool looks_like(std::string_view text, std::string_view pattern) {
    if (pattern.empty()) return text.empty();
    if (pattern.front() == '*') {
      return looks_like(text, pattern.substr(1)) ||
             (!text.empty() && looks_like(text.substr(1), pattern));
    }
    return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
           looks_like(text.substr(1), pattern.substr(1));
  }

  void add_near(const query::Node& node, query::Field field, std::set<std::string>& terms) {
    std::vector<std::tuple<size_t, size_t, std::string>> near;  // distance, rarity, term
    const auto look = [&](const std::string& term, size_t articles) {
      size_t least = 9;
      for (const query::TermChoice& own : node.terms) {
        if (own.term.size() >= 3 || field == query::Field::source) {
          least = std::min(least, edit_distance(own.term, term));
        }
      }
      if (least <= node.distance && !terms.contains(term)) {
        near.emplace_back(least, SIZE_MAX - articles, term);
      }
    };
    if (field == query::Field::source) {
      for (const VocabularyWord& word : vocabulary_) {
        for (const std::string& term : word.terms) look(term, 0);
      }
    } else {
      for (const auto& [term, articles] : term_articles_) look(term, articles);
    }
    std::ranges::sort(near);
    if (field != query::Field::source && near.size() > kMaxNear) near.resize(kMaxNear);
    for (const auto& [distance, rarity, term] : near) terms.insert(term);
  }

  static size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i) {
      for (size_t j = 0; j <= b.size(); ++j) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        d[i][j] = std::min(
            {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.size()][b.size()];
  }

  static constexpr size_t kMaxNear = 100;
  std::vector<Doc> docs_;
  std::vector<VocabularyWord> vocabulary_;
  std::map<std::string, size_t> numbers_;
  std::map<std::string, size_t> term_articles_;
};

}  // namespace fihris::search
