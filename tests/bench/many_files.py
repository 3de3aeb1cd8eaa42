#!/usr/bin/python3
"""Time of a build and of updates over many small files in one folder.

  tests/bench/many_files.py [FILES] [RUNS]      100,000 files and 3 runs; prints medians: seconds on the wall, of CPU

Words are drawn from corpus/ with a fixed seed, so that the files are the same each time.
"""
import os, pathlib, random, re, resource, shutil, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[2]
indexer = os.environ.get("FIHRIS_INDEXER", root / "build/release/indexer/fihris-indexer")
count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
work = pathlib.Path(tempfile.mkdtemp(prefix="fihris-many-"))
words = re.findall(r"[\u0621-\u064a]{2,}", (root / "corpus/articles.jsonl").read_text())
draw = random.Random(1969)


def text():
    title = " ".join(draw.choices(words, k=6))
    body = "\n\n".join(" ".join(draw.choices(words, k=40)) + "." for _ in range(3))
    return f"{title}\n\n{body}\n"


def run(command, *options):
    """Seconds on the wall and of CPU, of the program and what it starts."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([indexer, command, "--quiet", *options, "--index", work / "index", work / "corpus"],
                   check=True, stdout=subprocess.DEVNULL)
    wall, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def folder():
    return next((work / "corpus").iterdir())


def change_some():
    for number in range(0, count, count // 100):
        (folder() / f"{number:06}.txt").write_text(text())


def touch_all():
    for number in range(count):
        os.utime(folder() / f"{number:06}.txt")


def move_all():
    folder().rename(work / "corpus" / ("b" if folder().name == "a" else "a"))


steps = {"build": ("build", None), "nothing changed": ("update", None), "100 changed": ("update", change_some),
         "all moved": ("update", move_all), "all touched": ("update", touch_all)}
times = {name: [] for name in steps}
try:
    (work / "corpus/a").mkdir(parents=True)
    for number in range(count):
        (folder() / f"{number:06}.txt").write_text(text())
    for _ in range(runs):
        for name, (command, prepare) in steps.items():
            if prepare:
                prepare()
            times[name].append(run(command))
finally:
    shutil.rmtree(work)
print(f"{count} files, medians of {runs} runs; load {os.getloadavg()[0]:.1f}")
for name, measured in times.items():
    wall, cpu = (statistics.median(column) for column in zip(*measured))
    print(f"{name:16} {wall:6.2f} s wall  {cpu:6.2f} s CPU")
