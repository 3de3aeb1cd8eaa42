// Paragraphs and properties of the XML and HTML in documents. Encodings, entities and limits are
// those of ingest::parse_xml() and parse_html(); damage is read over.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/formats/output.h"
#include "indexer/schema/result.h"

namespace fihris::extract {

struct Paragraph {
  std::string text;  // one line, valid UTF-8
  bool heading = false;
};

// How the elements of a kind of document are meant.
enum class Markup { word, open_document, html };

// The paragraphs, headings and table rows (cells joined with " | ") in `bytes`; none if there are
// no bytes. Says in `read` how they are encoded. Errors: no text, no markup, too deep, too much.
Result<std::vector<Paragraph>> read_paragraphs(std::string_view bytes, Markup markup,
                                               ingest::ReadReport& read);

// What a document says of itself: by local element name the text of its first element of that name.
//   read_properties("<m><dc:title>نص</dc:title></m>") -> {{"title", "نص"}}
std::map<std::string, std::string> read_properties(std::string_view xml);

// The attributes of each element with that local name, in order. Both give nothing for what is no
// XML.
std::vector<std::map<std::string, std::string>> read_attributes(std::string_view xml,
                                                                std::string_view element);

}  // namespace fihris::extract
