#include "server/api/http_server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <chrono>
#include <exception>
#include <thread>

#include "server/api/answers.h"
#include "server/api/json.h"
#include "server/api/metrics.h"
#include "server/api/routes.h"

namespace fihris::api {
namespace {

constexpr time_t kKeepAliveSeconds = 2;  // also how long an idle connection may delay the stop
constexpr size_t kRequestsPerConnection = 1'000'000;

}  // namespace

struct HttpServer::Impl {
  Impl(search::Searcher& the_searcher, ServerOptions the_options)
      : searcher(the_searcher), options(std::move(the_options)) {
    configure();
    add_handlers();
    add_routes(server, searcher, metrics);
    if (!options.web.empty()) server.set_mount_point("/", options.web.string());
  }

  void configure() {
    server.new_task_queue = [threads = options.threads] {
      return new httplib::ThreadPool(threads);
    };
    server.set_keep_alive_max_count(kRequestsPerConnection);
    server.set_keep_alive_timeout(kKeepAliveSeconds);
    server.set_tcp_nodelay(true);
    // Not the library's SO_REUSEPORT: a second server on the same port must fail, not take half of
    // the requests.
    server.set_socket_options([](socket_t socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    server.set_default_headers({{"X-Content-Type-Options", "nosniff"},
                                {"Content-Security-Policy", "default-src 'self'"},
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

  // What happens before and behind the routes.
  void add_handlers() {
    server.set_pre_routing_handler(
        [](const httplib::Request& request, httplib::Response& response) {
          // A NUL would end the path for the file system, but not for the choice of the type.
          if (request.path.find('\0') != std::string::npos && !request.path.starts_with("/api/")) {
            answer_status(response, kNotFound);
            return httplib::Server::HandlerResponse::Handled;
          }
          if (request.method == "GET" || request.method == "HEAD") {
            return httplib::Server::HandlerResponse::Unhandled;
          }
          response.set_header("Allow", "GET, HEAD");
          answer_status(response, kMethodNotAllowed);
          return httplib::Server::HandlerResponse::Handled;
        });
    server.set_logger([this](const httplib::Request& request, const httplib::Response& response) {
      metrics.count_request(request.path, response.status);
    });
    server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (response.body.empty()) answer_status(response, response.status);
    });
    server.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr& thrown) {
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
  httplib::Server server;
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
  impl_->listener = std::thread([this] { impl_->server.listen_after_bind(); });
  while (!impl_->server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return port;
}

void HttpServer::stop() {
  if (!impl_->listener.joinable()) return;
  impl_->server.stop();
  impl_->listener.join();
}

}  // namespace fihris::api
