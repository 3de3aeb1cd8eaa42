#!/usr/bin/env python3
"""Prints indexer/analysis/data/frequent.txt: which words of hunspell-ar are common in newspapers.

usage: frequent_words.py NEWS.jsonl.xz > indexer/analysis/data/frequent.txt

Nouns are counted with the article (البلد) or, where no proclitic can hide in the first letter, by themselves;
verbs in the feminine past (قالت), which few nouns look like. Words alone are kept, in their commonest
spelling; counts and texts are not.
"""
import collections, json, lzma, pathlib, re, sys

ARTICLE_MIN = 30   # of 8.8 million words: ال before it, or bare without a first letter of و ف ب ل ك
BARE_MIN = 100
VERB_MIN = 40
HEADER = """# Words of the lexicon that are common in newspapers: of two readings of a word, the one with a common base is likelier
# (يوما is يوم, day, and no form of أومأ, to beckon). Words that the other lists know need not stand here.
# [noun] also adjectives and particles; [verb] past forms
# Source: tests/bench/frequent_words.py; counts in a news collection chose the words of hunspell-ar. Commonest spelling.
"""
# Rare verbs whose feminine is that of a common one (ردى and رد, كنى and كان), or no verbs at all.
NOT_COMMON = set("""
آت آثار أثري أردي ألب ألتزم ألتقط ألتقي ألق إد ادارا استغلي استقري اكدي انتجي بلي بوق حلا خلي داري
داني دع دوي ردي زل ساري سرا طغا عادي عدي عزي فيا قض قلا قلي كن كنى كوي لاق مض
نف نم نمي ورا وسي شا تلي تل خل سري مرا
""".split())
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def lexicon():
    words, verbs = set(), set()
    defective = set()  # دعا, أدى, whose feminine is دعت, أدت
    nouns, forms = set(), set()
    for line in open("/usr/share/hunspell/ar.dic", encoding="utf-8"):
        words.add(re.split(r"[/\s]", line)[0].translate(FOLD))
    facts = {}
    for line in open("/usr/share/hunspell/ar.aff", encoding="utf-8"):
        if line.startswith("AM "):
            facts[len(facts)] = line
    for line in open("/usr/share/hunspell/ar.dic", encoding="utf-8"):
        cells = line.split()
        if len(cells) == 2 and "st:" in facts.get(int(cells[1]), ""):
            verb = re.search(r"st:(\S+)", facts[int(cells[1])]).group(1)
            verbs.add(verb.translate(FOLD))
            if verb[-1] in "اى":
                defective.add(verb.translate(FOLD))
            forms.add(cells[0].split("/")[0].translate(FOLD))
        elif cells:
            nouns.add(cells[0].split("/")[0].translate(FOLD))
    return words, verbs, defective, nouns, forms


def by_hand():
    text = (pathlib.Path(__file__).resolve().parents[2] / "indexer/analysis/data/frequent.txt").read_text()
    return text[text.index("[common verb]"):].rstrip("\n")


def main():
    count = collections.Counter()
    for line in lzma.open(sys.argv[1], "rt", encoding="utf-8"):
        article = json.loads(line)
        text = re.sub("[\u064b-\u0652\u0640]", "", (article.get("title") or "") + "\n" + article["body"])
        count.update(re.findall("[\u0621-\u064a]+", text))
    folded, spelling = collections.Counter(), collections.defaultdict(collections.Counter)
    for word, n in count.items():
        folded[word.translate(FOLD)] += n
        bare = word[2:] if word.startswith("ال") else word
        spelling[bare.translate(FOLD)][bare] += n
    words, verbs, defective, nouns, forms = lexicon()
    common = {"noun": set(), "verb": set()}
    for word in words | verbs:
        written = spelling[word].most_common(1)[0][0] if spelling[word] else word
        bare = folded[word] >= BARE_MIN and word[0] not in "وفبلك" and word not in forms
        if len(word) > 1 and (folded["ال" + word] >= ARTICLE_MIN or bare):
            common["noun"].add(written)
        feminine = (word[:-1] if word in defective else word) + "ت"
        # وقت is a noun, ولفت rather و + لفت
        hidden = feminine in nouns or word[0] in "وفبلك" and word[1:] in verbs and folded[word[1:]] > folded[word] / 4
        if word in verbs and folded[feminine] >= VERB_MIN and not hidden and written not in NOT_COMMON:
            common["verb"].add(written)
    print(HEADER, end="")
    for section, listed in common.items():
        print(f"[{section}]", *sorted(listed), sep="\n")
    print(by_hand())


main()
