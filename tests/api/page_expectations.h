// Compares stored articles with what a reader expects of captured pages (expected.json and the
// like).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/api/fixture.h"

namespace fihris::test {

// Checks every article of the expectations `file` against what the server gives for its id, which
// is `id_prefix` + its "file". One line a fault: "FILE: body misses the heading …". A title of null
// is not compared; a source or an author of null only if `null_is_exact`.
std::vector<std::string> page_faults(const Asker& asker, const std::filesystem::path& file,
                                     std::string_view id_prefix, bool null_is_exact);

}  // namespace fihris::test
