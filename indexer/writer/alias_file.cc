#include "indexer/writer/alias_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "indexer/analysis/aliases.h"
#include "indexer/analysis/table.h"
#include "indexer/schema/index_layout.h"
#include "indexer/schema/manifest.h"
#include "indexer/schema/mapped_file.h"

namespace fihris::writer {
namespace {

constexpr size_t kMaxBytes = 4U << 20U;  // 100,000 rows
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kFormatHint =
    "a row is two or more spellings of one thing, separated by tabs; # begins a comment";

// Without what an editor on Windows adds.
std::string plain_text(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  std::string text(bytes);
  std::erase(text, '\r');
  return text;
}

Result<std::string> read_list(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) {
    return fail(fmt::format("cannot read the aliases \"{}\": there is no such file", path.string()),
                "name a file, or leave --aliases out to keep the list that the index has");
  }
  const Result<schema::MappedFile> file = schema::MappedFile::open(path);
  if (!file) return tl::make_unexpected(file.error());
  if (file->size() > kMaxBytes) {
    return fail(
        fmt::format("the aliases \"{}\" are longer than {} MB", path.string(), kMaxBytes >> 20U));
  }
  std::string text = plain_text(file->view());
  if (const auto problem = analysis::find_problem_in_aliases(text)) {
    return fail(fmt::format("{}:{}: {}", path.string(), problem->line, problem->message),
                kFormatHint);
  }
  return analysis::parse_table(text).empty() ? std::string() : text;
}

}  // namespace

Result<std::string> recorded_aliases(const std::filesystem::path& index) {
  const Result<schema::Manifest> manifest = schema::read_any_manifest(index);
  if (!manifest) return std::string();  // nothing is published
  return schema::aliases_of(index / schema::generation_name(manifest->generation), *manifest);
}

Result<std::string> aliases_for(const WriteOptions& options) {
  return options.aliases.empty() ? recorded_aliases(options.index) : read_list(options.aliases);
}

}  // namespace fihris::writer
