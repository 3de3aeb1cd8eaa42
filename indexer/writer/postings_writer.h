// Posting lists -> a Xapian database in one file.
//
// Xapian reads it (Xapian::Database, xapian-check), but does not write it: adding documents to
// batches and compacting those was more than half of a build's CPU time (README, design note 2).
// The format is that of Xapian 1.4: see glass_table.h, and xapian-core/backends/glass for
// glass_postlist.cc (lists), glass_version.cc (the head of the file) and common/pack.h (numbers).
// Only the table of posting lists has entries: no positions, no term lists, no stored documents.
//
//   PostingsWriter writer(path, lengths);
//   writer.add("term", {{0, 2}, {7, 1}});   // twice in document 1, once in document 8
//   writer.finish();
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/durable_file.h"
#include "indexer/writer/glass_table.h"

namespace fihris::writer {

struct Posting {
  std::uint32_t doc;  // from 0; Xapian counts from 1
  std::uint32_t frequency;
};

// Not thread-safe. Throws as FileWriter.
class PostingsWriter {
 public:
  // `lengths` by document: the sum of the frequencies of its terms. Kept until finish().
  PostingsWriter(const std::filesystem::path& path, std::span<const std::uint32_t> lengths);

  // Requires that the terms come in the order of their bytes, none twice and none empty, and the
  // postings in the order of the documents, at least one. Throws std::length_error if the term is
  // too long: 249 bytes always fit, a zero byte counts as two.
  void add(std::string_view term, std::span<const Posting> postings);
  // Writes the rest and syncs.
  void finish();

 private:
  void add_list(const std::string& key, std::string_view gap, std::string head,
                std::span<const Posting> postings);
  std::string head(const GlassRoot& root) const;

  schema::FileWriter file_;
  GlassTable table_;
  std::span<const std::uint32_t> lengths_;
  std::uint32_t max_frequency_ = 0;
  std::string tag_, entries_;
};

}  // namespace fihris::writer
