#include "tests/support/archive_files.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

namespace fihris::test {

namespace {

void check(int code, struct archive* writer) {
  if (code < ARCHIVE_OK) throw std::runtime_error(archive_error_string(writer));
}

la_ssize_t append(struct archive* /*writer*/, void* to, const void* bytes, std::size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

using Writer = std::unique_ptr<struct archive, decltype(&archive_write_free)>;

void open(const Writer& writer, std::string& out) {
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  check(archive_write_open(writer.get(), &out, nullptr, append, nullptr), writer.get());
}

void add(const Writer& writer, const ArchiveFile& file) {
  const std::unique_ptr<struct archive_entry, decltype(&archive_entry_free)> entry(
      archive_entry_new(), archive_entry_free);
  archive_entry_set_pathname(entry.get(), file.name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.content.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  check(archive_write_header(writer.get(), entry.get()), writer.get());
  archive_write_data(writer.get(), file.content.data(), file.content.size());
}

}  // namespace

std::string make_archive(ArchiveKind kind, const std::vector<ArchiveFile>& files) {
  const Writer writer(archive_write_new(), archive_write_free);
  if (kind == ArchiveKind::zip) {
    archive_write_set_format_zip(writer.get());
  } else {
    archive_write_set_format_pax_restricted(writer.get());
  }
  if (kind == ArchiveKind::tar_gz) archive_write_add_filter_gzip(writer.get());
  std::string out;
  open(writer, out);
  for (const ArchiveFile& file : files) add(writer, file);
  check(archive_write_close(writer.get()), writer.get());
  return out;
}

std::string gzip(std::string_view bytes) {
  const Writer writer(archive_write_new(), archive_write_free);
  archive_write_set_format_raw(writer.get());
  archive_write_add_filter_gzip(writer.get());
  std::string out;
  open(writer, out);
  add(writer, {"data", std::string(bytes)});
  check(archive_write_close(writer.get()), writer.get());
  return out;
}

std::string gzip_bomb(const std::string& bytes, std::size_t megabytes) {
  constexpr std::size_t kMember = std::size_t{16} << 20U;
  std::string block;
  while (block.size() < kMember) block += bytes;
  const std::string member = gzip(block);
  std::string bomb;
  for (std::size_t size = 0; size < megabytes << 20U; size += kMember) bomb += member;
  return bomb;
}

std::string pdf_stream(std::string_view dictionary, std::string_view content) {
  return "<< " + std::string(dictionary) + " /Length " + std::to_string(content.size()) +
         " >>\nstream\n" + std::string(content) + "\nendstream";
}

std::string make_pdf(const std::vector<std::string>& objects) {
  std::string pdf = "%PDF-1.4\n";
  std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(pdf.size());
    offset.insert(0, 10 - offset.size(), '0');
    table += offset + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string start = std::to_string(pdf.size());
  return pdf + table + "trailer\n<< /Root 1 0 R /Size " + std::to_string(objects.size() + 1) +
         " >>\nstartxref\n" + start + "\n%%EOF\n";
}

std::string slow_pdf() {
  constexpr std::size_t kFirstForm = 5;
  constexpr std::size_t kForms = 10;
  std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
      "/Resources << /XObject << /F 5 0 R >> >> >>",
      pdf_stream("", "/F Do")};
  for (std::size_t i = 0; i < kForms; ++i) {
    const std::string next = std::to_string(kFirstForm + i + 1);
    objects.push_back(
        pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 300 300] "
                   "/Resources << /XObject << /F " +
                       next + " 0 R >> >>",
                   "/F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do"));
  }
  objects.push_back(pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 300 300]", "0 0 m"));
  return make_pdf(objects);
}

}  // namespace fihris::test
