// A posting list that grows in memory: varints, about two and a half bytes a posting.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/schema/varint.h"
#include "indexer/writer/postings_writer.h"

namespace fihris::writer {

class PostingList {
 public:
  // Requires that `doc` is above all before. Returns how many bytes the list has grown.
  size_t add(std::uint32_t doc, std::uint32_t frequency) {
    const size_t before = bytes_.size();
    schema::append_varint(bytes_, doc - next_doc_);
    schema::append_varint(bytes_, frequency);
    next_doc_ = doc + 1;
    ++size_;
    return bytes_.size() - before;
  }

  // The number of postings; stays when they are taken.
  std::uint32_t size() const { return size_; }

  // Appends the postings to `out`, a document as docs[doc], and gives their memory back.
  void take(const std::vector<std::uint32_t>& docs, std::vector<Posting>& out) {
    std::uint32_t doc = 0;
    const char* at = bytes_.data();
    while (at != bytes_.data() + bytes_.size()) {
      doc += schema::read_varint(at);
      out.push_back({docs[doc++], schema::read_varint(at)});
    }
    std::string().swap(bytes_);
  }

 private:
  std::string bytes_;
  std::uint32_t next_doc_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace fihris::writer
