// PDF: the lines of all pages, without page numbers and running heads, as paragraphs.
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Stream.h>
#include <UTF.h>
#include <fmt/format.h>
#include <goo/gmem.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "indexer/extract/document.h"
#include "indexer/extract/pdf_page.h"
#include "indexer/extract/pdf_paragraphs.h"
#include "indexer/extract/readers.h"
#include "indexer/extract/visual_order.h"

namespace fihris::extract {
namespace {

constexpr std::uint64_t kLargestPdf = std::uint64_t{256} << 20U;

std::string info_text(PDFDoc& document, const char* key) {
  const auto raw = document.getDocInfoStringEntry(key);
  if (!raw) return {};
  Unicode* letters = nullptr;
  const int length = ::TextStringToUCS4(raw->toStr(), &letters);
  const std::u32string text(letters, letters + length);
  gfree(letters);
  return utf8_of(text);
}

// "D:20250204093000+02'00'" -> "2025-02-04"
std::string iso_date(const std::string& raw) {
  constexpr std::size_t kDigits = 8;
  const std::string digits = raw.substr(raw.starts_with("D:") ? 2 : 0, kDigits);
  if (digits.size() < kDigits) return {};
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

}  // namespace

void prepare_pdf_reader() {
  ::setErrorCallback([](ErrorCategory, Goffset, const char*) {});
  globalParams = std::make_unique<GlobalParams>();
}

void read_pdf(ByteStream& stream, const Part& part, Extraction& extraction) {
  const Result<std::string_view> bytes =
      stream.peek_rest(part.depth == 0 ? kUnlimited : kLargestPdf);
  if (!bytes) return extraction.problem(part, bytes.error().message);
  PDFDoc document(new MemStream(const_cast<char*>(bytes->data()), 0,
                                static_cast<Goffset>(bytes->size()), Object(objNull)));
  if (!document.isOk()) {
    const bool locked = document.getErrorCode() == errEncrypted;
    return extraction.problem(part, locked ? "encrypted: needs a password" : "damaged PDF");
  }
  std::vector<std::vector<PdfLine>> pages;
  const int count = document.getNumPages();
  for (int number = 1; number <= count; ++number) {
    pages.push_back(read_pdf_page(document, number));
  }
  ingest::Article article =
      make_article({info_text(document, "Title"), info_text(document, "Author"),
                    iso_date(info_text(document, "CreationDate"))},
                   paragraphs_of(pages));
  if (article.body.empty()) {
    return extraction.problem(part, "no text in it: its pages are images");
  }
  extraction.give(std::move(article), part);
}

}  // namespace fihris::extract
