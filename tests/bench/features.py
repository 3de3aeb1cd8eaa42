#!/usr/bin/env python3
"""Times each feature of the query language beside a plain word, in one run, on the news index.

usage: features.py [ROUNDS]     default 1; QUERIES of each feature of FEATURES a round, over HTTP on one connection

Prints p50 and p99 in ms of the time until the answer and of the server's CPU time (which other programs on the
machine do not change), and the ratio of the latter's p50 to the plain word's. Needs ../shared (data) and a Release build in
build/release; the index goes to $BUILD (default /tmp/fihris-bench).
"""
import http.client, itertools, os, pathlib, random, subprocess, sys, time, urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("FIHRIS_SHARED", ROOT.parent / "shared"))
BUILD = pathlib.Path(os.environ.get("BUILD", "/tmp/fihris-bench"))
BIN = ROOT / "build/release"
QUERIES = 100
WARM_UP = 10

# {w}: a word of the news, {v}: another, {p}: two words that stand side by side in a headline,
# {a}: its first letters, {q}: the word with a letter that ? stands for, {m}: misspelled.
FEATURES = {
    "word": "{w}",
    "two words": "{w} {v}",
    "phrase": '"{p}"',
    "OR": "{w} OR {v}",
    "أو": "{w} أو {v}",
    "NOT": "{w} -{v}",
    "AND": "{w} AND {v}",
    "brackets": "({w} OR {v}) -({v} {w})",
    "title field": "عنوان:{w}",
    "body field": "نص:{w}",
    "author field": "كاتب:{w}",
    "source field": "{w} مصدر:alriyadh",
    "source only": "مصدر:alriyadh",
    "month": "{w} تاريخ:يوليو-2015",
    "date range": "{w} تاريخ:2015-07..2015-08",
    "Hijri month": "{w} تاريخ:شوال-1436",
    "date only": "تاريخ:2015",
    "prefix of 1": "{a:.1}*",
    "prefix of 2": "{a:.2}*",
    "prefix of 3": "{a:.3}*",
    "prefix of 4": "{a:.4}*",
    "wildcard": "{q}",
    "fuzzy": "{m}~",
    "fuzzy ~1": "{m}~1",
    "fuzzy ~2": "{w}~2",
    "near": '"{p}"~5',
    "near, far apart": '"{w} {v}"~50',
    "boost": "{w}^2 {v}",
    "exact word": "={w}",
    "exact phrase": '="{p}"',
    "eight prefixes": "{a:.3}* {b:.3}* {a:.2}* {b:.2}* {a:.1}* {b:.1}* {a:.4}* {b:.4}*",
    "eight fuzzy": "{w}~ {v}~ {m}~ {w}~2 {v}~2 {m}~2 {w}~1 {v}~1",
    "a hundred words": " ".join(["{w} {v}"] * 50),
}


def words():
    """Words and headlines of the load files."""
    read = lambda name: [l.split("\t", 1)[1] for l in (SHARED / "data" / name).read_text("utf-8").splitlines()]
    return read("load-words.tsv"), read("load-pairs.tsv")


def queries(template, rng, singles, pairs):
    for _ in range(QUERIES):
        w, v = rng.choice(singles), rng.choice(singles)
        at = rng.randrange(1, max(2, len(w) - 1))
        fields = {"w": w, "v": v, "p": rng.choice(pairs), "a": w, "b": v, "q": w[:at] + "?" + w[at + 1:],
                  "m": w[:at] + rng.choice("اندهبل") + w[at + 1:]}
        yield template.format(**fields)


def build_index():
    index, corpus = BUILD / "index/features", BUILD / "features.jsonl"
    BUILD.mkdir(parents=True, exist_ok=True)
    with open(corpus, "wb") as out:
        subprocess.run(["xz", "-dc", SHARED / "data/news.jsonl.xz"], stdout=out, check=True)
    subprocess.run([BIN / "indexer/fihris-indexer", "build", "--quiet", "--index", index, corpus], check=True)
    return index


def cpu_ms(pid):
    """CPU time of a process so far: its threads' nanoseconds on a processor."""
    return sum(int(f.read_text().split()[0]) for f in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e6


def measure(server, connection, q):
    began, cpu = time.perf_counter(), cpu_ms(server.pid)
    connection.request("GET", "/api/v1/search?" + urllib.parse.urlencode({"q": q}))
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{answer.status}: {q}")
    return (time.perf_counter() - began) * 1e3, cpu_ms(server.pid) - cpu


def quantiles(times):
    times = sorted(times)
    return times[len(times) // 2], times[int(len(times) * .99)]


def main():
    if not SHARED.is_dir():
        sys.exit("skipped: no shared data")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    singles, pairs = words()
    server = subprocess.Popen([BIN / "server/fihris-server", "--index", build_index(), "--port", "0"],
                              stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline().rsplit(":", 1)[1].strip().strip("/"))
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for q in itertools.islice(queries("{w} {v}", random.Random(0), singles, pairs), WARM_UP):
            measure(server, connection, q)
        print(f"{'':18} {'p50 ms':>8} {'p99 ms':>8} {'CPU p50':>8} {'CPU p99':>8} {'ratio':>6}", flush=True)
        plain = None
        for name, template in FEATURES.items():
            rows = [measure(server, connection, q) for number in range(rounds)
                    for q in queries(template, random.Random(number), singles, pairs)]
            (wall50, wall99), (cpu50, cpu99) = map(quantiles, zip(*rows))
            plain = plain or cpu50
            print(f"{name:18} {wall50:8.1f} {wall99:8.1f} {cpu50:8.2f} {cpu99:8.2f} {cpu50 / plain:6.1f}", flush=True)
    finally:
        server.terminate()
        server.wait()


main()
