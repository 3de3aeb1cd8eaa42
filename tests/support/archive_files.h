// Makes archives for tests, sound and hostile ones.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fihris::test {

struct ArchiveFile {
  std::string name;
  std::string content;
};

enum class ArchiveKind { zip, tar, tar_gz };

// The bytes of an archive.
std::string make_archive(ArchiveKind kind, const std::vector<ArchiveFile>& files);

std::string gzip(std::string_view bytes);

// A gzip file of `megabytes` of these bytes again and again, made in no time.
std::string gzip_bomb(const std::string& bytes, std::size_t megabytes);

// A PDF with these objects, numbered from 1; the first is the catalog.
std::string make_pdf(const std::vector<std::string>& objects);

// A stream object of a PDF.
std::string pdf_stream(std::string_view dictionary, std::string_view content);

// A PDF of one page that says "slow" and draws forms in forms, ten to the power of ten times.
std::string slow_pdf();

}  // namespace fihris::test
