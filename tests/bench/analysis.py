#!/usr/bin/env python3
"""Speed of analysis on one core, beside Lucene's ArabicAnalyzer: MB of news text for a second of CPU time.

usage: analysis.py [MEGABYTES]      text of ../shared/data/news.jsonl.xz, 32 MB unless told

Builds tests/bench/analysis_bench.cc and LuceneAnalysis.java (liblucene8-java, a JDK); scratch files go to $BUILD
(default /tmp/fihris-bench). CPU time, so that a busy machine matters less; trust the ratios more than the figures.
"""
import json, lzma, os, pathlib, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("FIHRIS_SHARED", ROOT.parent / "shared"))
BUILD = pathlib.Path(os.environ.get("BUILD", "/tmp/fihris-bench"))
JARS = ":".join(str(jar) for name in ("core", "analyzers-common")
                for jar in pathlib.Path("/usr/share/java").glob(f"lucene-{name}-8.*.jar"))


def text_file(megabytes):
    path = BUILD / f"news-{megabytes}.txt"
    if not path.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        with lzma.open(SHARED / "data/news.jsonl.xz", "rt", encoding="utf-8") as lines, open(path, "w") as out:
            while out.tell() < megabytes * 1e6:
                article = json.loads(next(lines))
                out.write(f"{article.get('title') or ''}\n{article['body']}\n")
    return path


def figures(command):
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return {line[:20].strip(): float(line[20:]) for line in lines}


def main():
    if not SHARED.is_dir():
        sys.exit("skipped: no shared data")
    text = text_file(int(sys.argv[1]) if len(sys.argv) > 1 else 32)
    subprocess.run(["cmake", "--build", ROOT / "build/release", "--target", "analysis_bench"], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run(["javac", "-cp", JARS, "-d", BUILD, ROOT / "tests/bench/LuceneAnalysis.java"], check=True)
    ours = figures([ROOT / "build/release/tests/analysis_bench", text])
    lucene = figures(["java", "-XX:ActiveProcessorCount=1", "-cp", f"{JARS}:{BUILD}", "LuceneAnalysis", text])
    theirs = lucene["ArabicAnalyzer"]
    print(f"{'':16} {'MB/s':>7}  times Lucene  times decode")
    for name, speed in {**ours, **lucene}.items():
        print(f"{name:16} {speed:7.1f}  {speed / theirs:12.1f}  {speed / ours['decode']:12.2f}")


main()
