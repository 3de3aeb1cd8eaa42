// Texts in old and broken encodings, read as Arabic.
#include "indexer/ingest/encoding/encoding.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "tests/support/encode.h"

namespace fihris::ingest {
namespace {

constexpr std::string_view kText =
    "عاد الصيادون إلى الميناء عند الفجر، وامتلأ السوق القديم بأسماك طازجة من كل نوع.\n"
    "قال كبير الصيادين إن الموسم جيد هذا العام؛ فهل يبقى كذلك حتى الشتاء؟\n";
constexpr std::string_view kPlainText = "عاد الصيادون إلى الميناء عند الفجر وامتلأ السوق القديم.";
constexpr std::string_view kFrench = "Les pêcheurs sont rentrés à l'aube, très fatigués.\n";

using test::encode;

struct Row {
  const char* written;      // the encoding of the bytes
  std::string_view said;    // the declared encoding
  std::string_view read;    // the encoding found
  std::string_view repair;  // the first note; empty: none
};

constexpr std::array kRows{
    Row{"UTF-8", "", "UTF-8", ""},
    Row{"UTF-8", "utf-8", "UTF-8", ""},
    Row{"UTF-8", "windows-1256", "UTF-8", "declared windows-1256, read as UTF-8"},
    Row{"windows-1256", "windows-1256", "windows-1256", ""},
    Row{"windows-1256", "CP1256", "windows-1256", ""},
    Row{"windows-1256", "", "windows-1256", "no encoding declared, windows-1256 assumed"},
    Row{"windows-1256", "utf-8", "windows-1256", "declared UTF-8, read as windows-1256"},
    Row{"windows-1256", "iso-8859-1", "windows-1256", "declared ISO-8859-1, read as windows-1256"},
    Row{"windows-1256", "no-such", "windows-1256", "no encoding declared, windows-1256 assumed"},
    Row{"ISO-8859-6", "", "ISO-8859-6", "no encoding declared, ISO-8859-6 assumed"},
    Row{"ISO-8859-6", "windows-1256", "ISO-8859-6", "declared windows-1256, read as ISO-8859-6"},
    Row{"ibm-720", "", "ibm-720", "no encoding declared, ibm-720 assumed"},
    Row{"UTF-16LE", "", "UTF-16LE", "no encoding declared, UTF-16LE assumed"},
    Row{"UTF-16BE", "", "UTF-16BE", "no encoding declared, UTF-16BE assumed"},
    Row{"UTF-16", "", "UTF-16LE", ""},  // with a byte order mark
};

TEST_SUITE("unit") {
  TEST_CASE("an Arabic text is found in each encoding: declared or not or wrongly") {
    for (const Row& row : kRows) {
      CAPTURE(row.written);
      CAPTURE(row.said);
      // The code page of DOS has no Arabic punctuation.
      const std::string_view text = row.read == "ibm-720" ? kPlainText : kText;
      const Result<DecodedText> decoded = decode_text(encode(text, row.written), row.said);
      REQUIRE(decoded);
      CHECK(decoded->text == text);
      CHECK(decoded->encoding == row.read);
      CHECK((decoded->repairs.empty() ? "" : decoded->repairs.front()) == row.repair);
    }
  }

  TEST_CASE("MacArabic is told from ISO-8859-6 by what only it has") {
    // «عام ٢٠٠٤: خبر من القاهرة، "العاصمة".» with digits and quotes of the upper half.
    const std::string bytes =
        "\xD9\xC7\xE5\xA0\xB2\xB0\xB0\xB4\xBA\xA0\xCE\xC8\xD1\xA0\xE5\xE6\xA0\xC7\xE4\xE2\xC7\xE7"
        "\xD1"
        "\xC9\xAC\xA0\xA2\xC7\xE4\xD9\xC7\xD5\xE5\xC9\xA2\xAE";
    const Result<DecodedText> decoded = decode_text(bytes);
    REQUIRE(decoded);
    CHECK(decoded->encoding == "MacArabic");
    CHECK(decoded->text == "عام ٢٠٠٤: خبر من القاهرة، \"العاصمة\".");
  }

  TEST_CASE("other languages are not taken for Arabic") {
    const Result<DecodedText> french = decode_text(encode(kFrench, "windows-1252"));
    REQUIRE(french);
    CHECK(french->text == kFrench);
    const std::string russian = "Рыбаки вернулись в порт на рассвете, и рынок наполнился рыбой.";
    const Result<DecodedText> decoded =
        decode_text(encode(russian, "windows-1251"), "windows-1251");
    REQUIRE(decoded);
    CHECK(decoded->text == russian);
  }

  TEST_CASE("a few broken bytes are replaced and many are an error") {
    std::string text;
    while (text.size() < 4000) text += kText;
    const Result<DecodedText> cut = decode_text(text + "\xD8");
    REQUIRE(cut);
    CHECK(cut->text == text + "\uFFFD");
    CHECK(cut->repairs == std::vector<std::string>{"1 bytes that are no UTF-8 replaced"});
    CHECK_FALSE(decode_text("نص\xFFنص"));
    CHECK_FALSE(decode_text(std::string("\1\2\3\0\5", 5)));
  }

  TEST_CASE("text that was encoded twice is read once more") {
    for (const char* const wrong : {"windows-1252", "windows-1256"}) {
      CAPTURE(wrong);
      const std::string_view line = "عاد الصيادون إلى الميناء";
      // Written as UTF-8, read as something else, written as UTF-8 again.
      const Result<DecodedText> twice = decode_text(
          std::string("\xEF\xBB\xBF") + (wrong == std::string_view("windows-1252")
                                             ? "Ø¹Ø§Ø¯ Ø§Ù„ØµÙŠØ§Ø¯ÙˆÙ† Ø¥Ù„Ù‰ Ø§Ù„Ù…ÙŠÙ†Ø§Ø¡"
                                             : "ط¹ط§ط¯ ط§ظ„طµظٹط§ط¯ظˆظ† ط¥ظ„ظ‰ ط§ظ„ظ…ظٹظ†ط§ط،"));
      REQUIRE(twice);
      std::vector<std::string> repairs;
      CHECK(mend_text(twice->text, repairs) == line);
      CHECK(repairs == std::vector<std::string>{"double-encoded UTF-8 repaired"});
    }
  }

  TEST_CASE("shapes of letters become letters") {
    std::vector<std::string> repairs;
    CHECK(mend_text("ﺍﻟﻜﺘﺎﺏ ﻭﺍﻟﻘﻠﻢ، محمد ﷺ", repairs) == "الكتاب والقلم، محمد ﷺ");
    CHECK(repairs == std::vector<std::string>{"presentation forms replaced by letters"});
  }

  TEST_CASE("lines in visual order are turned round and numbers stay") {
    std::vector<std::string> repairs;
    CHECK(mend_text("ةميدقلا ةنيدملا ىلإ نودايصلا داع\n2004 ةنس علطم عم DeepSeek ةكرش تلصو",
                    repairs) ==
          "عاد الصيادون إلى المدينة القديمة\nوصلت شركة DeepSeek مع مطلع سنة 2004\n");
    CHECK(repairs == std::vector<std::string>{"lines in visual order turned round"});
    repairs.clear();
    const std::string plain = "مثلا قال أولا كلاما وسؤالا عن ة المربوطة وى المقصورة، مقالا ومثالا.";
    CHECK(mend_text(plain, repairs) == plain);
    CHECK(repairs.empty());
  }
}

}  // namespace
}  // namespace fihris::ingest
