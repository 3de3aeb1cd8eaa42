// Arabic that was stored as UTF-8 and read as windows-1252 ("Ø§Ù„Ø³Ù„Ø§Ù…" for السلام) or as
// windows-1256 ("ط§ظ„ط³ظ„ط§ظ…"), put right.
#pragma once

#include <string>
#include <string_view>

namespace fihris::ingest {

// The text with every line that was read as windows-1252 repaired; lines that are no such damage
// stay as they are. Needs valid UTF-8. Thread-safe.
std::string repair_mojibake(std::string_view text);

// A quick look: whether there may be anything to repair.
bool may_be_mojibake(std::string_view text);

// Both damages. Empty if nothing was repaired. Needs valid UTF-8. Thread-safe.
std::string repair_any_mojibake(std::string_view text);

}  // namespace fihris::ingest
