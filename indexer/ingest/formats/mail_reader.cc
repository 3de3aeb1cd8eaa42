#include "indexer/ingest/formats/mail_reader.h"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <memory>
#include <mutex>
#include <string>

#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/encoding.h"
#include "indexer/ingest/formats/article_record.h"
#include "indexer/ingest/formats/encoded_words.h"
#include "indexer/ingest/formats/jsonl_reader.h"
#include "indexer/ingest/html/html_reader.h"

namespace fihris::ingest {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

std::string text_of(const char* text) { return text == nullptr ? std::string() : text; }

// A text in a mail, its transfer encoding undone.
struct Part {
  std::string bytes;
  std::string charset;
  std::string url;  // Content-Location
};

Part read_part(GMimePart* part) {
  Part read;
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  if (GMimeDataWrapper* const content = g_mime_part_get_content(part); content != nullptr) {
    g_mime_data_wrapper_write_to_stream(content, memory.get());
  }
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  if (bytes->len > 0) read.bytes.assign(reinterpret_cast<const char*>(bytes->data), bytes->len);
  auto* const object = reinterpret_cast<GMimeObject*>(part);
  read.charset = text_of(g_mime_object_get_content_type_parameter(object, "charset"));
  read.url = text_of(g_mime_part_get_content_location(part));
  return read;
}

// The first part of this type that is no attachment; nullptr if there is none.
GMimePart* find_part(GMimeObject* root, const char* subtype) {
  const std::unique_ptr<GMimePartIter, decltype(&g_mime_part_iter_free)> parts(
      g_mime_part_iter_new(root), &g_mime_part_iter_free);
  for (bool more = g_mime_part_iter_is_valid(parts.get()) != 0; more;
       more = g_mime_part_iter_next(parts.get()) != 0) {
    GMimeObject* const object = g_mime_part_iter_get_current(parts.get());
    if (!GMIME_IS_PART(object)) continue;
    GMimeContentType* const type = g_mime_object_get_content_type(object);
    const GMimeContentDisposition* const disposition =
        g_mime_object_get_content_disposition(object);
    const bool attached =
        disposition != nullptr && g_mime_content_disposition_is_attachment(
                                      const_cast<GMimeContentDisposition*>(disposition)) != 0;
    if (!attached && g_mime_content_type_is_type(type, "text", subtype) != 0) {
      return GMIME_PART(object);
    }
  }
  return nullptr;
}

std::string sender_of(GMimeMessage* message) {
  InternetAddressList* const from = g_mime_message_get_from(message);
  InternetAddress* const first = from == nullptr || internet_address_list_length(from) == 0
                                     ? nullptr
                                     : internet_address_list_get_address(from, 0);
  return first == nullptr ? std::string() : text_of(internet_address_get_name(first));
}

std::string date_of(GMimeMessage* message) {
  GDateTime* const date = g_mime_message_get_date(message);
  if (date == nullptr) return {};
  char* const text = g_date_time_format(date, "%Y-%m-%d");
  std::string out = text_of(text);
  g_free(text);
  return out;
}

// «-- » and below it who signs.
std::string_view without_signature(std::string_view text) {
  return text.substr(0, text.find("\n-- \n"));
}

Result<std::string> body_of(GMimeMessage* message, const Hint& hint, ReadReport& report) {
  GMimeObject* const root = g_mime_message_get_mime_part(message);
  if (root == nullptr) return fail("no text in this mail");
  GMimePart* const plain = find_part(root, "plain");
  GMimePart* const html = find_part(root, "html");
  for (GMimePart* const part : {plain, html}) {
    if (part == nullptr) continue;
    const Part read = read_part(part);
    Result<DecodedText> decoded =
        decode_text(read.bytes, read.charset.empty() ? hint.charset : read.charset);
    if (!decoded) return tl::make_unexpected(decoded.error());
    report.encoding = decoded->encoding;
    for (std::string& repair : decoded->repairs) report.repairs.push_back(std::move(repair));
    std::string body = part == html ? html_to_text(decoded->text)
                                    : clean_lines(without_signature(clean_lines(decoded->text)));
    if (!body.empty()) return body;
  }
  return fail("no text in this mail");
}

void read_message(GMimeMessage* message, const Hint& hint, Output& output) {
  const Result<std::string> body = body_of(message, hint, output.report());
  if (!body) return output.skip(body.error().message);
  ArticleRecord record;
  record.add("title", text_of(g_mime_message_get_subject(message)));
  record.add("author", sender_of(message));
  record.add("date", date_of(message));
  record.add("url", text_of(g_mime_object_get_header(GMIME_OBJECT(message), "Archived-At")));
  Result<Article> article = record.finish_with(*body, output.report());
  if (!article) return output.skip("no text in this mail");
  output.article(std::move(*article));
}

// nullptr if it is none.
Owned<GMimeMessage> parse_mail(std::string_view bytes) {
  start_gmime();
  const std::string mail = join_encoded_words(bytes);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(mail.data(), mail.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

// Cuts a mailbox into mails: each begins with a line «From SENDER DATE» behind an empty one.
class MailboxReader {
 public:
  MailboxReader(const Hint& hint, Output& output) : hint_(hint), output_(output) {}

  void add_line(std::string_view line) {
    ++line_;
    if (was_empty_ && line.starts_with("From ")) {
      finish_mail();
      inside_ = true;
      begin_ = line_;
    } else if (mail_.size() + line.size() <= kLongestMail) {
      mail_ += line;
    } else {
      too_long_ = true;
    }
    was_empty_ = line == "\n" || line == "\r\n";
  }

  void finish_mail() {
    if (inside_ && too_long_) {
      output_.problem(fmt::format("mail longer than {} MB", kLongestMail >> 20U), begin_);
    } else if (inside_) {
      const Owned<GMimeMessage> message = parse_mail(mail_);
      if (message != nullptr) read_message(message.get(), hint_, output_);
    }
    mail_.clear();
    too_long_ = false;
  }

  bool found_any() const { return inside_; }

 private:
  static constexpr std::size_t kLongestMail = std::size_t{64} << 20U;

  const Hint& hint_;
  Output& output_;
  std::string mail_;  // the one at hand
  std::uint64_t line_ = 0;
  std::uint64_t begin_ = 0;  // its first line
  bool was_empty_ = true;    // the line before
  bool inside_ = false;      // behind the first «From »
  bool too_long_ = false;
};

}  // namespace

void read_mail(std::string_view bytes, const Hint& hint, Output& output) {
  const Owned<GMimeMessage> message = parse_mail(bytes);
  if (message == nullptr) return output.problem("not a mail");
  read_message(message.get(), hint, output);
}

void read_mailbox(ByteStream& stream, const Hint& hint, Output& output) {
  MailboxReader reader(hint, output);
  while (true) {
    const Result<std::string_view> line = stream.peek_line(kLongestLine);
    if (!line) {
      output.problem(line.error().message);
      break;
    }
    if (line->empty()) break;
    reader.add_line(*line);
    stream.drop(line->size());
  }
  reader.finish_mail();
  if (!reader.found_any()) output.problem("not a mailbox");
}

void read_saved_page(std::string_view bytes, const Hint& hint, Output& output) {
  const Owned<GMimeMessage> message = parse_mail(bytes);
  GMimeObject* const root =
      message == nullptr ? nullptr : g_mime_message_get_mime_part(message.get());
  GMimePart* const page = root == nullptr ? nullptr : find_part(root, "html");
  if (page == nullptr) return output.problem("no web page in this file");
  const Part read = read_part(page);
  Hint inner = hint;
  if (!read.charset.empty()) inner.charset = read.charset;
  inner.url =
      text_of(g_mime_object_get_header(GMIME_OBJECT(message.get()), "Snapshot-Content-Location"));
  if (inner.url.empty()) inner.url = read.url;
  read_html(read.bytes, inner, output);
}

}  // namespace fihris::ingest
