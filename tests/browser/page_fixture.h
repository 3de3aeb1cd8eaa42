// A small corpus, its server and a browser that shows its page.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/server_process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/web_driver.h"

namespace fihris::test {

class Page {
 public:
  // Indexes 30 short articles; the browser is at no page yet.
  Page();

  // The address of the page with these parameters: address("q=قطن&page=2").
  std::string address(std::string_view parameters = "") const;

  // True once body[data-phase] is that. If it does not come to it, prints what the page shows
  // instead.
  bool reaches(std::string_view phase);

  // Saves what the browser shows as NAME.png in the build folder, below "screenshots".
  void keep_screenshot(const std::string& name);

  ServerProcess& server() { return server_; }
  WebDriver& browser() { return browser_; }

 private:
  TempDir dir_;
  ServerProcess server_;
  WebDriver browser_;
};

}  // namespace fihris::test
