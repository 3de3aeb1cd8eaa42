// Documents that are zip archives: Word (.docx), OpenDocument text (.odt), books (.epub).
#pragma once

#include <string_view>

#include "indexer/extract/extraction.h"

namespace fihris::extract {

// Gives the article in the document, of a book each chapter as one. False: it is not such a
// document.
bool read_zip_document(std::string_view bytes, const Part& part, Extraction& extraction);

}  // namespace fihris::extract
