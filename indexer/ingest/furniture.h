// The phrases of data/furniture.txt, which say what a line of a web page is.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/ingest/text_line.h"

namespace fihris::ingest {

// Thread-safe once made.
class Furniture {
 public:
  static const Furniture& instance();

  // Sets kind, edge_only, opens_list and value of a line that a phrase fits; leaves others as they are.
  void classify(Line& line) const;

 private:
  struct Rule {
    LineKind kind = LineKind::furniture;
    std::size_t max_words = 0;
    bool edge_only = false;
    bool mix = false;
  };
  struct Phrase {
    std::string words;
    Rule rule;
  };
  using RuleOf = std::unordered_map<std::string, Rule>;

  Furniture();
  static Rule parse_section(std::string_view section);
  void add(std::string_view phrase, const Rule& rule);
  const Rule* find_mix(const std::string& key) const;
  bool classify_labelled(Line& line) const;
  bool classify_whole(Line& line) const;
  bool classify_part(Line& line) const;

  RuleOf whole_;
  RuleOf labels_;
  std::vector<Phrase> beginnings_;
  std::vector<Phrase> ends_;
  std::vector<Phrase> parts_;
};

}  // namespace fihris::ingest
