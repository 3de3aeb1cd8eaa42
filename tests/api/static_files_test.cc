// The page and its files; and no file besides.
#include <doctest/doctest.h>

#include <regex>

#include "tests/api/fixture.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"

namespace fihris::test {

namespace {

TEST_SUITE("api") {
  TEST_CASE("the page is served with all files that it names") {
    const HttpResponse page = articles_server().client().get("/");
    INFO(page);
    CHECK(page.status == 200);
    CHECK(page.header("content-type") == "text/html; charset=utf-8");
    CHECK(page.body == read_file(web_folder() / "index.html"));
    const std::regex reference("(?:src|href)=\"(/[a-z0-9_./-]+\\.(?:css|js|svg|png|ico))\"");
    const std::sregex_iterator end;
    int count = 0;
    for (std::sregex_iterator match(page.body.begin(), page.body.end(), reference); match != end;
         ++match) {
      const std::string target = (*match)[1];
      const HttpResponse file = articles_server().client().get(target);
      INFO(target, "\n", file);
      CHECK(file.status == 200);
      CHECK(file.body == read_file(web_folder() / target.substr(1)));
      ++count;
    }
    CHECK(count >= 2);
  }

  TEST_CASE("files have the types that a browser needs") {
    const HttpClient& client = articles_server().client();
    for (const std::filesystem::path& file : files_below(web_folder())) {
      const std::string target = "/" + file.lexically_relative(web_folder()).generic_string();
      const HttpResponse response = client.get(target);
      INFO(target, "\n", response);
      CHECK(response.status == 200);
      const std::string type = response.header("content-type");
      const std::string extension = file.extension();
      if (extension == ".js") {
        CHECK(type == "text/javascript; charset=utf-8");
      } else if (extension == ".css") {
        CHECK(type == "text/css; charset=utf-8");
      } else if (extension == ".html") {
        CHECK(type == "text/html; charset=utf-8");
      } else if (extension == ".svg") {
        CHECK(type.starts_with("image/svg+xml"));
      }
    }
  }

  TEST_CASE("no path leads out of the folder of the page") {
    const std::string secret = "cmake_minimum_required";
    REQUIRE(read_file(source_folder() / "CMakeLists.txt").find(secret) != std::string::npos);
    for (const std::string target : {"/../CMakeLists.txt",
                                     "/%2e%2e/CMakeLists.txt",
                                     "/..%2fCMakeLists.txt",
                                     "/%2e%2e%2fCMakeLists.txt",
                                     "/..%5cCMakeLists.txt",
                                     "/..\\CMakeLists.txt",
                                     "/x/../../CMakeLists.txt",
                                     "/x/%2e%2e/%2e%2e/CMakeLists.txt",
                                     "/.//..//CMakeLists.txt",
                                     "/....//CMakeLists.txt",
                                     "/%252e%252e/CMakeLists.txt",
                                     "/%c0%ae%c0%ae/CMakeLists.txt",
                                     "/api/../../CMakeLists.txt",
                                     "/../../../../../../../../etc/passwd",
                                     "//etc/passwd",
                                     "/%2fetc/passwd",
                                     "/..",
                                     "/../",
                                     "/%00",
                                     "/index.html%00.js",
                                     "/\xff"}) {
      const HttpResponse response = articles_server().client().get(target);
      INFO(target, "\n", response);
      CHECK(response.status >= 400);
      CHECK(response.status < 500);
      CHECK(response.body.find(secret) == std::string::npos);
      CHECK(response.body.find("root:") == std::string::npos);
    }
  }

  TEST_CASE("a folder is not listed") {
    const HttpResponse response = articles_server().client().get("/./");
    INFO(response);
    const bool page_or_nothing =
        response.status >= 400 || response.body == read_file(web_folder() / "index.html");
    CHECK(page_or_nothing);
  }
}

}  // namespace

}  // namespace fihris::test
