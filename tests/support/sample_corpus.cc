#include "tests/support/sample_corpus.h"

#include <array>
#include <random>

namespace fihris::test {

namespace {

constexpr std::array<std::string_view, 80> kWords{
    "مدينة",  "طريق", "سفينة", "بحر",    "جبل",   "نهر",   "قرية",  "سوق",   "تاجر",  "مزارع",
    "حقل",    "قمح",  "زيتون", "نخلة",   "سحاب",  "ريح",   "شمس",   "قمر",   "نجم",   "سماء",
    "كتاب",   "قلم",  "معلم",  "تلميذ",  "جامعة", "مختبر", "دواء",  "طبيب",  "مريض",  "مستشفى",
    "قطار",   "مطار", "ميناء", "سيارة",  "جسر",   "نفق",   "مصنع",  "عامل",  "مهندس", "آلة",
    "كهرباء", "طاقة", "نفط",   "غاز",    "ذهب",   "فضة",   "حديد",  "نحاس",  "قانون", "محكمة",
    "قاض",    "وزير", "حكومة", "برلمان", "صحيفة", "إذاعة", "شاعر",  "رواية", "مسرح",  "لوحة",
    "ملعب",   "لاعب", "هدف",   "بطولة",  "مدرب",  "جمهور", "رياح",  "صحراء", "واحة",  "جمل",
    "حصان",   "طائر", "سمكة",  "غابة",   "شجرة",  "زهرة",  "حديقة", "بيت",   "نافذة", "باب"};

std::string words(std::size_t count, std::mt19937& random) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += i == 0 ? "" : " ";
    text += kWords.at(random() % kWords.size());
  }
  return text;
}

std::string article(const std::string& prefix, const std::string& number, const std::string& marker,
                    std::mt19937& random) {
  return R"({"id": ")" + prefix + "-" + number + R"(", "title": ")" + words(2, random) + " " +
         number + R"(", "body": ")" + marker + " " + words(60, random) + ".\"}\n";
}

}  // namespace

std::string sample_jsonl(std::size_t count, std::string_view prefix, std::string_view marker) {
  std::mt19937 random(20240229);  // the same articles in every run
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) {
    lines += article(std::string(prefix), std::to_string(i), std::string(marker), random);
  }
  return lines;
}

std::string sample_words(std::size_t count, unsigned int seed) {
  std::mt19937 random(seed);
  return words(count, random);
}

}  // namespace fihris::test
