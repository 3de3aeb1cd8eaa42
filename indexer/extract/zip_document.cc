#include "indexer/extract/zip_document.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/extract/archive.h"
#include "indexer/extract/document.h"
#include "indexer/extract/markup_text.h"

namespace fihris::extract {
namespace {

constexpr std::uint64_t kLargestFile = std::uint64_t{64} << 20U;

using Files = std::map<std::string, std::string>;

std::set<std::string> file_names(std::string_view bytes, Extraction& extraction) {
  constexpr std::size_t kMostNames = 10'000;  // a document has tens, a book hundreds
  std::set<std::string> names;
  Archive zip = Archive::zip(bytes, extraction);
  for (Result<bool> more = zip.next(); more && *more && names.size() < kMostNames;
       more = zip.next()) {
    names.insert(zip.name());
  }
  return names;
}

// The files that `wanted` names. What cannot be unpacked is a problem.
Files load(std::string_view bytes, const Part& part, Extraction& extraction,
           const std::function<bool(const std::string&)>& wanted) {
  Files files;
  Archive zip = Archive::zip(bytes, extraction);
  Result<bool> more = zip.next();
  for (; more && *more && !extraction.is_over(); more = zip.next()) {
    const std::string name = zip.name();
    if (!wanted(name)) continue;
    if (zip.is_encrypted()) {
      extraction.problem(part, "encrypted");
      return {};
    }
    const Result<std::string_view> content = zip.content().peek_rest(kLargestFile);
    if (!content) {
      extraction.problem(part, content.error().message);
    } else {
      files[name] = *content;
    }
  }
  if (!more) extraction.problem(part, more.error().message);
  return files;
}

std::string first_of(const std::map<std::string, std::string>& properties,
                     std::initializer_list<const char*> names) {
  for (const char* const name : names) {
    if (const auto found = properties.find(name); found != properties.end()) return found->second;
  }
  return {};
}

DocumentInfo info_of(const std::string& xml) {
  const auto properties = read_properties(xml);
  return {first_of(properties, {"title"}), first_of(properties, {"initial-creator", "creator"}),
          first_of(properties, {"created", "creation-date", "date", "modified"})};
}

// An office document: where its text and what it says of itself are.
struct OfficeKind {
  std::string_view name;
  std::string_view marker;  // the file that tells it from other zips
  Markup markup;
  std::array<std::string_view, 3> text;
  std::string_view info;
};
constexpr std::array kOfficeKinds{
    OfficeKind{"docx",
               "word/document.xml",
               Markup::word,
               {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"},
               "docProps/core.xml"},
    OfficeKind{"odt", "content.xml", Markup::open_document, {"content.xml"}, "meta.xml"}};

void read_office(const OfficeKind& kind, std::string_view bytes, const Part& part,
                 Extraction& extraction) {
  extraction.set_format(part, kind.name);
  Files files = load(bytes, part, extraction, [&](const std::string& name) {
    return name == kind.info || std::ranges::find(kind.text, name) != kind.text.end();
  });
  if (files.empty()) return;
  std::vector<Paragraph> paragraphs;
  ingest::ReadReport read;
  for (const std::string_view name : kind.text) {
    Result<std::vector<Paragraph>> more =
        read_paragraphs(files[std::string(name)], kind.markup, read);
    if (!more) return extraction.problem(part, more.error().message);
    std::ranges::move(*more, std::back_inserter(paragraphs));
  }
  extraction.report(part, read);
  ingest::Article article = make_article(info_of(files[std::string(kind.info)]), paragraphs);
  if (article.body.empty()) return extraction.problem(part, "no text in it");
  extraction.give(std::move(article), part);
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.find_last_of('/') + 1);
}

// "%20" and "a/../b" in a book's list of files.
std::string resolve(const std::string& folder, std::string_view link) {
  std::string path = folder;
  for (std::size_t i = 0; i < link.size() && link[i] != '#'; ++i) {
    unsigned value = 0;
    if (link[i] == '%' && i + 2 < link.size() &&
        std::sscanf(link.substr(i + 1, 2).data(), "%2x", &value) == 1) {
      path += static_cast<char>(value);
      i += 2;
    } else {
      path += link[i];
    }
  }
  for (std::size_t up = path.find("/../"); up != std::string::npos; up = path.find("/../")) {
    const std::size_t before = up == 0 ? std::string::npos : path.rfind('/', up - 1);
    path.erase(before == std::string::npos ? 0 : before + 1,
               up + 4 - (before == std::string::npos ? 0 : before + 1));
  }
  return path;
}

// The paths of a book's chapters, in reading order.
std::vector<std::string> spine_of(const std::string& package, const std::string& folder) {
  std::map<std::string, std::string> paths;  // by id
  for (const auto& item : read_attributes(package, "item")) {
    const auto id = item.find("id");
    const auto link = item.find("href");
    const auto properties = item.find("properties");
    const bool is_contents =
        properties != item.end() && properties->second.find("nav") != std::string::npos;
    if (id != item.end() && link != item.end() && !is_contents) {
      paths[id->second] = resolve(folder, link->second);
    }
  }
  std::vector<std::string> spine;
  for (const auto& reference : read_attributes(package, "itemref")) {
    const auto id = reference.find("idref");
    const auto path = id == reference.end() ? paths.end() : paths.find(id->second);
    if (path != paths.end()) spine.push_back(path->second);
  }
  return spine;
}

// A chapter is an article: who searches wants the place, and a book would outweigh all else.
void read_book(std::string_view bytes, const Part& part, Extraction& extraction) {
  extraction.set_format(part, "epub");
  constexpr std::string_view kContainer = "META-INF/container.xml";
  Files container = load(bytes, part, extraction, [&](const std::string& name) {
    return name == kContainer || name.ends_with(".opf");
  });
  const auto roots = read_attributes(container[std::string(kContainer)], "rootfile");
  const std::string package_path =
      roots.empty() || !roots.front().contains("full-path") ? "" : roots.front().at("full-path");
  const std::string package = container[package_path];
  const std::vector<std::string> spine = spine_of(package, folder_of(package_path));
  const std::set<std::string> chapters(spine.begin(), spine.end());
  Files files = load(bytes, part, extraction,
                     [&](const std::string& name) { return chapters.contains(name); });
  const DocumentInfo book = info_of(package);
  constexpr std::size_t kShortestChapter = 200;  // bytes: some twenty words
  bool any = false;
  ingest::ReadReport read;
  for (const std::string& path : spine) {
    const Result<std::vector<Paragraph>> paragraphs =
        read_paragraphs(files[path], Markup::html, read);
    if (!paragraphs) {
      extraction.problem(part, path + ": " + paragraphs.error().message);
      continue;
    }
    ingest::Article article = make_article({{}, book.author, book.date}, *paragraphs);
    if (article.body.size() < kShortestChapter) continue;  // a cover, a title page
    article.id = part.name + "/" + path;
    article.source = book.title;
    files.erase(path);  // listed twice, it is one chapter
    extraction.give(std::move(article), part);
    any = true;
  }
  extraction.report(part, read);
  if (!any) extraction.problem(part, "no chapters in it");
}

}  // namespace

bool read_zip_document(std::string_view bytes, const Part& part, Extraction& extraction) {
  const std::set<std::string> names = file_names(bytes, extraction);
  if (names.contains("META-INF/container.xml")) {
    read_book(bytes, part, extraction);
    return true;
  }
  const auto* const kind = std::ranges::find_if(
      kOfficeKinds, [&](const OfficeKind& k) { return names.contains(std::string(k.marker)); });
  const bool is_open_document =
      names.contains("mimetype") && names.contains("META-INF/manifest.xml");
  if (kind != kOfficeKinds.end() && (kind->markup == Markup::word || is_open_document)) {
    read_office(*kind, bytes, part, extraction);
    return true;
  }
  if (is_open_document || names.contains("[Content_Types].xml")) {
    extraction.problem(part, "unsupported office format");
    return true;
  }
  return false;
}

}  // namespace fihris::extract
