// The phrases of data/furniture.txt, which say what a line of a web page is.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/ingest/text_line.h"

namespace fihris::ingest {

// Thread-safe once made.
class Furniture {
 public:
  static const Furniture& instance();

  // Sets kind, edge_only, opens_list and value of a line that a phrase fits; leaves others as they
  // are.
  void classify(Line& line) const;

 private:
  struct Rule {
    LineKind kind = LineKind::furniture;
    std::size_t max_words = 0;
    bool edge_only = false;
    bool mix = false;
  };
  using Rules = std::unordered_map<std::string, Rule>;  // by the folded words of a phrase

  Furniture();
  static Rule parse_section(std::string_view section);
  void add(std::string_view phrase, const Rule& rule);
  bool classify_whole(Line& line) const;
  bool classify_labelled(Line& line) const;
  bool classify_beginning(Line& line) const;
  bool classify_end_or_part(Line& line) const;
  const Rule* find_mix(std::string_view key) const;

  Rules whole_;
  Rules labels_;
  Rules beginnings_;
  Rules ends_;
  std::vector<std::pair<std::string, Rule>> parts_;
};

}  // namespace fihris::ingest
