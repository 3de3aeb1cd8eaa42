#include "tests/support/web_driver.h"

#include <array>
#include <csignal>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "tests/support/http_client.h"

namespace fihris::test {

using nlohmann::json;
using namespace std::chrono_literals;

namespace {

// The key under which WebDriver gives an element's reference.
constexpr const char* kElementKey = "element-6066-11e4-a52e-4f735466cecf";
constexpr std::string_view kEnterKey = "\uE007";

json capabilities(const std::string& profile) {
  const json arguments{"--headless=new",
                       "--no-sandbox",
                       "--disable-gpu",
                       "--disable-quic",
                       "--no-first-run",
                       "--disable-background-networking",
                       "--disable-component-update",
                       "--disable-sync",
                       "--window-size=1280,900",
                       "--user-data-dir=" + profile};
  const json always{{"browserName", "chrome"},
                    {"goog:loggingPrefs", {{"browser", "ALL"}}},
                    {"goog:chromeOptions", {{"binary", "/usr/bin/chromium"}, {"args", arguments}}}};
  return {{"capabilities", {{"alwaysMatch", always}}}};
}

// Sends a command; gives the answer's value or throws what the driver says.
json ask(int port, const std::string& method, const std::string& path, const std::string& body) {
  const HttpResponse response = HttpClient(port, 60s).send(method, path, body);
  const json answer = json::parse(response.body, nullptr, false);
  auto value = answer.is_object() ? answer.value("value", json()) : json();
  if (response.status != 200) {
    const bool explained = value.is_object() && value.contains("message");
    const std::string reason = explained ? value["message"].get<std::string>() : response.body;
    throw std::runtime_error("browser: " + method + " " + path + ": " + reason);
  }
  return value;
}

std::string decoded_base64(const std::string& text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned int buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) {
      continue;
    }
    buffer = (buffer << 6U) | static_cast<unsigned int>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((buffer >> static_cast<unsigned int>(bits)) & 0xFFU);
    }
  }
  return bytes;
}

// A script that finds `css` and returns `expression` of the element `e`; null if there is none.
std::string of_first(std::string_view css, const std::string& expression) {
  return "const e = document.querySelector(" + json(css).dump() + "); return e && " + expression;
}

}  // namespace

WebDriver::WebDriver() {
  constexpr int kAttempts = 5;  // the port that it chooses may be taken between IPv6 and IPv4
  for (int attempt = 0; attempt < kAttempts && port_ == 0; ++attempt) {
    start_driver();
  }
  if (port_ == 0) {
    throw std::runtime_error("chromedriver does not start: " + driver_->out() + driver_->err());
  }
  const json session = ask(port_, "POST", "/session", capabilities(profile_ / "chromium").dump());
  session_ = "/session/" + session.at("sessionId").get<std::string>();
}

void WebDriver::start_driver() {
  driver_ = std::make_unique<Program>("chromedriver", std::vector<std::string>{"--port=0"});
  const std::regex announcement(R"(started successfully on port (\d+))");
  test::wait_until(
      [&] {
        const bool alive = driver_->running();
        const std::string out = driver_->out();
        std::smatch match;
        if (std::regex_search(out, match, announcement)) {
          port_ = std::stoi(match[1]);
        }
        return port_ != 0 || !alive;
      },
      30s);
}

WebDriver::~WebDriver() {
  HttpClient(port_).send("DELETE", session_);  // ends the browser; an error here changes nothing
  driver_->signal(SIGTERM);
  driver_->wait(5s);
}

std::string WebDriver::command(const std::string& method, const std::string& path,
                               const std::string& parameters) {
  const std::string body = method == "POST" && parameters.empty() ? "{}" : parameters;
  return ask(port_, method, session_ + path, body).dump();
}

void WebDriver::go_to(const std::string& url) {
  command("POST", "/url", json{{"url", url}}.dump());
}
void WebDriver::go_back() { command("POST", "/back"); }
void WebDriver::reload() { command("POST", "/refresh"); }
std::string WebDriver::url() { return json::parse(command("GET", "/url")).get<std::string>(); }

void WebDriver::set_viewport(int width, int height) {
  const json parameters{
      {"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}};
  const json wrapped{{"cmd", "Emulation.setDeviceMetricsOverride"}, {"params", parameters}};
  command("POST", "/goog/cdp/execute", wrapped.dump());
}

void WebDriver::on_element(std::string_view css, const std::string& action,
                           const std::string& parameters) {
  const std::string wanted = json{{"using", "css selector"}, {"value", css}}.dump();
  std::string fault;
  const bool done = test::wait_until(
      [&] {
        try {
          const json found = json::parse(command("POST", "/element", wanted));
          command("POST", "/element/" + found.at(kElementKey).get<std::string>() + action,
                  parameters);
          return true;
        } catch (const std::runtime_error& error) {
          fault = error.what();
          if (fault.find("stale element reference") == std::string::npos) {
            throw;
          }
          return false;
        }
      },
      5s);
  if (!done) {
    throw std::runtime_error(fault);
  }
}

void WebDriver::type(std::string_view css, std::string_view text) {
  on_element(css, "/value", json{{"text", text}}.dump());
}
void WebDriver::press_enter(std::string_view css) { type(css, kEnterKey); }
void WebDriver::clear(std::string_view css) { on_element(css, "/clear"); }
void WebDriver::click(std::string_view css) { on_element(css, "/click"); }

std::size_t WebDriver::count(std::string_view css) {
  return std::stoul(execute("return document.querySelectorAll(" + json(css).dump() + ").length"));
}

std::optional<std::string> WebDriver::text(std::string_view css) {
  const std::vector<std::string> all = texts(css);
  return all.empty() ? std::nullopt : std::optional(all.front());
}

std::vector<std::string> WebDriver::texts(std::string_view css) {
  const std::string list = execute("return [...document.querySelectorAll(" + json(css).dump() +
                                   ")].map(e => e.textContent)");
  return json::parse(list).get<std::vector<std::string>>();
}

std::optional<std::string> WebDriver::attribute(std::string_view css, std::string_view name) {
  const std::string value =
      execute(of_first(css, "JSON.stringify(e.getAttribute(" + json(name).dump() + "))"));
  const json parsed = json::parse(value);
  return parsed.is_null() ? std::nullopt : std::optional(parsed.get<std::string>());
}

std::string WebDriver::style(std::string_view css, std::string_view property) {
  return execute(
      of_first(css, "getComputedStyle(e).getPropertyValue(" + json(property).dump() + ")"));
}

std::string WebDriver::execute(const std::string& script) {
  const json parameters{{"script", script}, {"args", json::array()}};
  const json value = json::parse(command("POST", "/execute/sync", parameters.dump()));
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void WebDriver::screenshot(const std::filesystem::path& file) {
  write_file(file, decoded_base64(command("GET", "/screenshot")));
}

std::vector<std::string> WebDriver::console_messages() {
  std::vector<std::string> messages;
  for (const json& entry : json::parse(command("POST", "/se/log", R"({"type": "browser"})"))) {
    messages.push_back(entry.at("level").get<std::string>() + " " +
                       entry.at("message").get<std::string>());
  }
  return messages;
}

}  // namespace fihris::test
