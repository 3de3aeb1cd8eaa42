#include "indexer/ingest/encoding/encoding.h"

#include <fmt/format.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "indexer/analysis/utf8.h"
#include "indexer/ingest/clean_text.h"
#include "indexer/ingest/encoding/arabic_score.h"
#include "indexer/ingest/encoding/converter.h"
#include "indexer/ingest/encoding/presentation_forms.h"
#include "indexer/ingest/encoding/visual_order.h"
#include "indexer/ingest/formats/signatures.h"
#include "indexer/ingest/mojibake.h"

namespace fihris::ingest {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kUtf8 = "UTF-8";
// Enough to tell encodings apart.
constexpr std::size_t kSampleSize = std::size_t{64} << 10U;

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};
// The longer first: UTF-32LE begins as UTF-16LE does.
constexpr std::array kMarks{Mark{kByteOrderMark, kUtf8}, Mark{"\xFF\xFE\0\0"sv, "UTF-32LE"},
                            Mark{"\0\0\xFE\xFF"sv, "UTF-32BE"}, Mark{"\xFF\xFE"sv, "UTF-16LE"},
                            Mark{"\xFE\xFF"sv, "UTF-16BE"}};

// In the order of how common they are; the first of equals is taken.
constexpr std::array<std::string_view, 4> kArabicEncodings{"windows-1256", "ISO-8859-6", kMacArabic,
                                                           "ibm-720"};

// UTF-16 without a byte order mark: in Arabic and Latin text nearly all high bytes are 0 or 6.
std::string_view find_utf16(std::string_view bytes) {
  constexpr std::size_t kShortest = 4;
  constexpr std::size_t kMostOthers = 10;  // percent
  const std::string_view sample = bytes.substr(0, kSampleSize);
  if (sample.size() < kShortest || sample.size() % 2 != 0) return {};
  std::array<std::size_t, 2> high{};
  std::size_t zeros = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    high.at(i % 2) += sample[i] == '\0' || sample[i] == '\x06' || sample[i] == '\x20' ? 1U : 0U;
    zeros += sample[i] == '\0' ? 1U : 0U;
  }
  const std::size_t units = sample.size() / 2;
  const auto is_high = [&](std::size_t at) {
    return high.at(at) * 100 >= units * (100 - kMostOthers) && high.at(1 - at) * 2 < units;
  };
  if (zeros == 0) return {};
  return is_high(1) ? "UTF-16LE"sv : is_high(0) ? "UTF-16BE"sv : ""sv;
}

struct Utf8Count {
  std::size_t valid = 0;    // characters of several bytes
  std::size_t invalid = 0;  // bytes
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    const char32_t c = analysis::decode_utf8(bytes, at);
    if (c == analysis::kInvalid && at - begin == 1) {
      ++count.invalid;
    } else if (c >= 0x80) {
      ++count.valid;
    }
  }
  return count;
}

std::string replace_invalid(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    analysis::append_utf8(out, analysis::decode_utf8(bytes, at));
  }
  return out;
}

// A character cut in two by a program that counted bytes is no reason to lose an article.
bool is_slightly_damaged(const Utf8Count& count) {
  constexpr std::size_t kFewestPerError = 200;
  return count.invalid * kFewestPerError <= count.valid;
}

std::optional<std::string_view> best_arabic(std::string_view sample, std::string_view declared) {
  std::optional<std::string_view> best;
  double best_score = kSurelyArabic;
  const auto consider = [&](std::string_view encoding, double bonus) {
    const std::optional<std::string> text = convert_to_utf8(sample, encoding);
    const double score = text ? arabic_score(*text) : kSurelyArabic;
    if (score <= kSurelyArabic || score + bonus <= best_score) return;
    best = encoding;
    best_score = score + bonus;
  };
  constexpr double kDeclaredBonus = 1;  // a few words alone tell two encodings hardly apart
  if (!declared.empty()) consider(declared, kDeclaredBonus);
  for (const std::string_view encoding : kArabicEncodings) consider(encoding, 0);
  return best;
}

// What ICU takes the bytes for; empty if it is not sure.
std::string detect(std::string_view sample) {
  constexpr int kLeastConfidence = 25;  // of 100
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&code),
                                                                            &ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &code);
  const UCharsetMatch* const match = ucsdet_detect(detector.get(), &code);
  if (U_FAILURE(code) != 0 || match == nullptr) return {};
  if (ucsdet_getConfidence(match, &code) < kLeastConfidence) return {};
  const char* const name = ucsdet_getName(match, &code);
  return U_FAILURE(code) != 0 || name == nullptr ? "" : name;
}

// Where the letters are: the ASCII of scripts and tags says nothing.
std::string sample_of(std::string_view bytes) {
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  std::string sample;
  for (std::size_t i = 0; i < bytes.size() && sample.size() < kSampleSize; ++i) {
    const bool before = i + 1 < bytes.size() && is_high(bytes[i + 1]);
    const bool behind = i > 0 && is_high(bytes[i - 1]);
    if (is_high(bytes[i]) || before || behind) sample += bytes[i];
  }
  return sample;
}

DecodedText decoded_as(std::string_view bytes, std::string_view encoding,
                       std::string_view declared) {
  DecodedText out{convert_to_utf8(bytes, encoding).value_or(""), std::string(encoding), {}};
  if (declared.empty()) {
    out.repairs.push_back(fmt::format("no encoding declared, {} assumed", encoding));
  } else if (declared != encoding) {
    out.repairs.push_back(fmt::format("declared {}, read as {}", declared, encoding));
  }
  return out;
}

tl::unexpected<Error> fail_as_utf8(std::string_view bytes) {
  return fail(fmt::format("not UTF-8: invalid byte at offset {}", *find_invalid_utf8(bytes)),
              "convert it with: iconv -t UTF-8");
}

Result<DecodedText> decode_legacy(std::string_view bytes, std::string_view declared) {
  const std::string sample = sample_of(bytes);
  if (const auto arabic = best_arabic(sample, declared)) {
    return decoded_as(bytes, *arabic, declared);
  }
  if (!declared.empty() && declared != kUtf8) return decoded_as(bytes, declared, declared);
  if (const std::string detected = detect(bytes.substr(0, kSampleSize));
      !detected.empty() && detected != kUtf8) {
    return decoded_as(bytes, detected, declared);
  }
  return fail_as_utf8(bytes);
}

Result<DecodedText> decode_bytes(std::string_view bytes, std::string_view declared) {
  if (is_binary(bytes)) return fail("not a text file");
  if (!find_invalid_utf8(bytes)) {
    DecodedText out{std::string(bytes), std::string(kUtf8), {}};
    if (!declared.empty() && declared != kUtf8 &&
        count_utf8(bytes.substr(0, kSampleSize)).valid > 0) {
      out.repairs.push_back(fmt::format("declared {}, read as {}", declared, kUtf8));
    }
    return out;
  }
  const Utf8Count count = count_utf8(bytes);
  if (is_slightly_damaged(count)) {
    return DecodedText{replace_invalid(bytes),
                       std::string(kUtf8),
                       {fmt::format("{} bytes that are no UTF-8 replaced", count.invalid)}};
  }
  // Not another encoding: in those hardly two bytes make a character of UTF-8.
  if (count.valid > count.invalid) return fail_as_utf8(bytes);
  return decode_legacy(bytes, declared);
}

void note(std::vector<std::string>& repairs, std::string what) {
  if (std::ranges::find(repairs, what) == repairs.end()) repairs.push_back(std::move(what));
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, std::string_view declared) {
  for (const Mark& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    const std::string_view rest = bytes.substr(mark.bytes.size());
    if (mark.encoding == kUtf8) return decode_bytes(rest, kUtf8);
    return DecodedText{
        convert_to_utf8(rest, mark.encoding).value_or(""), std::string(mark.encoding), {}};
  }
  if (const std::string_view utf16 = find_utf16(bytes); !utf16.empty()) {
    return decoded_as(bytes, utf16, {});
  }
  const std::string name = declared.empty() ? "" : encoding_name(declared);
  // A page of single bytes that says UTF-16 was converted, and its declaration was not.
  return decode_bytes(bytes, name.starts_with("UTF-") ? std::string(kUtf8) : name);
}

std::string mend_text(std::string text, std::vector<std::string>& repairs) {
  if (std::string better = repair_any_mojibake(text); !better.empty()) {
    text = std::move(better);
    note(repairs, "double-encoded UTF-8 repaired");
  }
  if (std::string better = repair_presentation_forms(text); !better.empty()) {
    text = std::move(better);
    note(repairs, "presentation forms replaced by letters");
  }
  if (std::string better = repair_visual_order(text); !better.empty()) {
    text = std::move(better);
    note(repairs, "lines in visual order turned round");
  }
  return text;
}

}  // namespace fihris::ingest
