// fihris-extractor: reads one file after the other for fihris-indexer, which starts it, limits it
// and ends it. See indexer/ingest/sandbox/.
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "indexer/extract/confinement.h"
#include "indexer/extract/extraction.h"
#include "indexer/extract/readers.h"
#include "indexer/ingest/byte_stream.h"
#include "indexer/ingest/sandbox/protocol.h"

namespace {

using fihris::extract::Allowance;
using fihris::extract::Extraction;
using fihris::extract::MemoryStream;
using fihris::extract::Sinks;
using fihris::ingest::Article;
using fihris::ingest::ReadReport;
using fihris::ingest::Request;

constexpr int kSocket = STDIN_FILENO;

// The indexer is gone, or nonsense came from it.
[[noreturn]] void leave() { ::_exit(0); }

void send_line(char kind, std::string_view text) {
  std::string line(1, kind);
  line += text;
  std::ranges::replace(line, '\n', ' ');
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    const ssize_t sent = ::write(kSocket, rest.data(), rest.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) leave();
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void send_article(const Article& article) {
  const nlohmann::json json{{"id", article.id},         {"title", article.title},
                            {"body", article.body},     {"date", article.date},
                            {"source", article.source}, {"author", article.author},
                            {"url", article.url}};
  const std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  send_line(fihris::ingest::kArticleLine, std::string_view(text).substr(1));
}

void send_report(const ReadReport& read) {
  if (!read.format.empty()) send_line(fihris::ingest::kFormatLine, read.format);
  if (!read.encoding.empty()) send_line(fihris::ingest::kEncodingLine, read.encoding);
  for (const std::string& repair : read.repairs) send_line(fihris::ingest::kRepairLine, repair);
  for (const std::string& reason : read.skipped) send_line(fihris::ingest::kSkipLine, reason);
  for (const fihris::ingest::BodyLine& line : read.lines) {
    send_line(fihris::ingest::kBodyLine,
              fmt::format("{} {} {} {:d}", line.sum, line.box, line.words, line.is_sentence));
  }
}

Sinks socket_sinks() {
  Sinks sinks;
  sinks.part = [](std::uint64_t number, const std::string& name) {
    send_line(fihris::ingest::kPartLine, fmt::format("{} {}", number, name));
  };
  sinks.report = send_report;
  sinks.article = send_article;
  sinks.problem = [](std::uint64_t line, const std::string& message) {
    send_line(fihris::ingest::kProblemLine, fmt::format("{} {}", line, message));
  };
  return sinks;
}

void receive_all(char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::read(kSocket, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) leave();
    to += got;
    size -= static_cast<std::size_t>(got);
  }
}

// The next request and the descriptor that came with it.
int receive_request(Request& request) {
  struct iovec part {
    &request, sizeof request
  };
  alignas(struct cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  struct msghdr message {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t got = -1;
  do {
    got = ::recvmsg(kSocket, &message, 0);
  } while (got < 0 && errno == EINTR);
  const struct cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (got <= 0 || header == nullptr || header->cmsg_type != SCM_RIGHTS) leave();
  const auto begin = static_cast<std::size_t>(got);
  receive_all(reinterpret_cast<char*>(&request) + begin, sizeof request - begin);
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return descriptor;
}

void read_file(const Request& request, const std::string& name, int descriptor) {
  const auto size = static_cast<std::size_t>(request.size);
  Extraction extraction(socket_sinks(), Allowance{request.unpacked, request.crashed});
  void* const map =
      size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  ::close(descriptor);
  fihris::extract::Part file;
  file.name = name;
  if (map == MAP_FAILED) return extraction.problem(file, "cannot be read");
  MemoryStream stream({static_cast<const char*>(map), size});
  extraction.read(stream, file);
  if (map != nullptr) ::munmap(map, size);
}

}  // namespace

int main() {
  // Ctrl+C is for the indexer, which finishes its file.
  std::signal(SIGINT, SIG_IGN);
  std::setlocale(LC_CTYPE, "C.UTF-8");  // names in archives
  fihris::extract::prepare_pdf_reader();
  fihris::extract::report_exhausted_memory();
  fihris::extract::give_up_rights();
  while (true) {
    Request request;
    const int descriptor = receive_request(request);
    std::string name(request.name_size, '\0');
    receive_all(name.data(), name.size());
    read_file(request, name, descriptor);
    send_line(fihris::ingest::kDoneLine, {});
  }
}
