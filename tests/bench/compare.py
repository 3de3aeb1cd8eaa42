#!/usr/bin/env python3
"""Compares Fihris with Lucene on one machine in one run; prints medians and ratios (Fihris / Lucene).

usage: compare.py index   [ROUNDS]     building the news index: wall, CPU, peak memory, size
       compare.py query   [ROUNDS]     ten hits with snippets over HTTP, against Lucene reading its ten stored articles:
                                       latency, CPU time of a query, queries a second of two connections (threads)
       compare.py quality              nDCG@10 and others on the question and the headline set, and on 5,000 headlines
                                       that nothing was tuned on (held_out.py)
       compare.py update  [ROUNDS]     one article added to the news index, until a running server finds it
       compare.py start   [ROUNDS]     from starting the server to its first answer; memory after 3,000 queries

Needs ../shared (data and peers), a Release build in build/release, and for Lucene: liblucene8-java,
default-jdk-headless. Scratch files go to $BUILD (default /tmp/fihris-bench).
"""
import http.client, json, os, pathlib, shutil, statistics, subprocess, sys, time, urllib.parse

import held_out

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("FIHRIS_SHARED", ROOT.parent / "shared"))
BUILD = pathlib.Path(os.environ.setdefault("BUILD", "/tmp/fihris-bench"))
BIN = ROOT / "build/release"
INDEXER, SERVER = BIN / "indexer/fihris-indexer", BIN / "server/fihris-server"
LUCENE = BUILD / "bin/lucene_bench"
LOAD_BENCH = BIN / "tests/load_bench"
LOADS = ("questions", "titles", "words", "pairs")


def prepare():
    if not SHARED.is_dir():
        sys.exit("skipped: no shared data")
    BUILD.mkdir(parents=True, exist_ok=True)
    if not (BUILD / "corpora/q-known.jsonl").exists():
        subprocess.run([sys.executable, SHARED / "peers/make_corpora.py"], check=True)
    if not LUCENE.exists():
        subprocess.run(["sh", SHARED / "peers/build.sh"], check=True, stdout=subprocess.DEVNULL)


def measured(command, env=None):
    """Runs a command; wall and CPU seconds, peak memory in MB."""
    began = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], env={**os.environ, **(env or {})}, stdout=subprocess.PIPE)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return out, {"wall s": time.perf_counter() - began, "CPU s": usage.ru_utime + usage.ru_stime,
                 "peak MB": usage.ru_maxrss / 1024}


def megabytes(folder):
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6


def print_pairs(ours, theirs):
    print(f"{'':12} {'Fihris':>24} {'Lucene':>24}  ratio")
    for key in ours:
        a, b = ours[key], theirs[key]
        cell = lambda v: f"{statistics.median(v):.2f} ({min(v):.2f}..{max(v):.2f})"
        print(f"{key:12} {cell(a):>24} {cell(b):>24}  {statistics.median(a) / statistics.median(b):.2f}")


def collect(rows):
    return {key: [row[key] for row in rows] for key in rows[0]}


class Server:
    def __init__(self, index):
        self.process = subprocess.Popen([SERVER, "--index", index, "--port", "0"], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1].strip().strip("/"))
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)

    def get(self, **parameters):
        self.connection.request("GET", "/api/v1/search?" + urllib.parse.urlencode(parameters))
        return self.connection.getresponse().read()

    def resident_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def fihris_index(corpus):
    index = BUILD / f"index/fihris-{corpus}"
    shutil.rmtree(index, ignore_errors=True)
    _, figures = measured([INDEXER, "build", "--quiet", "--index", index, BUILD / f"corpora/{corpus}.jsonl"])
    return index, figures


def lucene_index(corpus):
    index = BUILD / f"index/lucene-{corpus}"
    shutil.rmtree(index, ignore_errors=True)
    _, figures = measured([LUCENE, "index", BUILD / f"corpora/{corpus}.jsonl", index], {"THREADS": "2"})
    return index, figures


def compare_index(rounds):
    rows = ([], [])
    for _ in range(rounds):
        for build, into in zip((fihris_index, lucene_index), rows):
            index, figures = build("p-news")
            into.append({**figures, "index MB": megabytes(index)})
    print_pairs(collect(rows[0]), collect(rows[1]))


def queries(name):
    return [l.split("\t", 1)[1] for l in (BUILD / f"corpora/{name}.tsv").read_text("utf-8").splitlines() if "\t" in l]


def build_load_bench():
    subprocess.run(["cmake", "--build", BIN, "--target", "load_bench"], check=True, stdout=subprocess.DEVNULL)


def load_figures(server, load, *settings):
    """What load_bench prints; settings: rounds, connections, rate."""
    out, _ = measured([LOAD_BENCH, server.port, BUILD / f"corpora/load-{load}.tsv", *settings])
    return json.loads(out)


def latencies(server, load):
    alone = load_figures(server, load)
    before = server.cpu_seconds()
    together = load_figures(server, load, 1, 2)
    cpu = (server.cpu_seconds() - before) / 2 / together["queries"]  # its warm-up is as long as its round
    return {"p50 ms": alone["p50_ms"], "p99 ms": alone["p99_ms"], "CPU ms": cpu * 1e3,
            "2 at once/s": together["per_second"]}


def lucene_latencies(index, load):
    out, _ = measured([LUCENE, "search", index, BUILD / f"corpora/load-{load}.tsv", "10", BUILD / "runs/load.lucene"],
                      {"WARMUP": "8", "FETCH": "doc"})
    figures = json.loads(out.strip().splitlines()[-1])
    return {"p50 ms": figures["p50_ms"], "p99 ms": figures["p99_ms"], "CPU ms": figures["cpu_ms"],
            "2 at once/s": figures["qps2"]}


def compare_query(rounds):
    build_load_bench()
    server, lucene = Server(fihris_index("p-news")[0]), lucene_index("p-news")[0]
    for load in LOADS:
        rows = ([], [])
        for _ in range(rounds):
            rows[0].append(latencies(server, load))
            rows[1].append(lucene_latencies(lucene, load))
        print(load)
        print_pairs(collect(rows[0]), collect(rows[1]))
    server.stop()


def fihris_run(index, name):
    server, run = Server(index), BUILD / f"runs/{name}.fihris"
    with open(run, "w", encoding="utf-8") as out:
        for line in (BUILD / f"corpora/{name}.tsv").read_text("utf-8").splitlines():
            qid, q = line.split("\t", 1)
            for rank, hit in enumerate(json.loads(server.get(q=q, size=100))["hits"], 1):
                out.write(f"{qid} Q0 {hit['id']} {rank} {hit['score']:.6f} fihris\n")
    server.stop()
    return run


def compare_quality():
    held_out.prepare(BUILD / "corpora")
    for corpus, sets in (("q-xquad", ("q-xquad",)), ("q-known", ("q-known", "q-held"))):
        index, peer_index = fihris_index(corpus)[0], lucene_index(corpus)[0]
        for name in sets:
            run, peer, qrels = fihris_run(index, name), BUILD / f"runs/{name}.lucene", BUILD / f"corpora/{name}.qrels"
            measured([LUCENE, "search", peer_index, BUILD / f"corpora/{name}.tsv", "100", peer])
            for options in ((), ("-c", "-m", "ndcg10")):
                subprocess.run([sys.executable, SHARED / "peers/evaluate.py", *options, qrels, run, peer], check=True)


def measure_update(rounds):
    corpus = BUILD / "update-corpus"
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir()
    os.link(BUILD / "corpora/p-news.jsonl", corpus / "news.jsonl")
    index = BUILD / "index/update"
    shutil.rmtree(index, ignore_errors=True)
    measured([INDEXER, "build", "--quiet", "--index", index, corpus])
    server, times = Server(index), []
    for i in range(rounds):
        (corpus / f"new{i}.txt").write_text(f"مقال جديد\n\nتعيش الزبخضانات رقم {i} في الأنهار الباردة وتبني السدود.\n", "utf-8")
        began = time.perf_counter()
        measured([INDEXER, "update", "--quiet", "--index", index, corpus])
        while json.loads(server.get(q="الزبخضانات"))["total"]["value"] != i + 1:
            pass
        times.append((time.perf_counter() - began) * 1e3)
    server.stop()
    print(f"update until found, ms: {statistics.median(times):.0f} ({min(times):.0f}..{max(times):.0f})")


def measure_start(rounds):
    index, times = fihris_index("p-news")[0], []
    for _ in range(rounds):
        began = time.perf_counter()
        server = Server(index)
        server.get(q="الذكاء الاصطناعي")
        times.append((time.perf_counter() - began) * 1e3)
        server.stop()
    server = Server(index)
    for q in (queries("load-questions") + queries("load-words"))[:3000]:
        server.get(q=q)
    print(f"start to first answer, ms: {statistics.median(times):.0f} ({min(times):.0f}..{max(times):.0f})")
    print(f"resident after 3,000 queries, MB: {server.resident_mb():.0f}")
    server.stop()


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    commands = {"index": lambda: compare_index(rounds), "query": lambda: compare_query(rounds),
                "quality": compare_quality, "update": lambda: measure_update(rounds),
                "start": lambda: measure_start(rounds)}
    if command not in commands:
        sys.exit(__doc__)
    prepare()
    commands[command]()


if __name__ == "__main__":
    main()
