#include "indexer/analysis/skeleton_table.h"

#include <algorithm>
#include <charconv>

#include "indexer/analysis/data.h"
#include "indexer/analysis/letters.h"
#include "indexer/analysis/table.h"

namespace fihris::analysis {
namespace {

constexpr float kMisspelled = 1.5F;  // a letter that never writes the sound

float number(std::string_view text) {
  float value = kNever;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

unsigned class_of(std::string_view name) {
  static constexpr std::string_view kClasses = "-BFTDSKLMNR";
  return static_cast<unsigned>(kClasses.find(name.at(0)));
}

// The byte of a sound: itself, or of an Arabic letter the letter's.
char symbol(std::string_view cell) {
  return byte(cell[0]) < 0x80 ? cell[0] : letters_of(cell).at(0);
}

void read_sound(const TableRow& row, SkeletonTable& table) {
  const char self = symbol(row.cells.at(0));
  Sound& sound = table.sounds.at(byte(self));
  sound.cls = class_of(row.cells.at(1));
  sound.unwritten = number(row.cells.at(2));
  sound.unwritten_at_border = number(row.cells.at(3));
  sound.written.fill(kMisspelled);
  if (is_letter_byte(self)) sound.written.at(byte(self)) = 0;
  std::string_view rest = row.cells.at(4);
  while (!rest.empty() && rest != "-") {
    const std::string_view cell = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), cell.size() + 1));
    const float cost = number(cell.substr(cell.find(':') + 1));
    sound.written.at(byte(symbol(cell))) = cost;
    if (cost == 0 && sound.usual.empty()) sound.usual = symbol(cell);
  }
}

void read_letter(const TableRow& row, SkeletonTable& table) {
  const char self = symbol(row.cells.at(0));
  table.letters.at(byte(self)) = {class_of(row.cells.at(1)), number(row.cells.at(2)),
                                  number(row.cells.at(3)), number(row.cells.at(4))};
  table.own_sound.at(byte(self)) = self;
}

std::vector<std::string_view> sounds_of(const TableRow& row, size_t first_cell) {
  std::vector<std::string_view> sounds(row.cells.begin() + static_cast<std::ptrdiff_t>(first_cell),
                                       row.cells.end());
  std::ranges::replace(sounds, "~", "");
  return sounds;
}

SkeletonTable read_skeleton_table() {
  SkeletonTable table;
  for (const TableRow& row : parse_table(kSkeletonTable)) {
    const std::string_view name = row.cells.at(0);
    if (row.section == "sound") {
      read_sound(row, table);
    } else if (row.section == "letter") {
      read_letter(row, table);
    } else if (row.section == "grapheme") {
      table.graphemes.at(byte(name[0])).push_back({name, row.cells.at(1), sounds_of(row, 2)});
    } else {
      table.names.at(byte(name[0])) = sounds_of(row, 1);
    }
  }
  return table;
}

}  // namespace

const SkeletonTable& skeleton_table() {
  static const SkeletonTable table = read_skeleton_table();
  return table;
}

}  // namespace fihris::analysis
