// What the indexer and its extractor say to each other over one local socket.
//
// The indexer asks for one file: a Request, with the file's descriptor beside it, then its name.
// The extractor answers in lines; the first byte says what a line is, the rest is escaped so that
// it has no line end of its own:
//   @NUMBER NAME     from here on it is about this part: "a.zip/b/c.txt"
//   =FORMAT          what this part is: "pdf"; the last one counts
//   ~ENCODING        of its text
//   *REPAIR          what was mended in its text
//   -REASON          why there is no article in it, or fewer
//   {...}            an article, as in a .jsonl file
//   #SUM BOX WORDS SENTENCE   a line of its body (site_lines.h); only where some are set apart
//   !LINE MESSAGE    a problem; line 0: the whole part
//   .                done
#pragma once

#include <cstdint>

namespace fihris::ingest {

struct Request {
  std::uint64_t size = 0;       // bytes of the file
  std::uint64_t unpacked = 0;   // bytes that may come out of it, of all archives in it together
  std::uint64_t crashed = 0;    // number of the part that ended the last try; 0: this is the first
  std::uint32_t name_size = 0;  // bytes of the name that follows
};

inline constexpr char kPartLine = '@';
inline constexpr char kFormatLine = '=';
inline constexpr char kEncodingLine = '~';
inline constexpr char kRepairLine = '*';
inline constexpr char kSkipLine = '-';
inline constexpr char kBodyLine = '#';
inline constexpr char kArticleLine = '{';
inline constexpr char kProblemLine = '!';
inline constexpr char kDoneLine = '.';

// Exit status of an extractor whose memory was used up.
inline constexpr int kOutOfMemory = 3;

}  // namespace fihris::ingest
