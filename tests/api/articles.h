// The articles of the HTTP tests, written for them: short, and different in every respect that a
// test looks at. One line a member; dates, sources and authors are as wanted in the answers.
#pragma once

#include <array>
#include <string_view>

namespace fihris::test {

struct SampleArticle {
  std::string_view id;
  std::string_view title;
  std::string_view body;
  std::string_view date;
  std::string_view source;
  std::string_view author;
  std::string_view url;
};

inline constexpr std::array<SampleArticle, 8> kNewsArticles{{
    {.id = "eco-1",
     .title = "البنك المركزي يرفع سعر الفائدة",
     .body = "قرر البنك المركزي رفع سعر الفائدة نصف نقطة مئوية في اجتماعه الأخير.\\n\\nوقال محافظ "
             "البنك "
             "إن القرار يهدف إلى كبح التضخم الذي بلغ أعلى مستوى له منذ عشر سنوات.",
     .date = "2024-03-10",
     .source = "صحيفة الميزان",
     .author = "سامي الحداد",
     .url = "https://example.org/eco-1"},
    {.id = "eco-2",
     .title = "القطن يعود إلى أسواق أوروبا",
     .body = "زاد إنتاج القطن هذا الموسم بعد سنوات من التراجع. ويرى تجار أن الفائدة الكبرى للمزارع "
             "هي سعر "
             "مستقر يعرفه قبل الحصاد.",
     .date = "2023-11-05",
     .source = "صحيفة الميزان",
     .author = "ليلى منصور",
     .url = ""},
    {.id = "eco-3",
     .title = "رصيف جديد للحاويات على البحر الأحمر",
     .body = "افتتح رصيف جديد للحاويات على ساحل البحر الأحمر بتمويل من البنك الدولي. وأول ما أفرغ "
             "عليه شحنة "
             "من البطاريات وقطع الغيار.",
     .date = "2025-01-20",
     .source = "موقع المرفأ",
     .author = "",
     .url = ""},
    {.id = "sci-1",
     .title = "تلسكوب فضائي يرصد مجرة بعيدة",
     .body = "رصد تلسكوب فضائي مجرة بعيدة تشكلت بعد الانفجار العظيم بزمن قصير. ويقول علماء الفلك "
             "إن ضوءها "
             "سافر ثلاثة عشر مليار سنة.",
     .date = "2024-07-01",
     .source = "مجلة الأفق",
     .author = "سامي الحداد",
     .url = ""},
    {.id = "sci-2",
     .title = "بطارية من الصوديوم",
     .body = "طور باحثون بطارية رخيصة تعتمد على الصوديوم بدل الليثيوم، وتحتفظ بقدرتها بعد ألف دورة "
             "شحن.",
     .date = "2025-06-15",
     .source = "مجلة الأفق",
     .author = "",
     .url = ""},
    {.id = "spt-1",
     .title = "هدف متأخر يحسم المباراة",
     .body =
         "سجل أحمد هدف الفوز في الدقيقة الأخيرة، فخرجت الجماهير تحتفل في شوارع العاصمة حتى الفجر.",
     .date = "2022-12-18",
     .source = "موقع الملعب",
     .author = "",
     .url = ""},
    {.id = "فن/مهرجان ١",
     .title = "افتتاح مهرجان المسرح في قرطاج",
     .body = "افتتح مهرجان المسرح دورته الجديدة بعرض تونسي عن الهجرة، بحضور ممثلين من عشرين بلدا.",
     .date = "2023-08-09",
     .source = "مجلة الأفق",
     .author = "",
     .url = ""},
    {.id = "odd+id %20?#&",
     .title = "وصفة العدس بالليمون",
     .body = "يغسل العدس وينقع ساعة، ثم يطبخ مع البصل والكمون، ويقدم ساخنا مع الليمون.",
     .date = "",
     .source = "",
     .author = "",
     .url = ""},
}};

// The two of pages.jsonl, known as pages.jsonl#1 and pages.jsonl#2.
inline constexpr std::array<SampleArticle, 2> kPageArticles{{
    {.id = "",
     .title = "ترميم قلعة قديمة فوق التل",
     .body = "بدأ مرممون ترميم قلعة قديمة فوق التل، واستخدموا حجارة من المحجر نفسه الذي بنيت منه.",
     .date = "2021-05-04",
     .source = "",
     .author = "",
     .url = ""},
    {.id = "",
     .title = "الجراد يهدد محاصيل الشمال",
     .body = "حذرت منظمة الزراعة من أسراب الجراد التي تهدد محاصيل الشمال قبل موسم الحصاد بأسابيع.",
     .date = "2020-02-29",
     .source = "",
     .author = "",
     .url = ""},
}};

inline constexpr std::string_view kTextFile = "صحة/لقاح الأطفال.txt";
inline constexpr std::string_view kTextOfFile =
    "حملة لتلقيح الأطفال في القرى الجبلية\n\n"
    "بدأت وزارة الصحة حملة تلقيح ضد الحصبة تشمل الأطفال دون الخامسة في القرى الجبلية البعيدة.\n\n"
    "وتنتقل الفرق الطبية على ظهور البغال حيث لا تصل السيارات.\n";

inline constexpr std::string_view kOtherTextFile = "notes/camels.txt";
inline constexpr std::string_view kTextOfOtherFile =
    "سباق الهجن في الصحراء\n\n"
    "شارك في سباق الهجن هذا العام مئتا راكب، وقطع الفائز المسافة في سبع دقائق.\n\n"
    "ويقول مربو الإبل إن العناية بها تبدأ قبل السباق بشهور طويلة.\n";

inline constexpr std::size_t kArticleCount = kNewsArticles.size() + kPageArticles.size() + 2;

}  // namespace fihris::test
