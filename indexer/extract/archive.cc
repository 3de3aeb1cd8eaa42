#include "indexer/extract/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <cerrno>
#include <string_view>

#include "indexer/ingest/clean_text.h"

namespace fihris::extract {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;

std::string archive_error(struct archive* handle) {
  const char* const message = ::archive_error_string(handle);
  return fmt::format("damaged archive: {}", message == nullptr ? "unknown" : message);
}

// The file at hand of an archive. Reading it counts against the allowance.
class EntryStream : public BufferedStream {
 public:
  EntryStream(struct archive* handle, Extraction& extraction)
      : archive_(handle), extraction_(extraction) {}

 protected:
  Result<void> make(std::string& buffer) override {
    const std::size_t before = buffer.size();
    buffer.resize(before + kBlock);
    const la_ssize_t got = ::archive_read_data(archive_, buffer.data() + before, kBlock);
    buffer.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0) return fail(archive_error(archive_));
    return extraction_.count_unpacked(static_cast<std::size_t>(got));
  }

 private:
  struct archive* archive_;
  Extraction& extraction_;
};

// "..", ".", empty parts and control characters out; '\' as Windows writes it is '/'.
std::string safe_name(std::string_view raw) {
  std::string name;
  std::string part;
  const auto close_part = [&] {
    if (!part.empty() && part != "." && part != "..") name += (name.empty() ? "" : "/") + part;
    part.clear();
  };
  for (const char c : raw) {
    if (c == '/' || c == '\\') {
      close_part();
    } else if (static_cast<unsigned char>(c) >= ' ' && c != '\x7F') {
      part += c;
    }
  }
  close_part();
  return ingest::escape_invalid_utf8(name);
}

}  // namespace

void Archive::Close::operator()(struct archive* a) const { ::archive_read_free(a); }

la_ssize_t Archive::read_block(struct archive* handle, void* source, const void** block) {
  auto& from = *static_cast<Source*>(source);
  const Result<std::string_view> bytes = from.stream.peek(kBlock);
  if (!bytes) {
    ::archive_set_error(handle, EIO, "%s", bytes.error().message.c_str());
    return ARCHIVE_FATAL;
  }
  from.block = *bytes;
  from.stream.drop(from.block.size());
  *block = from.block.data();
  return static_cast<la_ssize_t>(from.block.size());
}

Archive::Archive(Extraction& extraction)
    : extraction_(&extraction), archive_(::archive_read_new()) {}

Archive Archive::zip(std::string_view bytes, Extraction& extraction) {
  Archive zip(extraction);
  struct archive* const handle = zip.archive_.get();
  ::archive_read_support_format_zip(handle);
  zip.opened_ = ::archive_read_open_memory(handle, bytes.data(), bytes.size()) == ARCHIVE_OK;
  return zip;
}

Archive Archive::packed(ByteStream& stream, Extraction& extraction) {
  Archive packed(extraction);
  struct archive* const handle = packed.archive_.get();
  for (const auto support :
       {::archive_read_support_filter_gzip, ::archive_read_support_filter_bzip2,
        ::archive_read_support_filter_xz, ::archive_read_support_filter_zstd,
        ::archive_read_support_format_tar, ::archive_read_support_format_raw}) {
    support(handle);
  }
  packed.source_ = std::make_unique<Source>(Source{stream, {}});
  packed.opened_ =
      ::archive_read_open(handle, packed.source_.get(), nullptr, read_block, nullptr) == ARCHIVE_OK;
  return packed;
}

Result<bool> Archive::next() {
  constexpr int kMostWarnings = 1000;
  struct archive* const handle = archive_.get();
  if (!opened_) return fail(archive_error(handle));
  for (int warnings = 0; warnings < kMostWarnings;) {
    const int code = ::archive_read_next_header(handle, &entry_);
    if (code == ARCHIVE_EOF) return false;
    if (code == ARCHIVE_RETRY) {
      ++warnings;
      continue;
    }
    if (code < ARCHIVE_WARN) return fail(archive_error(handle));
    if (::archive_entry_filetype(entry_) != AE_IFREG) continue;
    content_ = std::make_unique<EntryStream>(handle, *extraction_);
    return true;
  }
  return fail("damaged archive");
}

std::string Archive::name() const {
  const char* const name = ::archive_entry_pathname(entry_);
  const bool raw = ::archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW;
  return raw || name == nullptr ? std::string() : safe_name(name);
}

bool Archive::is_encrypted() const { return ::archive_entry_is_data_encrypted(entry_) != 0; }

}  // namespace fihris::extract
