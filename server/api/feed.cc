#include "server/api/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <iterator>

#include "indexer/analysis/utf8.h"

namespace fihris::api {
namespace {

constexpr std::string_view kName = "فهرس";
constexpr std::size_t kLongestHost = 255;

bool is_ascii_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port.
bool is_host(std::string_view text) {
  if (text.empty() || text.size() > kLongestHost) return false;
  std::size_t colon = text.rfind(':');
  const bool bracketed = text.front() == '[';
  if (bracketed && text.ends_with(']')) colon = std::string_view::npos;
  const std::string_view port = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  std::string_view name = text.substr(0, colon);
  if (bracketed) {
    if (name.size() < 3 || name.back() != ']') return false;
    name = name.substr(1, name.size() - 2);
  }
  const auto in_name = [&](char c) {
    return is_ascii_letter_or_digit(c) || c == '.' || c == '-' || c == '_' ||
           (bracketed && c == ':');
  };
  return !name.empty() && std::ranges::all_of(name, in_name) &&
         std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_ascii_letter_or_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

// Only what XML 1.0 allows.
bool is_xml_char(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
         (c > 0xDFFF && c < 0xFFFE) || c > 0xFFFF;
}

void add_element(std::string& out, std::string_view name, std::string_view text,
                 std::string_view attributes = "") {
  if (text.empty()) return;
  fmt::format_to(std::back_inserter(out), "<{}{}>{}</{}>\n", name, attributes, xml_text(text),
                 name);
}

std::string plain(const search::Segments& segments) {
  std::string out;
  for (const search::TextSegment& segment : segments) out += segment.text;
  return out;
}

// Addresses in a feed are ASCII; what is encoded already stays as it is.
std::string ascii_address(std::string_view address) {
  std::string out;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte < 0x7F) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", byte);
    }
  }
  return out;
}

// Where the article can be read: at its source, else here.
std::string link_of(const schema::Article& article, std::string_view site) {
  if (article.url.starts_with("http://") || article.url.starts_with("https://")) {
    return ascii_address(article.url);
  }
  return fmt::format("{}/?id={}", site, percent_encoded(article.id));
}

void add_item(std::string& out, const search::Hit& hit, std::string_view site) {
  out += "<item>\n";
  add_element(out, "title", plain(hit.title));
  add_element(out, "link", link_of(hit.article, site));
  add_element(out, "guid", hit.article.id, " isPermaLink=\"false\"");
  add_element(out, "pubDate", rfc822_date(hit.article.date));
  add_element(out, "dc:creator", hit.article.author);
  add_element(out, "dc:publisher", hit.article.source);
  add_element(out, "description", plain(hit.snippet));
  out += "</item>\n";
}

}  // namespace

std::string site_address(std::string_view host, std::string_view fallback) {
  return fmt::format("http://{}", is_host(host) ? host : fallback);
}

std::string feed_xml(const search::SearchRequest& request, const search::SearchResults& results,
                     std::string_view site, std::string_view query) {
  const std::string mark = query.empty() ? "" : "?";
  const std::string self = fmt::format("{}/feed.xml{}{}", site, mark, query);
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\""
      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n";
  const std::string title =
      request.q.empty() ? std::string(kName) : fmt::format("{}: {}", kName, request.q);
  add_element(out, "title", title);
  add_element(out, "link", fmt::format("{}/{}{}", site, mark, query));
  add_element(out, "description",
              request.q.empty() ? "أحدث المقالات" : fmt::format("مقالات عن: {}", request.q));
  add_element(out, "language", "ar");
  out += fmt::format("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n",
                     xml_text(self));
  for (const search::Hit& hit : results.hits) add_item(out, hit, site);
  return out + "</channel>\n</rss>\n";
}

std::string opensearch_xml(std::string_view site) {
  const std::string address = xml_text(site);
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n";
  add_element(out, "ShortName", kName);
  add_element(out, "Description", "البحث في المقالات العربية");
  add_element(out, "InputEncoding", "UTF-8");
  add_element(out, "OutputEncoding", "UTF-8");
  add_element(out, "Language", "ar");
  add_element(out, "Image", fmt::format("{}/favicon.svg", site), " type=\"image/svg+xml\"");
  struct Link {
    std::string_view type, path;
  };
  for (const Link& link : {Link{"text/html", "/"}, Link{"application/rss+xml", "/feed.xml"}}) {
    out += fmt::format("<Url type=\"{}\" template=\"{}{}?q={{searchTerms}}\"/>\n", link.type,
                       address, link.path);
  }
  return out + "</OpenSearchDescription>\n";
}

std::string xml_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = analysis::decode_utf8(text, i);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";  // an XML reader would take it for a line feed
        break;
      default:
        analysis::append_utf8(out, is_xml_char(c) ? c : analysis::kInvalid);
    }
  }
  return out;
}

std::string rfc822_date(std::string_view day) {
  if (day.size() != 10) return "";
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(day.data() + at, day.data() + at + size, value);
    return value;
  };
  using std::chrono::year_month_day;
  const year_month_day date{std::chrono::year{number(0, 4)},
                            std::chrono::month{static_cast<unsigned>(number(5, 2))},
                            std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  if (!date.ok()) return "";
  const std::chrono::sys_days days{date};
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format(
      "{}, {:02} {} {:04} 00:00:00 GMT", kDays.at(std::chrono::weekday{days}.c_encoding()),
      static_cast<unsigned>(date.day()), kMonths.at(static_cast<unsigned>(date.month()) - 1),
      static_cast<int>(date.year()));
}

}  // namespace fihris::api
