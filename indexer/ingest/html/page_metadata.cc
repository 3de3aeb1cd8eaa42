#include "indexer/ingest/html/page_metadata.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "indexer/analysis/date_parser.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/line_classifier.h"

namespace fihris::ingest {
namespace {

struct Source {
  std::string_view name;  // of a meta element or an itemprop, lower case
  std::string PageMetadata::*field;
};

// The surest first.
constexpr std::array kMetaNames{Source{"og:title", &PageMetadata::title},
                                Source{"twitter:title", &PageMetadata::title},
                                Source{"dc.title", &PageMetadata::title},
                                Source{"headline", &PageMetadata::title},
                                Source{"article:published_time", &PageMetadata::date},
                                Source{"datepublished", &PageMetadata::date},
                                Source{"og:article:published_time", &PageMetadata::date},
                                Source{"pubdate", &PageMetadata::date},
                                Source{"publishdate", &PageMetadata::date},
                                Source{"publish-date", &PageMetadata::date},
                                Source{"publish_date", &PageMetadata::date},
                                Source{"publication_date", &PageMetadata::date},
                                Source{"parsely-pub-date", &PageMetadata::date},
                                Source{"sailthru.date", &PageMetadata::date},
                                Source{"citation_publication_date", &PageMetadata::date},
                                Source{"dc.date.issued", &PageMetadata::date},
                                Source{"dcterms.created", &PageMetadata::date},
                                Source{"dc.date", &PageMetadata::date},
                                Source{"date", &PageMetadata::date},
                                Source{"author", &PageMetadata::author},
                                Source{"article:author", &PageMetadata::author},
                                Source{"dc.creator", &PageMetadata::author},
                                Source{"parsely-author", &PageMetadata::author},
                                Source{"sailthru.author", &PageMetadata::author},
                                Source{"og:site_name", &PageMetadata::source},
                                Source{"dc.publisher", &PageMetadata::source},
                                Source{"publisher", &PageMetadata::source},
                                Source{"application-name", &PageMetadata::source},
                                Source{"og:url", &PageMetadata::url},
                                Source{"og:locale", &PageMetadata::lang},
                                Source{"content-language", &PageMetadata::lang}};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("//");
}

// «webmaster@site.example», «admin»: who made the page, not who wrote the article.
bool is_person(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kOthers{"admin", "administrator", "webmaster",
                                                           "editor", "root"};
  return name.find('@') == std::string_view::npos && !is_address(name) &&
         std::ranges::find(kOthers, lower(name)) == kOthers.end();
}

// «بقلم: فلان» -> «فلان»; empty if it is too long for a name.
std::string name_in(std::string_view text) {
  constexpr std::size_t kMostWords = 6;
  std::vector<Line> lines = read_lines(text);
  if (lines.size() != 1) return {};
  classify_line(lines.front());
  const bool is_labelled = lines.front().kind == LineKind::author && !lines.front().value.empty();
  const std::string name = clean_line(is_labelled ? lines.front().value : lines.front().text);
  return std::ranges::count(name, ' ') < std::ptrdiff_t{kMostWords} ? name : "";
}

bool is_author_class(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames{"author", "author-name",  "byline",
                                                          "writer", "entry-author", "post-author"};
  return std::ranges::find(kNames, name) != kNames.end();
}

// What an element of microdata or of meta says.
std::string value_of(const MarkupTree& page, std::size_t i) {
  for (const std::string_view attribute : {"content", "datetime"}) {
    const std::string_view value = page[i].attribute(attribute);
    if (!value.empty()) return clean_line(value);
  }
  return clean_line(page.text(i));
}

class MetadataReader {
 public:
  explicit MetadataReader(const MarkupTree& page) : page_(page) {}

  PageMetadata read() {
    PageMetadata said;
    for (std::size_t i = 1; i < page_.size(); ++i) read_element(i, said);
    for (const Source& source : kMetaNames) take_meta(source, said);
    said.fill_from(other_);
    if (said.date.empty()) said.date = time_;
    if (said.author.empty()) said.author = author_;
    if (said.lang.size() > 2) said.lang.resize(2);
    said.lang = lower(said.lang);
    return said;
  }

 private:
  void read_element(std::size_t i, PageMetadata& said) {
    const MarkupNode& node = page_[i];
    if (node.name == "script" && lower(node.attribute("type")) == "application/ld+json") {
      said.fill_from(read_json_ld(page_.text(i)));
    } else if (node.name == "meta") {
      for (const std::string_view key : {"property", "name", "itemprop", "http-equiv"}) {
        note(node.attribute(key), i);
      }
    } else if (node.name == "link" && node.attribute("rel") == "canonical") {
      if (is_address(node.attribute("href"))) set(other_.url, std::string(node.attribute("href")));
    } else if (node.name == "html") {
      set(other_.lang, std::string(node.attribute("lang")));
      if (other_.lang.empty()) other_.lang = node.attribute("xml:lang");
    } else if (node.name == "title") {
      set(said.window_title, clean_line(page_.text(i)));
    } else {
      read_microdata(i);
    }
  }

  void read_microdata(std::size_t i) {
    const MarkupNode& node = page_[i];
    if (const std::string_view property = node.attribute("itemprop"); !property.empty()) {
      note(property, i);
    }
    if (node.attribute("rel") == "author") set(other_.author, clean_line(page_.text(i)));
    if (is_author_class(node.attribute("class"))) set(author_, name_in(clean_line(page_.text(i))));
    if (node.name == "time") set(time_, analysis::parse_date(value_of(page_, i)).value_or(""));
  }

  void note(std::string_view name, std::size_t i) {
    if (!name.empty()) meta_.emplace_back(lower(name), value_of(page_, i));
  }

  static void set(std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  }

  void take_meta(const Source& source, PageMetadata& said) {
    for (const auto& [name, value] : meta_) {
      if (name == "og:type" && value == "article") said.is_article = true;
      if (name != source.name || value.empty()) continue;
      if (source.field == &PageMetadata::date) {
        set(said.date, analysis::parse_date(value).value_or(""));
      } else if (source.field != &PageMetadata::author || is_person(value)) {
        set(said.*source.field, value);
      }
    }
  }

  const MarkupTree& page_;
  std::vector<std::pair<std::string, std::string>> meta_;
  PageMetadata other_;  // from elements that say it less surely
  std::string time_;
  std::string author_;
};

}  // namespace

void PageMetadata::fill_from(const PageMetadata& other) {
  for (std::string PageMetadata::*const field :
       {&PageMetadata::title, &PageMetadata::window_title, &PageMetadata::date,
        &PageMetadata::author, &PageMetadata::source, &PageMetadata::url, &PageMetadata::lang,
        &PageMetadata::body}) {
    if ((this->*field).empty()) this->*field = other.*field;
  }
  is_article = is_article || other.is_article;
}

PageMetadata read_metadata(const MarkupTree& page) { return MetadataReader(page).read(); }

std::string saved_address(std::string_view html) {
  for (const std::string_view sign : {"saved from url=(", "Page saved with SingleFile"}) {
    const std::size_t at = html.find(sign);
    if (at == std::string_view::npos) continue;
    const std::size_t begin = html.find("http", at);
    if (begin == std::string_view::npos || begin > at + 200) continue;
    const std::string_view address = html.substr(begin);
    return std::string(address.substr(0, address.find_first_of(" \n\r\t>\"")));
  }
  return {};
}

}  // namespace fihris::ingest
