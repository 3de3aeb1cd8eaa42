// A file of named arrays, mapped into memory: the `tables` file of a segment.
//
// Layout: magic, section count, then for each section its id, offset and size; the sections follow,
// each at a multiple of 8 bytes. Little endian. Damage is found by the checksum in the manifest
// (check).
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/mapped_file.h"
#include "indexer/schema/result.h"

namespace fihris::schema {

// "doc" is an article's number in its segment, from 0; Xapian's document id is doc + 1.
// Renumber only with a new format (index_layout.h): the numbers are in files.
enum class Section : std::uint32_t {
  lengths = 1,          // uint32 by doc: tokens
  days = 2,             // int32 by doc: days since 1970-01-01, kNoDay
  sources = 3,          // uint32 by doc: index into source_names
  authors = 4,          // uint32 by doc: index into author_names
  langs = 5,            // uint32 by doc: index into lang_names
  paths = 6,            // uint32 by doc: index into path_names
  content_sums = 7,     // uint64 by doc: XXH3 of the article
  article_offsets = 8,  // uint64 by doc + 1: into the articles file
  token_offsets = 9,    // uint64 by doc + 1: into tokens
  tokens = 10,          // word_stream.h
  ids = 11,             // strings by doc
  id_order = 12,        // uint32: docs in the order of their ids
  source_names = 13,    // strings; the first is ""
  author_names = 14,
  lang_names = 15,
  path_names = 16,
  words = 17,              // strings by word: written forms, the most frequent first
  word_order = 18,         // uint32: words in the order of their bytes
  word_articles = 19,      // uint32 by word: articles that have it
  word_term_offsets = 20,  // uint32 by word + 1: into word_terms
  word_terms = 21,         // uint32: terms
  terms = 22,              // strings by term, in the order of their bytes
  term_articles = 23,      // uint32 by term: articles that have it
  term_word_offsets = 24,  // uint32 by term + 1: into term_words
  term_words = 25,         // uint32: words
  name_keys = 26,          // NameKey, in order: analysis/skeleton.h, analysis/roots.h
  grams = 27,              // uint32: runs of letters (analysis/grams.h), in order
  gram_articles = 28,      // uint32 by gram: articles of its words, an article once for each word
  gram_word_offsets = 29,  // uint32 by gram + 1: into gram_words
  gram_words = 30,         // varints by gram: its words in order, each as the distance to the last
  copy_signatures = 31,    // CopySignature by doc
  word_nodes = 32,         // WordNode: word_branches.h
  word_branches = 33,      // WordBranch, in the order of their nodes
};
inline constexpr std::uint32_t kLastSection = 33;

inline constexpr std::int32_t kNoDay = INT32_MIN;

// Strings by number: count + 1 offsets, then the bytes.
class StringList {
 public:
  StringList() = default;
  explicit StringList(std::string_view section);
  std::string_view operator[](size_t i) const {
    return {bytes_ + offsets_[i], offsets_[i + 1] - offsets_[i]};
  }
  size_t size() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
  // Begin to fetch a string that is read soon: first where it is, then, when that has come, itself.
  void prefetch_place(size_t i) const { __builtin_prefetch(&offsets_[i]); }
  void prefetch(size_t i) const { __builtin_prefetch(bytes_ + offsets_[i]); }

 private:
  std::span<const std::uint32_t> offsets_;
  const char* bytes_ = nullptr;
};

std::string pack_strings(std::span<const std::string_view> strings);

// Holds the sections until they are written.
class SectionWriter {
 public:
  void add(Section section, std::string bytes);
  template <typename T>
  void add_array(Section section, const std::vector<T>& values) {
    add(section,
        std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)));
  }
  // All sections of another one, behind those that are here.
  void take(SectionWriter&& other);
  // As schema::write_file().
  void write(const std::filesystem::path& path) const;

 private:
  std::vector<std::pair<Section, std::string>> sections_;
};

// Reads the file; every section is there. Thread-safe. Movable.
class SectionReader {
 public:
  // Error: not such a file, a section missing or outside the file.
  static Result<SectionReader> open(const std::filesystem::path& path);

  std::string_view bytes(Section section) const {
    return sections_.at(static_cast<size_t>(section));
  }
  template <typename T>
  std::span<const T> array(Section section) const {
    const std::string_view b = bytes(section);
    return {reinterpret_cast<const T*>(b.data()), b.size() / sizeof(T)};
  }
  StringList strings(Section section) const { return StringList(bytes(section)); }
  size_t file_size() const { return file_.size(); }

 private:
  MappedFile file_;
  std::array<std::string_view, kLastSection + 1> sections_;
};

}  // namespace fihris::schema
