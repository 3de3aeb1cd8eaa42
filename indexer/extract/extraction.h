// One file being taken apart: what it is, which reader reads it, what it may still cost.
//
//   Extraction extraction(sinks, {.unpacked = 1 << 30});
//   MemoryStream stream(bytes);
//   extraction.read(stream, {.name = "a.zip"});
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/ingest/byte_stream.h"
#include "indexer/ingest/formats/output.h"

namespace fihris::extract {

using ingest::Article;
using ingest::BufferedStream;
using ingest::ByteStream;
using ingest::kUnlimited;
using ingest::MemoryStream;

// A file, or a file in an archive. What is not known is empty.
struct Part {
  std::string name;    // relative path, in archives behind that of the archive: "a.zip/b/c.txt"
  unsigned depth = 0;  // archives around it
  std::string url;
  std::string date;       // YYYY-MM-DD, for articles that have none of their own
  std::string charset;    // as HTTP declares it
  std::string file_name;  // tells the format where `name` does not: "a.txt" of "a.txt.gz"
};

// Where all goes, in the order of reading.
struct Sinks {
  std::function<void(std::uint64_t number, const std::string& name)>
      part;  // what comes next is of this one
  // How the part at hand was read: its format, encoding, repairs, skips.
  std::function<void(const ingest::ReadReport&)> report;
  std::function<void(const Article&)> article;
  std::function<void(std::uint64_t line, const std::string& message)> problem;
};

struct Allowance {
  std::uint64_t unpacked = 0;  // bytes, of all archives together
  std::uint64_t crashed = 0;   // this part and those before it are left out; 0: none
};

// Not thread-safe.
class Extraction {
 public:
  Extraction(Sinks sinks, const Allowance& allowance)
      : sinks_(std::move(sinks)),
        unpacked_left_(allowance.unpacked),
        crashed_(allowance.crashed),
        unpacked_(allowance.unpacked) {}

  // Gives the articles in the stream; what is of no use in an archive (images, scripts) gives none.
  // Never throws but std::bad_alloc.
  void read(ByteStream& stream, const Part& part);

  // For readers. An article without an id gets the part's name, without a path, url or date those
  // of the part.
  void give(Article&& article, const Part& part);
  void set_format(const Part& part, std::string_view name);
  // Only its texts: articles are counted by who gets them.
  void report(const Part& part, const ingest::ReadReport& read);
  // Of several problems with the whole of one part only the first is told.
  void problem(const Part& part, const std::string& message, std::uint64_t line = 0);
  std::uint64_t problems() const { return problems_; }
  // Counts bytes that were unpacked. Error: they are too many; nothing more will be read.
  Result<void> count_unpacked(std::size_t bytes);
  bool is_over() const { return over_; }

 private:
  bool begin(const Part& part, bool holds_parts);
  void announce(const Part& part);
  void read_plain(ByteStream& stream, const Part& part);
  void read_lines(ByteStream& stream, const Part& part, ingest::Output& output);

  Sinks sinks_;
  std::uint64_t unpacked_left_;
  std::uint64_t crashed_;
  std::uint64_t unpacked_;
  std::uint64_t number_ = 0;  // of the part at hand
  std::uint64_t problems_ = 0;
  std::string failed_;     // the last part with a problem of its whole
  std::string announced_;  // the part that the sinks know of, and its number
  std::uint64_t announced_number_ = 0;
  bool over_ = false;
};

}  // namespace fihris::extract
