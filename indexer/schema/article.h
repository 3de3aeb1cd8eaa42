// One article, as the indexer stores and indexes it.
#pragma once

#include <string>

namespace fihris::schema {

// All members are valid UTF-8; an unknown one is empty.
struct Article {
  std::string id;  // unique in the corpus: the `id` member, else the path relative to CORPUS
  std::string title;
  std::string body;    // paragraphs separated by "\n\n"
  std::string date;    // YYYY-MM-DD
  std::string source;  // newspaper or site
  std::string author;
  std::string url;
  std::string path;  // relative to the CORPUS folder
  std::string lang;  // ISO 639-1, "ar" for Arabic
};

}  // namespace fihris::schema
