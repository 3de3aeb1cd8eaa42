#include "server/api/http_server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <chrono>
#include <exception>
#include <thread>

#include "server/api/json.h"
#include "server/api/request.h"

namespace fihris::api {
namespace {

constexpr const char* kJson = "application/json; charset=utf-8";
constexpr time_t kKeepAliveSeconds = 2;  // also how long an idle connection may delay the stop
constexpr size_t kRequestsPerConnection = 1'000'000;
constexpr int kBadRequest = 400;
constexpr int kNotFound = 404;
constexpr int kMethodNotAllowed = 405;
constexpr int kInternalError = 500;
constexpr int kUnavailable = 503;

void answer(httplib::Response& response, const std::string& json, int status = 200) {
  response.status = status;
  response.set_content(json, kJson);
}

Parameters parameters_of(const httplib::Request& request) {
  return [&request](const std::string& name) {
    std::vector<std::string> values;
    for (size_t i = 0; i < request.get_param_value_count(name); ++i) {
      values.push_back(request.get_param_value(name, i));
    }
    return values;
  };
}

// What a status that no route has explained means.
std::string_view meaning_of(int status) {
  switch (status) {
    case kNotFound:
      return "there is nothing at this path";
    case kMethodNotAllowed:
      return "only GET and HEAD are allowed";
    case 413:
      return "the request is too large";
    case 414:
      return "the address is too long";
    default:
      return "the request cannot be answered";
  }
}

std::string_view code_of(int status) {
  switch (status) {
    case kNotFound:
      return "not_found";
    case kMethodNotAllowed:
      return "method_not_allowed";
    case 413:
    case 414:
      return "too_long";
    default:
      return status >= kInternalError ? "internal" : "bad_request";
  }
}

}  // namespace

struct HttpServer::Impl {
  Impl(search::Searcher& the_searcher, ServerOptions the_options)
      : searcher(the_searcher), options(std::move(the_options)) {
    configure();
    add_routes();
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
    server.set_pre_routing_handler(
        [](const httplib::Request& request, httplib::Response& response) {
          // A NUL would end the path for the file system, but not for the choice of the type.
          if (request.path.find('\0') != std::string::npos && !request.path.starts_with("/api/")) {
            answer(response, error_json(code_of(kNotFound), meaning_of(kNotFound)), kNotFound);
            return httplib::Server::HandlerResponse::Handled;
          }
          if (request.method == "GET" || request.method == "HEAD")
            return httplib::Server::HandlerResponse::Unhandled;
          response.set_header("Allow", "GET, HEAD");
          answer(response, error_json(code_of(kMethodNotAllowed), meaning_of(kMethodNotAllowed)),
                 kMethodNotAllowed);
          return httplib::Server::HandlerResponse::Handled;
        });
    server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty()) return;
      answer(response, error_json(code_of(response.status), meaning_of(response.status)),
             response.status);
    });
    server.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, std::exception_ptr thrown) {
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

  void add_routes() {
    server.Get("/api/v1/search",
               [this](const auto& request, auto& response) { search(request, response); });
    server.Get(R"(/api/v1/articles/([\s\S]+))",
               [this](const auto& request, auto& response) { article(request, response); });
    server.Get("/api/v1/stats", [this](const auto&, auto& response) {
      answer(response, stats_json(searcher.stats()));
    });
    for (const char* path : {"/healthz", "/readyz"}) {
      server.Get(path, [](const auto&, auto& response) { answer(response, status_json("ok")); });
    }
    if (!options.web.empty()) server.set_mount_point("/", options.web.string());
  }

  void search(const httplib::Request& request, httplib::Response& response) {
    const auto started = std::chrono::steady_clock::now();
    const auto wanted = read_search_request(parameters_of(request));
    if (!wanted) return refuse(wanted.error(), response);
    const Result<search::SearchResults> results = searcher.search(*wanted);
    if (!results) return unavailable(results.error(), response);
    const std::chrono::duration<double, std::milli> took =
        std::chrono::steady_clock::now() - started;
    answer(response, search_json(*wanted, *results, took.count()));
  }

  void article(const httplib::Request& request, httplib::Response& response) {
    const auto wanted = read_search_request(parameters_of(request));
    if (!wanted) return refuse(wanted.error(), response);
    const std::string id = request.matches[1];
    const Result<std::optional<search::MarkedArticle>> found = searcher.article(id, *wanted);
    if (!found) return unavailable(found.error(), response);
    if (!*found) {
      return answer(
          response,
          error_json("not_found", fmt::format("there is no article with the id \"{}\"", id)),
          kNotFound);
    }
    answer(response, article_json(**found));
  }

  static void refuse(const BadParameter& bad, httplib::Response& response) {
    answer(response, error_json("bad_parameter", bad.message, bad.parameter), kBadRequest);
  }

  static void unavailable(const Error& error, httplib::Response& response) {
    answer(response, error_json("index_unreadable", error.message + ": " + error.hint),
           kUnavailable);
  }

  search::Searcher& searcher;
  ServerOptions options;
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
