#include "indexer/schema/renamed_docs.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "indexer/schema/durable_file.h"
#include "indexer/schema/index_layout.h"
#include "indexer/schema/mapped_file.h"
#include "indexer/schema/varint.h"

namespace fihris::schema {
namespace {

// For each article: segment, doc, and length and bytes of id, path and file.
void append_string(std::string& out, const std::string& text) {
  append_varint(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

// Reads what may be damaged: nothing beyond the end.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}
  bool at_end() const { return at_ == end_; }

  std::optional<std::uint32_t> number() {
    const char* last = at_;
    while (last < end_ && static_cast<unsigned char>(*last) >= 0x80) ++last;
    if (last == end_) return std::nullopt;
    return read_varint(at_);
  }

  std::optional<std::string> text() {
    const std::optional<std::uint32_t> size = number();
    if (!size || *size > static_cast<size_t>(end_ - at_)) return std::nullopt;
    at_ += *size;
    return std::string(at_ - *size, *size);
  }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace

void write_renamed(const std::filesystem::path& generation_dir,
                   const std::vector<RenamedDocs>& by_segment) {
  std::string out;
  for (std::uint32_t segment = 0; segment < by_segment.size(); ++segment) {
    for (const auto& [doc, renamed] : by_segment[segment]) {
      append_varint(out, segment);
      append_varint(out, doc);
      for (const std::string* text : {&renamed.id, &renamed.path, &renamed.file}) {
        append_string(out, *text);
      }
    }
  }
  write_file(generation_dir / kRenamedFile, out);
}

Result<std::vector<RenamedDocs>> read_renamed(const std::filesystem::path& generation_dir,
                                              size_t segments) {
  const Result<MappedFile> file = MappedFile::open(generation_dir / kRenamedFile);
  if (!file) return tl::make_unexpected(file.error());
  std::vector<RenamedDocs> by_segment(segments);
  for (Fields fields(file->view()); !fields.at_end();) {
    const auto segment = fields.number();
    const auto doc = fields.number();
    auto id = fields.text();
    auto path = fields.text();
    auto name = fields.text();
    if (!segment || !doc || !id || !path || !name || *segment >= segments) {
      return fail(fmt::format("{} is damaged", (generation_dir / kRenamedFile).string()));
    }
    by_segment[*segment][*doc] = {std::move(*id), std::move(*path), std::move(*name)};
  }
  return by_segment;
}

}  // namespace fihris::schema
