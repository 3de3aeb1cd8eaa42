#include "server/api/http_server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <thread>

#include "server/api/access.h"
#include "server/api/answers.h"
#include "server/api/compression.h"
#include "server/api/conditional.h"
#include "server/api/connection_server.h"
#include "server/api/json.h"
#include "server/api/metrics.h"
#include "server/api/routes.h"

namespace fihris::api {
namespace {

using httplib::Request;
using httplib::Response;
using HandlerResponse = httplib::Server::HandlerResponse;

constexpr std::size_t kMaxWaiting = 512;  // connections
constexpr std::size_t kMaxBodyBytes = std::size_t{1} << 20U;
constexpr const char* kPreflightSeconds = "86400";

bool is_body_too_large(const Request& request) {
  const std::string length = request.get_header_value("Content-Length");
  return length.size() > 7 || std::strtoul(length.c_str(), nullptr, 10) > kMaxBodyBytes;
}

void replace_header(Response& response, const char* name, const std::string& value) {
  response.headers.erase(name);
  response.set_header(name, value);
}

void compress(const Request& request, Response& response) {
  if (response.body.size() < kWorthCompressing || response.status == kPartialContent ||
      !is_compressible(response.get_header_value("Content-Type"))) {
    return;
  }
  response.set_header("Vary", "Accept-Encoding");
  if (!accepts_gzip(request.get_header_value(kAcceptedEncodings))) return;
  response.body = gzipped(response.body);
  response.set_header("Content-Encoding", "gzip");
  replace_header(response, "Content-Length", std::to_string(response.body.size()));
}

// The files of the page: what is tagged are their bytes.
void tag_file(const Request& request, Response& response) {
  const std::string tag = tag_of_content(response.body);
  response.set_header("ETag", tag);
  if (has_already(request, tag)) not_modified(response);
}

}  // namespace

struct HttpServer::Impl {
  Impl(search::Searcher& the_searcher, ServerOptions the_options)
      : searcher(the_searcher), options(std::move(the_options)), server(options.threads) {
    configure();
    add_handlers();
    if (!options.web.empty()) server.set_mount_point("/", options.web.string());
  }

  void configure() {
    // Not the library's SO_REUSEPORT: a second server on the same port must fail, not take half of
    // the requests.
    server.set_socket_options([](socket_t socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    server.set_default_headers({{"X-Content-Type-Options", "nosniff"},
                                {"Content-Security-Policy",
                                 "default-src 'self'; base-uri 'none'; form-action 'self'; "
                                 "frame-ancestors 'none'"},
                                {"Cross-Origin-Resource-Policy", "same-origin"},
                                {"Referrer-Policy", "no-referrer"},
                                {"Cache-Control", "no-cache"}});
    for (const auto& [extension, type] : {std::pair{"html", "text/html"},
                                          {"js", "text/javascript"},
                                          {"css", "text/css"},
                                          {"svg", "image/svg+xml"}}) {
      server.set_file_extension_and_mimetype_mapping(
          extension, fmt::format("{}; charset=utf-8", type).c_str());
    }
  }

  // Is it refused whatever it asks for?
  bool is_refused(const Request& request, Response& response) const {
    if (server.backlog().waiting() > kMaxWaiting) {
      response.set_header("Retry-After", "1");
      answer_status(response, kTooManyRequests);
    } else if (checks_hosts() && !is_own_host(request.get_header_value("Host"), options.hosts)) {
      answer_status(response, kMisdirected);
    } else if (is_body_too_large(request)) {
      answer_status(response, kTooLarge);
    } else if (request.method != "GET" && request.method != "HEAD") {
      response.set_header("Allow", "GET, HEAD");
      answer_status(response, kMethodNotAllowed);
    } else {
      return false;
    }
    return true;
  }

  // A server that other machines reach has names that it cannot know.
  bool checks_hosts() const { return is_loopback(options.host) || !options.hosts.empty(); }

  // The question of a browser whether a page of another site may ask (CORS).
  bool answers_preflight(const Request& request, Response& response) const {
    if (request.method != "OPTIONS" ||
        !is_allowed_origin(request.get_header_value("Origin"), options.cors_origins)) {
      return false;
    }
    response.status = kNoContent;
    response.set_header("Access-Control-Allow-Methods", "GET, HEAD");
    response.set_header("Access-Control-Allow-Headers", "If-None-Match");
    response.set_header("Access-Control-Max-Age", kPreflightSeconds);
    return true;
  }

  HandlerResponse route(const Request& request, Response& response) {
    if (answers_preflight(request, response) || is_refused(request, response)) {
      return HandlerResponse::Handled;
    }
    if (const Route* const found = find_route(request.path)) {
      serve(*found, {searcher, metrics}, request, response);
      return HandlerResponse::Handled;
    }
    // A NUL would end the path for the file system, but not for the choice of the type.
    if (request.path.starts_with("/api/") || request.path.find('\0') != std::string::npos) {
      answer_status(response, kNotFound);
      return HandlerResponse::Handled;
    }
    return HandlerResponse::Unhandled;  // a file of the page
  }

  void finish(const Request& request, Response& response) const {
    if (response.status == kOk && !response.body.empty() && find_route(request.path) == nullptr) {
      tag_file(request, response);
    }
    if (response.status == kNotModified || response.status == kNoContent) {
      response.headers.erase("Content-Length");
      response.headers.erase("Content-Type");
    }
    compress(request, response);
    if (options.cors_origins.empty()) return;
    response.set_header("Vary", "Origin");
    const std::string origin = request.get_header_value("Origin");
    if (!is_allowed_origin(origin, options.cors_origins)) return;
    response.set_header("Access-Control-Allow-Origin", origin);
    response.set_header("Access-Control-Expose-Headers", "ETag");
    response.headers.erase("Cross-Origin-Resource-Policy");
  }

  // What happens before, behind and instead of the routes.
  void add_handlers() {
    server.set_pre_routing_handler(
        [this](const Request& request, Response& response) { return route(request, response); });
    server.set_post_routing_handler(
        [this](const Request& request, Response& response) { finish(request, response); });
    server.set_logger([this](const Request& request, const Response& response) {
      metrics.count_request(request.path, response.status);
    });
    server.set_error_handler([](const Request&, Response& response) {
      if (response.body.empty()) answer_status(response, response.status);
    });
    server.set_exception_handler(
        [](const Request&, Response& response, const std::exception_ptr& thrown) {
          std::string message = "unexpected failure";
          try {
            std::rethrow_exception(thrown);
          } catch (const std::exception& error) {
            message = error.what();
          } catch (...) {
            message = "the index cannot be read";  // Xapian::Error is no std::exception
          }
          answer(response, error_json("internal", message), kInternalError);
        });
  }

  search::Searcher& searcher;
  ServerOptions options;
  Metrics metrics;
  ConnectionServer server;
  std::thread listener;
};

HttpServer::HttpServer(search::Searcher& searcher, ServerOptions options)
    : impl_(std::make_unique<Impl>(searcher, std::move(options))) {}

HttpServer::~HttpServer() { stop(); }

Result<int> HttpServer::start() {
  ServerOptions& options = impl_->options;
  const int port =
      options.port == 0
          ? impl_->server.bind_to_any_port(options.host.c_str())
          : (impl_->server.bind_to_port(options.host.c_str(), options.port) ? options.port : -1);
  if (port < 0) {
    return fail(
        fmt::format("cannot listen on {}:{}", options.host, options.port),
        "another program may have the port: choose one with --port N, or --port 0 for a free one");
  }
  impl_->listener = std::thread([this] { impl_->server.listen_bound(); });
  while (!impl_->server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return port;
}

void HttpServer::stop() {
  if (!impl_->listener.joinable()) return;
  impl_->server.stop_all();
  impl_->listener.join();
}

}  // namespace fihris::api
