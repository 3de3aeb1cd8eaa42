// A query tree -> the articles of a segment that match, with scores.
#pragma once

#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/query/query.h"
#include "server/search/postings.h"
#include "server/search/scoring.h"

namespace fihris::search {

// Not thread-safe.
class Matcher {
 public:
  Matcher(const schema::Snapshot& snapshot, PostingReader& postings, const Scoring& scoring)
      : snapshot_(snapshot), postings_(postings), scoring_(scoring) {}

  // The articles of one segment that match the node; deleted ones are among them.
  Matches match(std::uint32_t segment, const query::Node& node) const;

 private:
  Matches match_anywhere(std::uint32_t segment, const query::Node& node) const;
  Matches match_word(std::uint32_t segment, const query::Node& node) const;
  Matches match_terms(std::uint32_t segment, const query::Node& node) const;
  Matches match_phrase(std::uint32_t segment, const query::Node& node) const;
  Matches match_all(std::uint32_t segment, const std::vector<query::Node>& children) const;
  Matches match_any(std::uint32_t segment, const query::Node& node) const;
  Matches match_term(std::uint32_t segment, std::string_view term, double weight) const;
  // form_matcher.cc: the articles that have some of these written forms.
  Matches match_forms(std::uint32_t segment, const std::vector<schema::Word>& forms) const;

  const schema::Snapshot& snapshot_;
  PostingReader& postings_;
  const Scoring& scoring_;
};

}  // namespace fihris::search
