// The texts that are not in index.html, and the forms of numbers and dates.

// Decides digits and calendar everywhere: Latin digits, Gregorian months.
const LOCALE = "ar-u-ca-gregory-nu-latn";

const plural = new Intl.PluralRules(LOCALE);
const language = new Intl.DisplayNames(LOCALE, { type: "language" });
const monthOf = new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric", timeZone: "UTC" });
const long = new Intl.DateTimeFormat(LOCALE, { dateStyle: "long", timeZone: "UTC" });

export const number = (n) => n.toLocaleString(LOCALE, { maximumFractionDigits: 1 });

// "2025-09-22" in words; anything else as it came.
export const date = (iso) => (/^\d{4}-\d\d-\d\d$/.test(iso) && Date.parse(iso) ? long.format(Date.parse(iso)) : iso);

// "2025-09" in words.
export const month = (iso) => (Date.parse(iso) ? monthOf.format(Date.parse(iso)) : iso);

export function languageName(code) {
  try { return language.of(code); } catch { return code; }
}

// In the order of CATEGORIES; `#` stands for the number.
const FORMS = {
  result: ["لا نتائج", "نتيجة واحدة", "نتيجتان", "# نتائج", "# نتيجة", "# نتيجة"],
  article: ["لا مقالات", "مقالة واحدة", "مقالتان", "# مقالات", "# مقالة", "# مقالة"],
  copy: ["", "نسخة مشابهة", "نسختان مشابهتان", "# نسخ مشابهة", "# نسخة مشابهة", "# نسخة مشابهة"],
  hit: ["", "موضع واحد", "موضعان", "# مواضع", "# موضعًا", "# موضع"],
};
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];
export const count = (noun, n) => FORMS[noun][CATEGORIES.indexOf(plural.select(n))].replace("#", number(n));

// "About" where the engine estimates.
export const total = (noun, { value, exact }) => (exact || value < 3 ? "" : "نحو ") + count(noun, value);

export const FACETS = { source: "المصدر", year: "السنة", month: "الشهر", author: "الكاتب", lang: "اللغة" };
export const FILTERS = { from: "من", to: "إلى", year: "سنة", month: "شهر", exact: "مطابقة حرفية", names: "الأسماء كما كُتبت", duplicates: "مع النسخ المتشابهة" };

export const EXAMPLES = {
  "الذكاء الاصطناعي": "كلمات",
  "«الأمم المتحدة»": "عبارة بلفظها",
  "مصر -السودان": "بغير كلمة",
  "اقتصا*": "بداية كلمة",
};

export const text = {
  name: "فهرس",
  built: (iso) => `حُدّث في ${date(iso.slice(0, 10))}`,
  browse: "تصفّح الأحدث",
  about: "عن",
  took: (ms) => `في ${number(ms)} م.ث`,
  page: (n) => `الصفحة ${number(n)}`,
  previous: "السابق",
  next: "التالي",
  untitled: "بلا عنوان",
  titleKind: "مقالة",
  remove: (what) => `أزل المرشّح: ${what}`,
  clear: "امسح الكل",
  didYouMean: "هل تقصد",
  relaxed: "لا مقالة تجمع كلماتك كلّها، وهذه أقرب النتائج",
  without: "دون:",
  also: "بحثنا أيضًا عن:",
  asTyped: "ابحث عمّا كُتب وحده",
  alone: "كلّ كلمة وحدها:",
  leaveOut: "ابحث دون",
  hidden: "قد تكون المرشّحات حجبت النتائج.",
  unfiltered: "ابحث بغير مرشّحات",
  try: "جرّب:",
  advice: ["كلمات أقلّ أو أعمّ.", "كتابة أخرى للاسم، بالعربية أو باللاتينية.", "بداية الكلمة متبوعة بنجمة، مثل اقتصا*."],
  back: "عُد إلى النتائج",
  original: "الأصل:",
  previousHit: "الموضع السابق",
  nextHit: "الموضع التالي",
  of: (i, n) => `${number(i)} من ${number(n)}`,
  similar: "مقالات قريبة من هذه",
  lastResults: "ما يلي نتائج آخر بحث ناجح.",
  retry: "أعد المحاولة",
};

export function failureText(status, parameter) {
  switch (status) {
    case 0: return "تعذّر الاتصال بالخادم المحلّي. لعلّه متوقّف.";
    case 400: return `قيمة لا يقبلها الخادم: «${FACETS[parameter] ?? FILTERS[parameter] ?? parameter}»`;
    case 404: return "لا توجد هذه المقالة في الفهرس. لعلّها حُذفت أو نُقلت.";
    case 413: case 414: return "عبارة البحث أطول مما يقبله الخادم.";
    case 429: return "طلبات كثيرة في وقت قصير.";
    case 503: return "الفهرس غير جاهز بعد.";
    default: return "حدث خطأ في الخادم.";
  }
}
