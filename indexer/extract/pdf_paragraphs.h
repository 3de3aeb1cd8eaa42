// From the lines of pages to paragraphs.
#pragma once

#include <vector>

#include "indexer/extract/markup_text.h"
#include "indexer/extract/pdf_page.h"

namespace fihris::extract {

// Lines that stand at the top or bottom of most pages (running heads, page numbers) are left out. A
// line in clearly larger letters is a heading.
std::vector<Paragraph> paragraphs_of(const std::vector<std::vector<PdfLine>>& pages);

}  // namespace fihris::extract
