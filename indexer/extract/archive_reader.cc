// Archives of articles: each file in them is read as if it lay in a folder named as the archive.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "indexer/extract/archive.h"
#include "indexer/extract/readers.h"
#include "indexer/extract/zip_document.h"

namespace fihris::extract {
namespace {

constexpr unsigned kDeepest = 3;
constexpr std::uint64_t kLargestZip = std::uint64_t{256} << 20U;  // within another archive

// Files that systems put beside articles: ".DS_Store", "__MACOSX/".
bool is_hidden(std::string_view name) {
  return name.starts_with('.') || name.find("/.") != std::string_view::npos ||
         name.starts_with("__MACOSX/");
}

// "a.txt.gz" -> "a.txt"
std::string without_extension(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  const std::size_t folder = name.find_last_of('/');
  const bool has_one =
      dot != std::string::npos && (folder == std::string::npos || dot > folder + 1);
  return has_one ? name.substr(0, dot) : name;
}

void read_files(Archive& archive, const Part& part, Extraction& extraction) {
  if (part.depth >= kDeepest) {
    return extraction.problem(part, fmt::format("archives nested more than {} deep", kDeepest));
  }
  std::uint64_t encrypted = 0;
  std::uint64_t problems = extraction.problems();  // before the last file
  Result<bool> more = archive.next();
  for (; more && *more && !extraction.is_over(); more = archive.next()) {
    const std::string name = archive.name();
    if (is_hidden(name)) continue;
    if (archive.is_encrypted()) {
      ++encrypted;
      continue;
    }
    Part inner = part;
    inner.file_name.clear();
    if (name.empty()) {
      inner.file_name = without_extension(part.name);  // one packed file: it is that file
    } else {
      inner.name += "/" + name;
    }
    ++inner.depth;
    problems = extraction.problems();
    extraction.read(archive.content(), inner);
  }
  // Damage within a file is mostly the end of the archive, too: told once.
  const bool told = extraction.is_over() || extraction.problems() > problems;
  if (!more && !told) extraction.problem(part, more.error().message);
  if (encrypted > 0) extraction.problem(part, fmt::format("encrypted files in it: {}", encrypted));
}

}  // namespace

void read_archive(ByteStream& stream, const Part& part, Extraction& extraction) {
  Archive archive = Archive::packed(stream, extraction);
  read_files(archive, part, extraction);
}

void read_zip(ByteStream& stream, const Part& part, Extraction& extraction) {
  const std::uint64_t largest = part.depth == 0 ? kUnlimited : kLargestZip;
  const Result<std::string_view> bytes = stream.peek_rest(largest);
  if (!bytes) return extraction.problem(part, bytes.error().message);
  if (read_zip_document(*bytes, part, extraction)) return;
  Archive archive = Archive::zip(*bytes, extraction);
  read_files(archive, part, extraction);
}

}  // namespace fihris::extract
