// What we write is what Xapian would have written, to whoever reads it with Xapian.
#include "indexer/writer/postings_writer.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <map>
#include <random>
#include <set>
#include <stdexcept>

#include "tests/support/files.h"
#include "tests/support/temp_dir.h"

namespace fihris::writer {
namespace {

using Lists = std::map<std::string, std::vector<Posting>>;

std::vector<std::uint32_t> lengths_of(const Lists& lists, std::uint32_t docs) {
  std::vector<std::uint32_t> lengths(docs, 0);
  for (const auto& [term, postings] : lists) {
    for (const auto& [doc, frequency] : postings) lengths[doc] += frequency;
  }
  return lengths;
}

void write_ours(const std::string& path, const Lists& lists, std::uint32_t docs) {
  const std::vector<std::uint32_t> lengths = lengths_of(lists, docs);
  PostingsWriter writer(path, lengths);
  for (const auto& [term, postings] : lists) writer.add(term, postings);
  writer.finish();
}

void write_xapian(const std::string& path, const Lists& lists, std::uint32_t docs) {
  constexpr int kFlags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
                         Xapian::DB_NO_TERMLIST | Xapian::DB_BACKEND_GLASS;
  std::vector<Xapian::Document> documents(docs);
  for (const auto& [term, postings] : lists) {
    for (const auto& [doc, frequency] : postings) documents[doc].add_term(term, frequency);
  }
  Xapian::WritableDatabase database(path, kFlags);
  for (const Xapian::Document& document : documents) database.add_document(document);
  database.commit();
}

using Entries = std::vector<std::array<std::uint32_t, 3>>;  // document, frequency, its length

Entries entries_of(const Xapian::Database& database, const std::string& term) {
  Entries entries;
  for (auto at = database.postlist_begin(term); at != database.postlist_end(term); ++at) {
    entries.push_back({*at, at.get_wdf(), static_cast<std::uint32_t>(at.get_doclength())});
  }
  return entries;
}

// Leaps, as a search for two words makes them.
Entries leaps_of(const Xapian::Database& database, const std::string& term) {
  Entries entries;
  auto at = database.postlist_begin(term);
  const auto end = database.postlist_end(term);
  for (std::uint32_t to = 1; at != end; to = *at + 1 + *at / 3) {
    at.skip_to(to);
    if (at != end) entries.push_back({*at, at.get_wdf(), 0});
    if (at == end) break;
  }
  return entries;
}

void check_same(const std::string& ours_path, const std::string& theirs_path) {
  const Xapian::Database ours(ours_path);
  const Xapian::Database theirs(theirs_path);
  CHECK(ours.get_doccount() == theirs.get_doccount());
  CHECK(ours.get_lastdocid() == theirs.get_lastdocid());
  CHECK(ours.get_total_length() == theirs.get_total_length());
  CHECK(ours.get_doclength_lower_bound() == theirs.get_doclength_lower_bound());
  CHECK(ours.get_doclength_upper_bound() == theirs.get_doclength_upper_bound());
  CHECK_FALSE(ours.has_positions());
  CHECK(entries_of(ours, "") == entries_of(theirs, ""));
  std::vector<std::string> terms(ours.allterms_begin(), ours.allterms_end());
  REQUIRE(terms == std::vector<std::string>(theirs.allterms_begin(), theirs.allterms_end()));
  for (const std::string& term : terms) {
    REQUIRE(ours.get_termfreq(term) == theirs.get_termfreq(term));
    REQUIRE(ours.get_collection_freq(term) == theirs.get_collection_freq(term));
    REQUIRE(ours.get_wdf_upper_bound(term) >= entries_of(theirs, term).front()[1]);
    REQUIRE(entries_of(ours, term) == entries_of(theirs, term));
    REQUIRE(leaps_of(ours, term) == leaps_of(theirs, term));
    REQUIRE(ours.postlist_begin(term + "?") == ours.postlist_end(term + "?"));
  }
}

void check_lists(const Lists& lists, std::uint32_t docs) {
  const test::TempDir dir;
  write_ours(dir / "ours", lists, docs);
  write_xapian(dir / "theirs", lists, docs);
  CHECK(Xapian::Database::check(dir / "ours") == 0);
  check_same(dir / "ours", dir / "theirs");
}

std::vector<Posting> every(std::uint32_t step, std::uint32_t docs, std::uint32_t frequency = 1) {
  std::vector<Posting> postings;
  for (std::uint32_t doc = step - 1; doc < docs; doc += step) postings.push_back({doc, frequency});
  return postings;
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}
  // 0..most, small numbers more often.
  std::uint32_t up_to(std::uint32_t most) {
    const double share = std::uniform_real_distribution<double>(0, 1)(bits_);
    return static_cast<std::uint32_t>(share * share * share * (most + 0.999));
  }
  std::string term() {
    constexpr std::uint32_t kLongest = 120;  // twice that, where every byte is zero
    std::string term(1 + up_to(kLongest - 1), 'a');
    constexpr std::string_view kBytes("ab\0\xff\xc7\xe0", 6);
    for (char& c : term) c = kBytes[bits_() % kBytes.size()];
    return term;
  }
  std::vector<Posting> postings(std::uint32_t docs) {
    constexpr std::uint32_t kMostFrequent = 70'000;
    const std::uint32_t step = 1 + up_to(docs);
    std::vector<Posting> postings;
    for (std::uint32_t doc = up_to(docs - 1); doc < docs; doc += 1 + up_to(step)) {
      postings.push_back({doc, 1 + up_to(up_to(kMostFrequent))});
    }
    return postings;
  }

 private:
  std::mt19937_64 bits_;
};

TEST_SUITE("unit") {
  TEST_CASE("a database without documents is whole") { check_lists({}, 0); }

  TEST_CASE("documents without terms are counted") { check_lists({}, 3); }

  TEST_CASE("one term in one document") { check_lists({{"a", {{0, 1}}}}, 1); }

  TEST_CASE("terms of one byte to the longest") {
    Lists lists;
    for (const size_t size : {1U, 2U, 100U, 244U, 245U}) lists[std::string(size, 'x')] = {{1, 2}};
    lists[std::string(100, '\0')] = {{0, 1}, {2, 3}};
    lists[std::string("\0\xe0", 2)] = {{0, 7}};
    check_lists(lists, 3);
  }

  TEST_CASE("a term that is too long is refused") {
    const test::TempDir dir;
    const std::vector<Posting> one{{0, 1}};
    const std::vector<std::uint32_t> lengths{1};
    PostingsWriter writer(dir / "postings", lengths);
    CHECK_THROWS_AS(writer.add(std::string(256, 'x'), one), std::length_error);
  }

  TEST_CASE("lists of many chunks and numbers of two to three bytes") {
    constexpr std::uint32_t kDocs = 100'000;
    Lists lists{{"all", every(1, kDocs)},
                {"alles", every(2, kDocs, 300)},
                {"first", {{0, 1}}},
                {"last", {{kDocs - 1, 1}}},
                {"rare", every(30'000, kDocs)},
                {std::string(240, 'z'), every(7, kDocs, 20'000)}};
    check_lists(lists, kDocs);
  }

  TEST_CASE("a tree of three levels") {
    Lists lists;
    for (std::uint32_t i = 0; i < 20'000; ++i) {
      lists[std::string(150, 'x') + std::to_string(i * 7919)] = {{i % 5, 1 + i % 3}};
    }
    check_lists(lists, 5);
  }

  TEST_CASE("lists that end at every place of a block") {
    for (std::uint32_t length = 900; length < 1'100; ++length) {
      Lists lists;
      for (char c = 'a'; c < 'j'; ++c) lists[std::string(1, c)] = every(1, length);
      const test::TempDir dir;
      write_ours(dir / "ours", lists, length);
      REQUIRE(Xapian::Database::check(dir / "ours") == 0);
      const Xapian::Database ours(dir / "ours");
      for (const auto& [term, postings] : lists) {
        REQUIRE(entries_of(ours, term).size() == postings.size());
      }
    }
  }

  TEST_CASE("random lists are what Xapian writes") {
    constexpr std::uint32_t kMostDocs = 40'000;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const std::uint32_t docs = 1 + random.up_to(kMostDocs);
      Lists lists;
      for (std::uint32_t i = random.up_to(300); i > 0; --i) {
        lists[random.term()] = random.postings(docs);
      }
      check_lists(lists, docs);
    }
  }

  TEST_CASE("the same lists give the same file") {
    const test::TempDir dir;
    const Lists lists{{"a", every(2, 100)}, {"b", every(3, 100)}};
    write_ours(dir / "one", lists, 100);
    write_ours(dir / "other", lists, 100);
    CHECK(test::read_file(dir / "one") == test::read_file(dir / "other"));
  }
}

}  // namespace
}  // namespace fihris::writer
