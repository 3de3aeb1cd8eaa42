// Letters stored as their shapes (ﺍﻟﻜﺘﺎﺏ), as old programs and PDF files do.
#pragma once

#include <string>
#include <string_view>

namespace fihris::ingest {

// The text with the shapes replaced by letters (الكتاب); ligatures of whole words (ﷺ) and the
// brackets of the Quran stay. Empty if there is no shape. Needs valid UTF-8; thread-safe.
std::string repair_presentation_forms(std::string_view text);

}  // namespace fihris::ingest
