// The files in an archive, one after the other. Nothing is ever written to disk: their names are
// only names.
#pragma once

#include <archive.h>

#include <memory>
#include <string>
#include <string_view>

#include "indexer/extract/extraction.h"
#include "indexer/ingest/byte_stream.h"

namespace fihris::extract {

// Not thread-safe.
class Archive {
 public:
  // `bytes` must outlive it.
  static Archive zip(std::string_view bytes, Extraction& extraction);
  // Tar or a single file, packed in any way. `stream` must outlive it.
  static Archive packed(ByteStream& stream, Extraction& extraction);

  // Goes to the next regular file. False: there is none. Error: damaged from here on.
  Result<bool> next();

  // Of the file at hand: "b/c.txt", valid UTF-8 without "..", leading slashes and control
  // characters. Empty for a single file without a name.
  std::string name() const;
  bool is_encrypted() const;
  ByteStream& content() { return *content_; }

 private:
  struct Close {
    void operator()(struct archive* a) const;
  };
  struct Source {
    ByteStream& stream;
    std::string block;  // libarchive reads it until it asks for the next one
  };
  static la_ssize_t read_block(struct archive* handle, void* source, const void** block);

  explicit Archive(Extraction& extraction);

  Extraction* extraction_;
  std::unique_ptr<Source> source_;  // what libarchive reads from, where it is a stream
  std::unique_ptr<struct archive, Close> archive_;
  struct archive_entry* entry_ = nullptr;
  std::unique_ptr<ByteStream> content_;
  bool opened_ = false;
};

}  // namespace fihris::extract
