#!/usr/bin/env python3
"""How often stemmers join words that a searcher keeps apart, and keep apart what should meet.

usage: stemmer_errors.py            the table, on the judged pairs of tests/golden/stem_pairs.tsv
       stemmer_errors.py draw NEWS.jsonl.xz > pairs.tsv      new pairs to judge, in random order

A pair is judged by hand, before anybody knows which stemmer joins it: 1 if an article with the one word
should be found by a search for the other (forms of one word, singular and plural, masculine and feminine
of one person, nisba of a place), else 0. Over-stemming: share of the 0 pairs that are joined;
under-stemming: share of the 1 pairs that are not. Fihris joins two words that share a term. light10 is
written from Larkey, Ballesteros, Connell 2007 as Lucene's ArabicAnalyzer has it; Snowball is
Xapian::Stem("arabic") (python3-xapian). Needs a Release build.
"""
import collections, json, lzma, pathlib, random, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INDEXER = ROOT / "build/release/indexer/fihris-indexer"
PAIRS = ROOT / "tests/golden/stem_pairs.tsv"
DRAWN, FREQUENT, PARTNERS = 300, 6000, 20000

FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})


def light10(word):
    word = word.translate(FOLD)
    for prefix in ("ال", "وال", "بال", "كال", "فال", "لل", "و"):
        if word.startswith(prefix) and len(word) >= (4 if prefix == "و" else len(prefix) + 2):
            word = word[len(prefix):]
            break
    for suffix in ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"):
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[:-len(suffix)]
    return {word}


def fihris(words):
    out = subprocess.run([INDEXER, "analyze"], input="\n".join(words), capture_output=True, text=True, check=True)
    stems = collections.defaultdict(set)
    for row in out.stdout.splitlines():
        written, _, terms = row.split("\t")
        stems[written] |= set(terms.split(","))
    return stems


def stemmers(words):
    import xapian
    snowball = xapian.Stem("arabic")
    ours = fihris(words)
    return {"Fihris": lambda w: ours[w], "light10": light10,
            "Snowball": lambda w: {snowball(w.encode()).decode()}}


def draw(news):
    count = collections.Counter()
    for line in lzma.open(news, "rt", encoding="utf-8"):
        count.update(re.findall("[\u0621-\u064a]{3,}", json.loads(line)["body"]))
    words = [w for w, _ in count.most_common(PARTNERS)]
    stems = stemmers(words)
    by_stem = {name: collections.defaultdict(list) for name in stems}
    for name, stem in stems.items():
        for word in words:
            for one in stem(word):
                by_stem[name][one].append(word)
    random.seed(20)
    pairs = set()
    for word in random.sample(words[:FREQUENT], DRAWN):
        letters = re.compile(".*" + "(?:" + "|".join(
            ".*".join(word.translate(FOLD)[i:i + 3]) for i in range(len(word) - 2)) + ")")
        alike = [w for w in words if w != word and letters.match(w.translate(FOLD))]
        kinds = [[w for s in stems[n](word) for w in by_stem[n][s] if w != word] for n in stems] + [alike]
        kinds = [k for k in kinds if k]
        if kinds:
            pairs.add((word, random.choice(random.choice(kinds))))
    pairs |= {tuple(random.sample(words[:FREQUENT], 2)) for _ in range(30)}
    pairs = sorted(pairs)
    random.shuffle(pairs)
    for pair in pairs:
        print(*pair, sep="\t")


def table():
    rows = [r.split("\t") for r in PAIRS.read_text().splitlines() if r and not r.startswith("#")]
    stems = stemmers(sorted({w for r in rows for w in r[:2]}))
    for wanted in (1, 0):
        print(f"{sum(int(r[2]) == wanted for r in rows)} pairs that {'should' if wanted else 'should not'} meet")
    print(f"{'':10} over-stemming  under-stemming")
    for name, stem in stems.items():
        wrong = collections.Counter()
        for a, b, judged in rows:
            met = bool(stem(a) & stem(b))
            wrong[judged] += met != (judged == "1")
            if "-v" in sys.argv and met != (judged == "1"):
                print(name, "joins" if met else "parts", a, b)
        total = collections.Counter(r[2] for r in rows)
        print(f"{name:10} {wrong['0'] / total['0']:12.1%}  {wrong['1'] / total['1']:13.1%}")


if len(sys.argv) == 3 and sys.argv[1] == "draw":
    draw(sys.argv[2])
else:
    table()
