// A query tree -> the articles of a segment that match, with scores.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "server/query/query.h"
#include "server/search/clause_scores.h"
#include "server/search/postings.h"
#include "server/search/scoring.h"

namespace fihris::search {

// Not thread-safe.
class Matcher {
 public:
  Matcher(const schema::Snapshot& snapshot, PostingReader& postings, const Scoring& scoring)
      : snapshot_(snapshot),
        postings_(postings),
        scoring_(scoring),
        kept_(snapshot.segments.size()) {}

  // Looks up the wildcards of a query together, which is quicker than one by one. For match().
  void look_up_wildcards(const query::Node& root);

  // A word that may stand anywhere, in any form.
  static bool is_plain_word(const query::Node& node);
  // The articles of one segment that match the node; deleted ones are among them.
  Matches match(std::uint32_t segment, const query::Node& node) const;
  // The same, added to the scores; without a list where the node is a word.
  void add(std::uint32_t segment, const query::Node& node, ClauseScores& scores) const;

  // Calls visit(doc) for the articles that match, not in order: quicker where scores do not matter.
  template <typename Visit>
  void visit(std::uint32_t segment, const query::Node& node, Visit visit) const {
    if (!is_plain_word(node) || node.terms.size() != 1) {
      for (const Match& match : match(segment, node)) visit(match.doc);
    } else if (const auto term = segment_of(segment).find_term(node.terms.front().term)) {
      for (const Posting posting : *postings_.keep(segment, *term)) visit(posting.doc());
    }
  }
  // Whether some article that has a plain word is among those.
  bool matches_any(std::uint32_t segment, const query::Node& word,
                   const std::function<bool(schema::Doc)>& among) const;

  // Forgets the kept phrases if they have grown beyond kKeptBytes. To be called between queries.
  void trim();

 private:
  Matches match_anywhere(std::uint32_t segment, const query::Node& node) const;
  Matches match_word(std::uint32_t segment, const query::Node& node) const;
  Matches match_terms(std::uint32_t segment, const query::Node& node) const;
  Matches match_many(std::uint32_t segment, const std::vector<query::TermChoice>& terms) const;
  Matches match_phrase(std::uint32_t segment, const query::Node& node) const;
  Matches match_all(std::uint32_t segment, const std::vector<query::Node>& children) const;
  Matches match_any(std::uint32_t segment, const query::Node& node) const;
  Matches match_term(std::uint32_t segment, const query::TermChoice& choice) const;
  template <typename Visit>
  void visit_term(std::uint32_t segment, const query::TermChoice& choice, Visit visit) const;
  const schema::Segment& segment_of(std::uint32_t number) const {
    return *snapshot_.segments[number];
  }
  float worth(std::string_view term, double weight) const;
  // form_matcher.cc: for each list of written forms, at most kMaxLists, the articles that have some
  // of them.
  using Forms = std::vector<schema::Word>;
  std::vector<Matches> match_forms(std::uint32_t segment, std::span<const Forms> lists) const;
  Matches match_wildcard(std::uint32_t segment, const query::Node& node) const;

  Matches find_phrase(std::uint32_t segment, const query::Node& node, Matches candidates) const;

  static constexpr std::size_t kKeptBytes = std::size_t{4} << 20U;

  const schema::Snapshot& snapshot_;
  PostingReader& postings_;
  const Scoring& scoring_;
  std::vector<std::unordered_map<std::string, Matches>> wildcards_;  // by segment and pattern
  // By segment, then by the phrase as text: those that were looked for in many articles, for the
  // next query that has them. عبد العزيز is in one headline of fifty.
  mutable std::vector<std::unordered_map<std::string, Matches>> kept_;
  mutable std::size_t kept_bytes_ = 0;
  mutable std::vector<float> largest_;  // by doc, of the word that is being added; else all 0
};

}  // namespace fihris::search
