// The project's one way to report an expected failure: a value, not an exception.
//
//   Result<Manifest> manifest = read_manifest(dir);
//   if (!manifest) return tl::make_unexpected(manifest.error());
//
// Failures that end the job (out of memory, a Xapian exception) stay exceptions and are caught in
// main() and in the HTTP layer only.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace fihris {

// What went wrong, in words for the user: names the file, line or parameter.
struct Error {
  std::string message;
  std::string hint;  // the next step; may be empty
};

template <typename T>
using Result = tl::expected<T, Error>;

// Example: return fail("no index at \"x\"", "build one with: fihris-indexer build --index x
// CORPUS");
inline tl::unexpected<Error> fail(std::string message, std::string hint = {}) {
  return tl::make_unexpected(Error{std::move(message), std::move(hint)});
}

}  // namespace fihris
