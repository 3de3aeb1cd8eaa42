// The vocabulary walked as a trie.
#include "server/search/word_trie.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/schema/snapshot.h"
#include "indexer/writer/index_writer.h"
#include "tests/support/temp_dir.h"

namespace fihris::search {
namespace {

// Words that share much, little and nothing; one that others begin with; runs longer than what the
// walk looks through one by one; words so long that the index does not count what they share.
std::vector<std::string> vocabulary() {
  std::vector<std::string> words{"كتاب", "كتابة", "كتابان", "كتب", "قلم", "r1", "r2d2", "ا"};
  for (int i = 0; i < 300; ++i) words.push_back("word" + std::to_string(i * 7919 % 100000));
  const std::string lengthy(130, 'x');
  for (const char* end : {"a", "ab", "b", "c"}) words.push_back(lengthy + end);
  return words;
}

class Vocabulary {
 public:
  Vocabulary() {
    std::string body;
    for (const std::string& word : vocabulary()) body += word + " ";
    dir_.write("corpus/a.jsonl", R"({"body":")" + body + "\"}\n");
    writer::WriteOptions options;
    options.index = dir_.path() / "index";
    options.corpus = {dir_ / "corpus"};
    REQUIRE(writer::build_index(options));
    snapshot_ = schema::Snapshot::open(options.index).value();
  }
  const schema::Segment& segment() const { return *snapshot_->segments.front(); }

 private:
  test::TempDir dir_;
  std::shared_ptr<const schema::Snapshot> snapshot_;
};

using Beginnings = std::map<std::string, std::size_t>;  // beginning -> words that have it

void walk(const WordTrie& trie, WordTrie::Node node, Beginnings& found) {
  found[std::string(trie.segment().words[trie.word(node.begin)].substr(0, node.depth))] =
      node.end - node.begin;
  trie.visit_children(node, schema::kAllLetters, [&](const WordTrie::Child& child) {
    walk(trie, child.node, found);
    return true;
  });
}

TEST_SUITE("unit") {
  TEST_CASE("a walk through the trie meets every beginning with all of its words") {
    const Vocabulary vocabulary;
    const schema::Segment& segment = vocabulary.segment();
    Beginnings expected;
    for (std::size_t i = 0; i < segment.words.size(); ++i) {
      const std::string_view word = segment.words[i];
      for (std::size_t end = 0; end <= word.size(); ++end) {
        const bool in_letter =
            end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U;
        if (!in_letter) ++expected[std::string(word.substr(0, end))];
      }
    }
    Beginnings found;
    const WordTrie trie(segment);
    walk(trie, trie.root(), found);
    CHECK(expected.size() > 900);
    CHECK(found == expected);
  }

  TEST_CASE("beginnings are found letter by letter") {
    const Vocabulary vocabulary;
    const WordTrie trie(vocabulary.segment());
    const auto words_with = [&](std::string_view beginning) {
      const WordTrie::Node node = trie.child(trie.root(), beginning);
      return node.end - node.begin;
    };
    CHECK(words_with("") == trie.root().end);
    CHECK(words_with("كتا") == 3);
    CHECK(words_with("كتاب") == 3);
    CHECK(words_with("كتابين") == 0);
    CHECK(words_with("word") == 1);
    CHECK(words_with("ي") == 0);
    CHECK(trie.word_at(trie.child(trie.root(), "قلم")));
    CHECK_FALSE(trie.word_at(trie.child(trie.root(), "قل")));
  }
}

}  // namespace
}  // namespace fihris::search
