// What a web page says of its article outside the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/markup/markup_tree.h"

namespace fihris::ingest {

// As written; what is not said is empty.
struct PageMetadata {
  std::string title;
  std::string window_title;  // of <title>, with the name of the site
  std::string date;          // YYYY-MM-DD
  std::string author;        // several: with «، » between
  std::string source;        // the site
  std::string url;
  std::string lang;         // ISO 639-1
  std::string body;         // only JSON-LD has it, and few sites fill it in
  bool is_article = false;  // says so of itself

  // Takes from `other` what is empty here.
  void fill_from(const PageMetadata& other);
};

// From JSON-LD (Article and the like, also in @graph), OpenGraph, meta elements, microdata, <time>,
// <link>, <html lang>, in this order. Thread-safe.
PageMetadata read_metadata(const MarkupTree& page);

// Of one JSON-LD script. Anything that is not understood is left out. Thread-safe.
PageMetadata read_json_ld(std::string_view json);

// The address in the comment that browsers leave in a saved page
// (<!-- saved from url=(0020)https://a.example/b -->). Empty if there is none. Thread-safe.
std::string saved_address(std::string_view html);

}  // namespace fihris::ingest
