// HTML and XML as a tree, made by libxml2. No network, no entities of a DTD, no recursion.
//
//   const Result<MarkupTree> page = parse_html("<p>سطر <b>أول</b>");
//   for (std::size_t i = 0; i < page->size(); ++i) if ((*page)[i].name == "p") page->text(i);
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/schema/result.h"

namespace fihris::ingest {

// An element, or a text between tags.
struct MarkupNode {
  std::string name;  // in HTML lower case; in XML with its prefix: "dc:creator"; empty: a text
  std::string text;  // of a text
  std::vector<std::pair<std::string, std::string>> attributes;
  std::uint32_t parent = 0;
  std::uint32_t end = 0;  // one behind its last descendant

  // Empty if there is none.
  std::string_view attribute(std::string_view name_of) const;
};

// Nodes in the order of the document; those of an element are [its index, its end). Node 0 is the
// document. Thread-safe to read.
class MarkupTree {
 public:
  explicit MarkupTree(std::vector<MarkupNode> nodes) : nodes_(std::move(nodes)) {}

  const MarkupNode& operator[](std::size_t i) const { return nodes_[i]; }
  std::size_t size() const { return nodes_.size(); }

  // All text below a node, as it stands.
  std::string text(std::size_t node) const;

  // The first element of this name below `node`; size() if there is none.
  std::size_t find(std::string_view name, std::size_t node = 0) const;

 private:
  std::vector<MarkupNode> nodes_;
};

// Need valid UTF-8; what the bytes say of their encoding is ignored. Any text is HTML; what is
// broken is mended. Errors: elements nested more than 250 deep, or more than 2,000,000.
// Thread-safe.
Result<MarkupTree> parse_html(std::string_view utf8);

// Goes on behind errors as far as possible. Errors: no element; as above. Thread-safe.
Result<MarkupTree> parse_xml(std::string_view utf8);

}  // namespace fihris::ingest
