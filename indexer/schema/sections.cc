#include "indexer/schema/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "indexer/schema/durable_file.h"

namespace fihris::schema {
namespace {

constexpr std::uint64_t kMagic = 0x0131534854524946;  // "FIRTHS1\1"
constexpr size_t kAlign = 8;

struct FileHeader {
  std::uint64_t magic;
  std::uint64_t count;
};
struct SectionHeader {
  std::uint64_t id;
  std::uint64_t offset;
  std::uint64_t size;
};

size_t aligned(size_t size) { return (size + kAlign - 1) / kAlign * kAlign; }

}  // namespace

StringList::StringList(std::string_view section) {
  if (section.empty()) return;
  std::uint32_t count = 0;
  std::memcpy(&count, section.data(), sizeof count);
  const char* const offsets = section.data() + sizeof count;
  offsets_ = {reinterpret_cast<const std::uint32_t*>(offsets), count + 1U};
  bytes_ = offsets + offsets_.size_bytes();
}

std::string pack_strings(std::span<const std::string_view> strings) {
  std::vector<std::uint32_t> head{static_cast<std::uint32_t>(strings.size())};
  std::string bytes;
  for (const std::string_view s : strings) {
    head.push_back(static_cast<std::uint32_t>(bytes.size()));
    bytes += s;
  }
  head.push_back(static_cast<std::uint32_t>(bytes.size()));
  return std::string(reinterpret_cast<const char*>(head.data()), head.size() * sizeof(head[0])) +
         bytes;
}

void SectionWriter::add(Section section, std::string bytes) {
  sections_.emplace_back(section, std::move(bytes));
}

void SectionWriter::take(SectionWriter&& other) {
  std::ranges::move(other.sections_, std::back_inserter(sections_));
}

void SectionWriter::write(const std::filesystem::path& path) const {
  constexpr std::array<char, kAlign> kGap{};
  const FileHeader header{kMagic, sections_.size()};
  std::string head(sizeof header, '\0');
  std::memcpy(head.data(), &header, sizeof header);
  size_t end = sizeof header + sections_.size() * sizeof(SectionHeader);
  std::vector<std::string_view> parts{""};
  for (const auto& [section, bytes] : sections_) {
    const size_t begin = aligned(end);
    const SectionHeader entry{static_cast<std::uint64_t>(section), begin, bytes.size()};
    head.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    parts.emplace_back(kGap.data(), begin - end);
    parts.emplace_back(bytes);
    end = begin + bytes.size();
  }
  parts.front() = head;
  write_file(path, parts);
}

Result<SectionReader> SectionReader::open(const std::filesystem::path& path) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return tl::make_unexpected(file.error());
  const auto damaged = [&] { return fail(fmt::format("{} is damaged", path.string())); };
  SectionReader reader;
  reader.file_ = std::move(*file);
  const std::string_view all = reader.file_.view();
  FileHeader header{};
  if (all.size() < sizeof header) return damaged();
  std::memcpy(&header, all.data(), sizeof header);
  if (header.magic != kMagic || header.count != kLastSection) return damaged();
  if (all.size() < sizeof header + header.count * sizeof(SectionHeader)) return damaged();
  for (size_t i = 0; i < header.count; ++i) {
    SectionHeader entry{};
    std::memcpy(&entry, all.data() + sizeof header + i * sizeof entry, sizeof entry);
    if (entry.id > kLastSection || entry.offset > all.size() ||
        entry.size > all.size() - entry.offset) {
      return damaged();
    }
    reader.sections_.at(entry.id) = all.substr(entry.offset, entry.size);
  }
  return reader;
}

}  // namespace fihris::schema
