// A browser to test the page with: headless Chromium, driven over the W3C WebDriver protocol.
//
//   WebDriver browser;
//   browser.go_to(server.url());
//   browser.type("#q", "اقتصاد");
//   CHECK(browser.wait_until([&] { return browser.count(".hit") > 0; }));
//
// Elements are named by CSS selectors. An error of the browser is a std::runtime_error.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace fihris::test {

class WebDriver {
 public:
  WebDriver();
  ~WebDriver();
  WebDriver(const WebDriver&) = delete;
  WebDriver& operator=(const WebDriver&) = delete;

  void go_to(const std::string& url);
  void go_back();
  void reload();
  std::string url();
  void set_viewport(int width, int height);

  // As a user does; the first element found must be on the page and usable.
  void type(std::string_view css, std::string_view text);
  void press_enter(std::string_view css);
  void clear(std::string_view css);
  void click(std::string_view css);

  std::size_t count(std::string_view css);
  std::optional<std::string> text(
      std::string_view css);  // of the first one; nothing if there is none
  std::vector<std::string> texts(std::string_view css);  // of all
  std::optional<std::string> attribute(std::string_view css, std::string_view name);
  std::string style(std::string_view css, std::string_view property);  // as computed

  // The value that the script returns: a string as it is, anything else as JSON.
  std::string execute(const std::string& script);

  template <typename Condition>
  bool wait_until(Condition condition,
                  std::chrono::milliseconds timeout = std::chrono::seconds{30}) {
    return test::wait_until(condition, timeout, std::chrono::milliseconds{20});
  }

  void screenshot(const std::filesystem::path& file);  // PNG

  // Everything the page and the browser wrote to the console since the last call.
  std::vector<std::string> console_messages();

 private:
  void start_driver();  // port_ stays 0 if it does not start

  // One command of the session; gives its value as JSON.
  std::string command(const std::string& method, const std::string& path,
                      const std::string& parameters = {});
  // A command on the first element found; once more if the page replaced it in between.
  void on_element(std::string_view css, const std::string& action,
                  const std::string& parameters = {});

  TempDir profile_;
  std::unique_ptr<Program> driver_;
  int port_ = 0;
  std::string session_;  // "/session/ID"
};

}  // namespace fihris::test
