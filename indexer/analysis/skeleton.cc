#include "indexer/analysis/skeleton.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/characters.h"
#include "indexer/analysis/lexicon.h"
#include "indexer/analysis/skeleton_table.h"
#include "indexer/analysis/stopwords.h"
#include "indexer/analysis/utf8.h"
#include "indexer/analysis/word_lists.h"

namespace fihris::analysis {
namespace {

constexpr size_t kMaxReadings = 8;  // GPT spelled or spoken, for each part of a name
constexpr size_t kMaxLetters = 40;  // of an Arabic word that is compared
constexpr int kKeyClasses = 8;
constexpr unsigned kClassBits = 4;
constexpr unsigned kClassMask = 15;

constexpr float kLaterReading = 0.07F;
constexpr float kSilence = 0.1F;
constexpr double kVowelShare = 0.4;  // of a consonant, in the length of a name

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool fits(const Grapheme& grapheme, std::string_view word, size_t i) {
  if (!word.substr(i).starts_with(grapheme.letters)) return false;
  const size_t end = i + grapheme.letters.size();
  switch (grapheme.where[0]) {
    case '^':
      return i == 0;
    case '$':
      return end == word.size();
    case '<':
      return i > 0 && grapheme.where.find(word[i - 1]) != std::string_view::npos;
    case '>':
      return end < word.size() && grapheme.where.find(word[end]) != std::string_view::npos;
    default:
      return true;
  }
}

// Latin letters without marks (É: e), other characters left out.
std::string plain_latin(std::string_view typed) {
  std::string plain;
  for (size_t i = 0; i < typed.size();) {
    const char32_t c = decode_utf8(typed, i);
    const char32_t shape = c < 0x80 ? c : char_info(c).shape;
    if (shape < 0x80 &&
        (is_lower(static_cast<char>(shape)) || is_upper(static_cast<char>(shape)))) {
      plain += static_cast<char>(shape);
    } else if (c >= 0x80 && shape == 0) {
      plain += expand(c);
    }
  }
  return plain;
}

// The first part of a name: capitals that belong together (GPT, of AIBased: AI), or a word with its
// capital.
std::string_view first_part(std::string_view name) {
  size_t capitals = 0;
  while (capitals < name.size() && is_upper(name[capitals])) ++capitals;
  if (capitals > 1) return name.substr(0, capitals == name.size() ? capitals : capitals - 1);
  size_t end = capitals;
  while (end < name.size() && !is_upper(name[end])) ++end;
  return name.substr(0, end);
}

SkeletonKey with_class(SkeletonKey key, unsigned cls) {
  if (cls == 0 || (key & kClassMask) == cls || key >> (kClassBits * (kKeyClasses - 1)) != 0) {
    return key;
  }
  return key << kClassBits | cls;
}

constexpr int kMinKey = 2;
constexpr size_t kMinNameLetters = 3;
constexpr size_t kMaxNameLetters = 24;
constexpr size_t kMaxTermKeys = 4;  // of a Latin term

}  // namespace

std::vector<SkeletonKey> keys_of_term(std::string_view term) {
  std::vector<SkeletonKey> keys;
  if (term.size() < kMinNameLetters || term.size() > kMaxNameLetters) return keys;
  if (is_letter_byte(term[0])) {
    const bool listed = word_lists().names.contains(Letters(term));
    if (!listed && (find_in_lexicon(term) || !find_stop_word(to_utf8(term)).empty())) return keys;
    keys.push_back(skeleton_key(term));
  } else if (std::ranges::all_of(term, is_lower)) {
    keys = Pronunciation::of_latin(term).keys();
    if (keys.size() > kMaxTermKeys) keys.resize(kMaxTermKeys);
  }
  std::erase_if(keys, [](SkeletonKey key) { return key_size(key) < kMinKey; });
  return keys;
}

int key_size(SkeletonKey key) {
  int size = 0;
  for (; key != 0; key >>= kClassBits) ++size;
  return size;
}

SkeletonKey skeleton_key(std::string_view letters) {
  const SkeletonTable& table = skeleton_table();
  SkeletonKey key = 0;
  for (const char letter : letters) key = with_class(key, table.letters.at(byte(letter)).cls);
  return key;
}

bool is_same_name(double likeness, SkeletonKey key, Threshold threshold) {
  const int size = key_size(key);
  return size >= 3 && likeness >= (size == 3 ? threshold.three : threshold.more);
}

Pronunciation::Reading Pronunciation::read_word(std::string_view word) {
  const SkeletonTable& table = skeleton_table();
  Reading reading;
  for (size_t i = 0; i < word.size();) {
    const bool doubled = i > 0 && word[i] == word[i - 1] && !is_vowel(word[i]);
    const std::vector<Grapheme>& graphemes = table.graphemes.at(byte(word[i]));
    const auto found =
        std::ranges::find_if(graphemes, [&](const Grapheme& g) { return fits(g, word, i); });
    if (found == graphemes.end()) {
      ++i;
      continue;
    }
    if (!doubled || found->letters.size() > 1) reading.push_back(found->sounds);
    i += found->letters.size();
  }
  return reading;
}

Pronunciation::Reading Pronunciation::read_letter_names(std::string_view letters) {
  Reading reading;
  for (const char c : letters) reading.push_back(skeleton_table().names.at(byte(c)));
  return reading;
}

Pronunciation Pronunciation::of_latin(std::string_view typed) {
  const std::string plain = plain_latin(typed);
  Pronunciation name;
  for (std::string_view rest = plain; !rest.empty();) {
    const std::string_view part = first_part(rest);
    rest.remove_prefix(part.size());
    std::string lower(part);
    std::ranges::transform(lower, lower.begin(), to_lower);
    const bool capitals = is_upper(part.back());
    const bool speakable = std::ranges::any_of(lower, is_vowel);
    std::vector<Reading> readings;
    if (capitals || !speakable) readings.push_back(read_letter_names(lower));
    if (speakable && lower.size() > 1) readings.push_back(read_word(lower));
    name.append(readings);
  }
  return name;
}

Pronunciation Pronunciation::of_arabic(std::string_view letters) {
  Reading reading;
  for (const char c : letters) {
    const std::string& sound = skeleton_table().own_sound.at(byte(c));
    if (!sound.empty()) reading.push_back({sound});
  }
  Pronunciation name;
  if (!reading.empty()) name.append({reading});
  return name;
}

Pronunciation Pronunciation::joined(const Pronunciation& first, const Pronunciation& second) {
  Pronunciation name = first;
  name.append(second.readings_);
  return name;
}

void Pronunciation::append(const std::vector<Reading>& readings) {
  if (readings_.empty()) {
    readings_ = readings;
    return;
  }
  std::vector<Reading> all;
  for (const Reading& before : readings_) {
    for (const Reading& next : readings) {
      if (all.size() == kMaxReadings) break;
      Reading& reading = all.emplace_back(before);
      reading.insert(reading.end(), next.begin(), next.end());
    }
  }
  readings_ = std::move(all);
}

std::vector<SkeletonKey> Pronunciation::keys() const {
  const SkeletonTable& table = skeleton_table();
  std::vector<SkeletonKey> all;
  for (const Reading& reading : readings_) {
    std::vector<SkeletonKey> keys{0};
    for (const Slot& slot : reading) {
      std::vector<SkeletonKey> longer;
      for (const std::string_view sounds : slot) {
        for (SkeletonKey key : keys) {
          for (const char sound : sounds) {
            key = with_class(key, table.sounds.at(byte(sound)).cls);
          }
          if (longer.size() < kMaxKeys && std::ranges::find(longer, key) == longer.end()) {
            longer.push_back(key);
          }
        }
      }
      keys = std::move(longer);
    }
    for (const SkeletonKey key : keys) {
      if (key != 0 && std::ranges::find(all, key) == all.end()) all.push_back(key);
    }
  }
  if (all.size() > kMaxKeys) all.resize(kMaxKeys);
  return all;
}

Letters Pronunciation::usual_spelling() const {
  const SkeletonTable& table = skeleton_table();
  Letters letters;
  if (readings_.empty()) return letters;
  for (const Slot& slot : readings_.front()) {
    for (const char sound : slot.front()) letters += table.sounds.at(byte(sound)).usual;
  }
  return letters;
}

namespace {

// The cheapest ways to write the sounds so far with the first n letters of a word, for every n.
class Alignment {
 public:
  using Row = std::array<float, kMaxLetters + 1>;

  explicit Alignment(std::string_view letters) : letters_(letters.substr(0, kMaxLetters)) {}

  Row start() const {
    Row row;
    row[0] = 0;
    for (size_t n = 1; n <= letters_.size(); ++n) row.at(n) = row.at(n - 1) + extra(n - 1);
    return row;
  }

  Row speak(const Row& before, const Sound& sound, bool at_border) const {
    const float unwritten = at_border ? sound.unwritten_at_border : sound.unwritten;
    Row row;
    row[0] = before[0] + unwritten;
    for (size_t n = 1; n <= letters_.size(); ++n) {
      const float written = before.at(n - 1) + sound.written.at(byte(letters_[n - 1]));
      row.at(n) = std::min({before.at(n) + unwritten, written, row.at(n - 1) + extra(n - 1)});
    }
    return row;
  }

  float cost(const Row& row) const { return row.at(letters_.size()); }
  void keep_cheaper(Row& row, const Row& other, float more) const {
    for (size_t n = 0; n <= letters_.size(); ++n) {
      row.at(n) = std::min(row.at(n), other.at(n) + more);
    }
  }
  static Row none() {
    Row row;
    row.fill(kNever);
    return row;
  }

 private:
  // What the i-th letter costs if it writes nothing.
  float extra(size_t i) const {
    const Letter& letter = skeleton_table().letters.at(byte(letters_[i]));
    if (i == 0) return letter.first;
    return i + 1 == letters_.size() ? letter.last : letter.inside;
  }

  std::string_view letters_;
};

}  // namespace

double Pronunciation::likeness(std::string_view letters) const {
  const SkeletonTable& table = skeleton_table();
  const Alignment alignment(letters);
  double best = 0;
  for (const Reading& reading : readings_) {
    Alignment::Row row = alignment.start();
    double length = 0;
    for (size_t s = 0; s < reading.size(); ++s) {
      Alignment::Row cheapest = Alignment::none();
      float later = 0;
      for (const std::string_view sounds : reading[s]) {
        Alignment::Row spoken = row;
        for (size_t i = 0; i < sounds.size(); ++i) {
          const bool first = s == 0 && i == 0;
          const bool last = s + 1 == reading.size() && i + 1 == sounds.size();
          spoken = alignment.speak(spoken, table.sounds.at(byte(sounds[i])), first || last);
        }
        alignment.keep_cheaper(cheapest, spoken, sounds.empty() ? later + kSilence : later);
        later += kLaterReading;
      }
      for (const char sound : reading[s].front()) {
        length += table.sounds.at(byte(sound)).cls != 0 ? 1 : kVowelShare;
      }
      row = cheapest;
    }
    best = std::max(best, 1 - static_cast<double>(alignment.cost(row)) / std::max(length, 1.0));
  }
  return best;
}

}  // namespace fihris::analysis
