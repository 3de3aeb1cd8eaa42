// Where everything is in an index folder, and what the pieces are called.
//
//   INDEX/live              the generation that is published and the checksum of its manifest,
//   replaced
//                           by rename
//   INDEX/lock              held by the one writer
//   INDEX/gen-000007/       one published state: manifest.json, files.tsv, deleted.tsv, renamed,
//                           aliases.tsv
//   INDEX/seg-000003/       an immutable batch of articles: postings, articles, tables
//
// A generation names the segments that it consists of. Nothing that has been published is ever
// written again, so a reader needs no lock, and a writer that dies leaves what was published as it
// was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace fihris::schema {

namespace fs = std::filesystem;

// Bump when files of an older index can no longer be read.
inline constexpr int kFormatVersion = 8;

inline constexpr const char* kLiveFile = "live";
inline constexpr const char* kLockFile = "lock";
inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr const char* kFilesFile = "files.tsv";
inline constexpr const char* kDeletedFile = "deleted.tsv";
inline constexpr const char* kRenamedFile = "renamed";
inline constexpr const char* kAliasesFile = "aliases.tsv";  // only where the user has a list

// Files of a segment.
inline constexpr const char* kPostingsFile =
    "postings";  // Xapian database, one file: term -> articles
inline constexpr const char* kArticlesFile = "articles";  // stored articles: article_store.h
inline constexpr const char* kTablesFile = "tables";      // columns, vocabulary, token streams

std::string generation_name(std::uint64_t number);
std::string segment_name(std::uint64_t number);

// The number in gen-000007 or seg-000003; 0 if `name` is neither.
std::uint64_t number_in(const std::string& name);

}  // namespace fihris::schema
