#include "indexer/writer/postings_writer.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "indexer/schema/varint.h"

namespace fihris::writer {
namespace {

using schema::append_varint;

constexpr std::string_view kMagic = "\x0f\x0dXapian Glass";
constexpr unsigned kFormatDate = (2016U - 2014U) << 9U | 3U << 5U | 14U;

// The tables of a database, in the order of their roots: tags above this size are compressed.
constexpr std::array<std::uint32_t, 6> kCompressedAbove{0 /* postings */,  18 /* documents */,
                                                        18 /* terms */,    0 /* positions */,
                                                        18 /* spelling */, 18 /* synonyms */};

// Keys that begin with a zero byte and this are of no term: the lengths of documents.
constexpr std::string_view kLengthsKey{"\0\xe0", 2};
constexpr std::string_view kEndOfTerm{"\0", 1};

// A term within a key: shorter ones stay before longer ones, whatever follows.
std::string key_of(std::string_view term) {
  std::string key;
  for (const char c : term) {
    key += c;
    if (c == '\0') key += '\xff';
  }
  return key;
}

// A number within a key: two bytes, or more with as many leading bits set in the first.
void append_sortable(std::string& key, std::uint32_t number) {
  constexpr std::uint32_t kTwoBytes = 0x8000;
  if (number < kTwoBytes) return append_big_endian(key, number, 2);
  const auto size = (static_cast<unsigned>(std::bit_width(number)) + 5) / 7;
  const std::uint64_t lead = (0xffU << (10 - size)) & 0xffU;
  append_big_endian(key, lead << (8 * (size - 1)) | number, size);
}

void append_root(std::string& out, const GlassRoot& root, std::uint32_t compressed_above) {
  constexpr unsigned kEmpty = 3;
  const bool is_empty = root.block_count == 0;
  append_varint(out, root.block);
  append_varint(out, is_empty ? kEmpty : root.level << 2U);
  append_varint(out, root.entries);
  append_varint(out, kGlassBlockSize >> 11U);
  append_varint(out, compressed_above);
  std::string free_list;
  if (!is_empty) {
    append_varint(free_list, kGlassRevision);
    append_varint(free_list, root.block_count);
    free_list.append(4, '\0');
  }
  append_varint(out, free_list.size());
  out += free_list;
}

}  // namespace

PostingsWriter::PostingsWriter(const std::filesystem::path& path,
                               std::span<const std::uint32_t> lengths)
    : file_(path), table_(file_), lengths_(lengths) {
  file_.append(std::string(kGlassBlockSize, '\0'));
  if (lengths.empty()) return;
  std::vector<Posting> list;
  list.reserve(lengths.size());
  for (std::uint32_t doc = 0; doc < lengths.size(); ++doc) list.push_back({doc, lengths[doc]});
  add_list(std::string(kLengthsKey), "", std::string(2, '\0'), list);
}

void PostingsWriter::add(std::string_view term, std::span<const Posting> postings) {
  std::uint32_t sum = 0;
  for (const Posting& posting : postings) {
    sum += posting.frequency;
    max_frequency_ = std::max(max_frequency_, posting.frequency);
  }
  std::string head;
  append_varint(head, postings.size());
  append_varint(head, sum);
  add_list(key_of(term), kEndOfTerm, std::move(head), postings);
}

// In chunks, each an entry. The first has the key and begins with `head` and its first document;
// the others have `gap` and their first document behind the key. Then all have: whether it is the
// last, the distance to its last document, and of each document the distance to the one before - 1
// (but for the first) and the frequency.
void PostingsWriter::add_list(const std::string& key, std::string_view gap, std::string head,
                              std::span<const Posting> postings) {
  constexpr size_t kMaxVarint = 5;
  append_varint(head, postings.front().doc);
  std::string chunk_key = key;
  for (auto at = postings.begin(); at != postings.end();) {
    const std::uint32_t first = at->doc;
    if (at != postings.begin()) {
      head.clear();
      chunk_key = key;
      chunk_key += gap;
      append_sortable(chunk_key, first + 1);
    }
    const size_t room = table_.tag_room(chunk_key.size()) - head.size() - 1 - kMaxVarint;
    entries_.clear();
    append_varint(entries_, at->frequency);
    std::uint32_t last = first;
    for (++at; at != postings.end(); ++at) {
      if (entries_.size() + 2 * kMaxVarint > room) break;
      append_varint(entries_, at->doc - last - 1);
      append_varint(entries_, at->frequency);
      last = at->doc;
    }
    tag_ = head;
    tag_ += at == postings.end() ? '1' : '0';
    append_varint(tag_, last - first);
    tag_ += entries_;
    table_.add(chunk_key, tag_);
  }
}

std::string PostingsWriter::head(const GlassRoot& root) const {
  std::string out(kMagic);
  append_big_endian(out, kFormatDate, 2);
  // The same articles give the same file.
  const XXH128_hash_t id = XXH3_128bits(lengths_.data(), lengths_.size_bytes());
  append_big_endian(out, id.high64, 8);
  append_big_endian(out, id.low64, 8);
  append_varint(out, kGlassRevision);
  for (size_t table = 0; table < kCompressedAbove.size(); ++table) {
    append_root(out, table == 0 ? root : GlassRoot{}, kCompressedAbove[table]);
  }
  std::uint32_t shortest = 0;  // of the documents that have a term
  std::uint32_t longest = 0;
  for (const std::uint32_t length : lengths_) {
    if (length != 0 && (shortest == 0 || length < shortest)) shortest = length;
    longest = std::max(longest, length);
  }
  append_varint(out, lengths_.size());
  append_varint(out, 0U);  // numbers above those of the documents
  append_varint(out, shortest);
  append_varint(out, max_frequency_);
  append_varint(out, longest - max_frequency_);
  append_varint(out, 0U);  // changesets
  append_varint(out, std::accumulate(lengths_.begin(), lengths_.end(), std::uint64_t{0}));
  append_varint(out, 0U);  // spellings
  return out;
}

void PostingsWriter::finish() {
  const GlassRoot root = table_.finish();
  file_.overwrite(0, head(root));
  file_.sync();
}

}  // namespace fihris::writer
