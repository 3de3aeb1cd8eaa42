#include "tests/cli/cli_fixture.h"

#include <sstream>
#include <stdexcept>

#include "tests/api/fixture.h"
#include "tests/support/paths.h"
#include "tests/support/server_process.h"

namespace fihris::test {

RunResult indexer(const std::vector<std::string>& arguments, const RunOptions& options) {
  return run(indexer_program(), arguments, options);
}

RunResult build(const TempDir& dir) {
  return indexer({"build", "--index", dir / "index", dir / "corpus"});
}

RunResult update(const TempDir& dir) {
  return indexer({"update", "--index", dir / "index", dir / "corpus"});
}

void must_build(const TempDir& dir) {
  const RunResult result = build(dir);
  if (result.exit_code != 0) {
    std::ostringstream message;
    message << "fihris-indexer build: " << result;
    throw std::runtime_error(message.str());
  }
}

std::vector<std::string> found(const std::filesystem::path& index, std::string_view q) {
  const ServerProcess server(index);
  return sorted(Asker(server.port()).ids(q, "&size=100&duplicates=1"));
}

int total_found(const std::filesystem::path& index, std::string_view q) {
  const ServerProcess server(index);
  const Json answer = Asker(server.port()).search(q, "&duplicates=1");
  return answer.at("total").at("value").get<int>();
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace fihris::test
