#!/usr/bin/env python3
"""Mistypes random words of news headlines and counts how many the corrector gives back.

usage: corrections.py [COUNT] [SEED]      default 200 words, seed 1

Each word gets one random edit, of kinds weighed as in KINDS. Words that are still found in five articles or
more when mistyped are drawn again: they are no case for a correction. Prints the share that is given back as
it was (but for folding), the share whose correction at least finds as many articles as the word, and how long
help took. Needs ../shared/data and a Release build; scratch files go to $BUILD (default /tmp/fihris-bench).
"""
import json, pathlib, random, re, statistics, sys, time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from compare import ROOT, BUILD, Server, fihris_index, prepare  # noqa: E402

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأئءؤ"
KINDS = {"confused": 4, "neighbour": 2, "missing": 3, "double": 1, "extra": 1, "swapped": 2}


def tables():
    data = ROOT / "server/search/data"
    alike, section = [], ""
    for line in (data / "typing_errors.tsv").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[alike]" and line and line[0] != "#":
            cost, letters = line.split("\t")
            if 0.1 < float(cost):  # cheaper ones are folded
                alike.append(letters)
    keys = []
    row = 0
    for line in (data / "keyboard.tsv").read_text("utf-8").splitlines():
        if line.startswith("["):
            row = int(line[1:-1])
        elif line and line[0] != "#":
            column, _, arabic = line.split("\t")[:3]
            keys.append((row, float(column), arabic))
    near = {a: [b for r2, c2, b in keys if b != a and len(b) == 1 and abs(r - r2) <= 1 and abs(c - c2) <= 1]
            for r, c, a in keys if len(a) == 1}
    return alike, near


def mistyped(word, rng, alike, near):
    kind = rng.choices(list(KINDS), KINDS.values())[0]
    i = rng.randrange(1, len(word)) if rng.random() < .9 else 0  # the first letter is seldom wrong
    if kind == "confused":
        places = [(k, b) for k, a in enumerate(word) for group in alike if a in group for b in group if b != a]
        if not places:
            return None
        i, letter = rng.choice(places)
        return word[:i] + letter + word[i + 1:]
    if kind == "neighbour":
        return word[:i] + rng.choice(near[word[i]]) + word[i + 1:] if near.get(word[i]) else None
    if kind == "missing":
        return word[:i] + word[i + 1:]
    if kind == "double":
        return word[:i] + word[i] + word[i:]
    if kind == "extra":
        return word[:i] + rng.choice(near.get(word[i]) or ARABIC) + word[i:]
    return word[:i] + word[i + 1] + word[i] + word[i + 2:] if i + 1 < len(word) else None


def folded(text):
    for letters, to in (("أإآ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ؤ", "و"), ("ئ", "ي")):
        text = re.sub(f"[{letters}]", to, text)
    return text


def main():
    count, seed = (int(a) for a in (sys.argv[1:] + ["200", "1"][len(sys.argv) - 1:])[:2])
    prepare()
    server = Server(fihris_index("p-news")[0])
    words = set()
    with open(BUILD / "corpora/p-news.jsonl", encoding="utf-8") as articles:
        for line in articles:
            words.update(re.findall(f"(?<![\\w])[{ARABIC}إآ]{{4,}}(?![\\w])", json.loads(line)["title"]))
    words = sorted(words)
    rng, (alike, near) = random.Random(seed), tables()
    ask = lambda q: json.loads(server.get(q=q))
    tried = found = same = as_many = 0
    times, wrong = [], []
    while tried < count:
        word = rng.choice(words)
        query = mistyped(word, rng, alike, near)
        if not query or folded(query) == folded(word):
            continue
        total = ask(word)["total"]["value"]
        answer = ask(query)
        if total < 2 or answer["total"]["value"] >= 5:
            found += total > 1
            continue
        tried += 1
        times.append(answer["took_ms"])
        correction = answer["correction"] or {"q": "", "total": 0}
        is_same = folded(correction["q"]) == folded(word)
        same += is_same
        as_many += is_same or correction["total"] == total
        if not is_same:
            wrong.append(f"{word} ({total}) typed {query} ({answer['total']['value']}): {correction['q'] or '-'} ({correction['total']})")
    times.sort()
    print(*wrong, sep="\n")
    print(f"{tried} mistyped words: given back {same / tried:.1%}, or a form that finds the same {as_many / tried:.1%}; "
          f"{found} more were found although mistyped")
    print(f"took p50 {statistics.median(times):.1f} ms, p99 {times[int(len(times) * .99)]:.1f} ms; resident {server.resident_mb():.0f} MB")
    server.stop()


if __name__ == "__main__":
    main()
