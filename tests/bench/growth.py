#!/usr/bin/env python3
"""How time and memory grow with the corpus: 1/8, 1/4, 1/2 and all of the news, and 400,000 short articles.

usage: growth.py          measures, writes growth.csv and growth.svg beside this file (several minutes)
       growth.py plot     draws growth.svg again from growth.csv

The short articles are the news in runs of sentences of about 300 bytes and more, three to an article, in a mixed order that is
the same every time, with the headline of some article; text is used several times, never in the same company.
Needs what compare.py needs, without Lucene.
"""
import csv, json, math, pathlib, random, shutil, sys

import compare

HERE = pathlib.Path(__file__).resolve().parent
TABLE, PLOT = HERE / "growth.csv", HERE / "growth.svg"
SHORT_ARTICLES, RUN_BYTES, RUNS = 400_000, 300, 3


def news():
    with open(compare.BUILD / "corpora/p-news.jsonl", encoding="utf-8") as lines:
        return list(lines)


def runs_of(body):
    run, size = [], 0
    for sentence in body.replace("\n", " ").replace(". ", ".\n").replace("، ", "،\n").split("\n"):
        run.append(sentence.strip())
        size += len(sentence.encode())
        if size >= RUN_BYTES:
            yield " ".join(run)
            run, size = [], 0


def short_articles(lines):
    articles = [json.loads(line) for line in lines]
    titles = [a["title"] for a in articles if a.get("title")]
    pool = [run for a in articles for run in runs_of(a["body"])]
    order, chosen = random.Random(1), []
    for i in range(SHORT_ARTICLES):
        if len(chosen) < RUNS:
            chosen = order.sample(pool, len(pool))
        body = [chosen.pop() for _ in range(RUNS)]
        yield json.dumps({"id": f"s{i}", "title": order.choice(titles), "body": "\n\n".join(body)}, ensure_ascii=False) + "\n"


def corpora():
    """Name and lines of each corpus, smallest first."""
    lines = news()
    for parts in (8, 4, 2, 1):
        yield f"1/{parts} of the news" if parts > 1 else "the news", lines[:len(lines) // parts]
    yield "short articles", short_articles(lines)


def write(lines):
    """Writes growth.jsonl; articles, MB of title and text."""
    count = size = 0
    with open(compare.BUILD / "corpora/growth.jsonl", "w", encoding="utf-8") as out:
        for line in lines:
            article = json.loads(line)
            size += len((article.get("title") or "").encode()) + len(article["body"].encode())
            count += 1
            out.write(line)
    return {"articles": count, "text MB": size / 1e6}


def measure(name, lines):
    row = {"corpus": name, **write(lines)}
    index, build = compare.fihris_index("growth")
    row |= {f"build {key}": value for key, value in build.items()} | {"index MB": compare.megabytes(index)}
    server = compare.Server(index)
    for load in compare.LOADS:
        before = server.cpu_seconds()
        figures = compare.load_figures(server, load)
        figures["cpu_ms"] = (server.cpu_seconds() - before) * 1e3 / 2 / figures["queries"]  # warm-up, then a round
        row |= {f"{load} {name.replace('_', ' ')}": figures[name] for name in ("p50_ms", "p99_ms", "cpu_ms")}
        print(f"  {name}, {load}: {figures}", flush=True)
    row["server MB"] = server.resident_mb()
    server.stop()
    print(", ".join(f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items()), flush=True)
    return row


# The plot: two panels, colours for light and dark pages.
STYLE = """
  text { font: 12px sans-serif; fill: #333 } .title { font-weight: bold } .axis { stroke: #888; fill: none }
  .grid { stroke: #8884; fill: none } .linear { stroke: #888; stroke-dasharray: 4 4; fill: none }
  .line { fill: none; stroke-width: 2 }
  .s0 { --c: #0969da } .s1 { --c: #bc4c00 } .s2 { --c: #1a7f37 } .s3 { --c: #8250df }
  .line, circle { stroke: var(--c) } circle, .name { fill: var(--c) }
  @media (prefers-color-scheme: dark) {
    text { fill: #ccc }
    .s0 { --c: #58a6ff } .s1 { --c: #f0883e } .s2 { --c: #3fb950 } .s3 { --c: #bc8cff }
  }"""
WIDTH, HEIGHT, LEFT, TOP = 330, 260, 55, 40


class Panel:
    """A diagram with both axes logarithmic, so that what is linear has the slope of the dashed lines."""

    def __init__(self, number, title, x_name, y_name, x_ticks, y_ticks):
        self.at = LEFT + number * (WIDTH + 90)
        self.x_ticks, self.y_ticks = x_ticks, y_ticks
        bottom = TOP + HEIGHT
        self.parts = [f'<text class="title" x="{self.at}" y="20">{title}</text>',
                      f'<text x="{self.at + WIDTH / 2}" y="{bottom + 36}" text-anchor="middle">{x_name}</text>',
                      f'<text transform="translate({self.at - 40} {TOP + HEIGHT / 2}) rotate(-90)" text-anchor="middle">{y_name}</text>']
        for tick in x_ticks:
            self.parts.append(f'<path class="grid" d="M{self.x(tick):.1f} {TOP}V{bottom}"/>'
                              f'<text x="{self.x(tick):.1f}" y="{bottom + 16}" text-anchor="middle">{tick:,}</text>')
        for tick in y_ticks:
            self.parts.append(f'<path class="grid" d="M{self.at} {self.y(tick):.1f}h{WIDTH}"/>'
                              f'<text x="{self.at - 6}" y="{self.y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
        self.parts.append(f'<path class="axis" d="M{self.at} {TOP}V{bottom}h{WIDTH}"/>')

    @staticmethod
    def share(value, ticks):
        return math.log(value / ticks[0]) / math.log(ticks[-1] / ticks[0])

    def x(self, value):
        return self.at + WIDTH * self.share(value, self.x_ticks)

    def y(self, value):
        return TOP + HEIGHT * (1 - self.share(value, self.y_ticks))

    def path(self, points, css):
        steps = "L".join(f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in points)
        self.parts.append(f'<path class="{css}" d="M{steps}"/>')

    def linear(self, x, y):
        """Where a point would go if it grew as fast as the corpus."""
        end = min(self.x_ticks[-1], x * self.y_ticks[-1] / y)
        self.path([(x, y), (end, y * end / x)], "linear")

    def series(self, number, name, points):
        self.parts.append(f'<g class="s{number}">')
        self.path(points, "line")
        self.parts += [f'<circle cx="{self.x(x):.1f}" cy="{self.y(y):.1f}" r="3"/>' for x, y in points]
        if name:
            self.parts.append(f'<text class="name" x="{self.at + WIDTH - 75}" y="{TOP + HEIGHT - 55 + 15 * number}">{name}</text>')
        self.parts.append("</g>")


def plot(rows):
    value = lambda row, key: float(row[key])
    build = Panel(0, "Building: CPU time", "MB of text", "CPU seconds", (10, 30, 100, 300, 1000), (1, 3, 10, 30, 100, 300))
    points = [(value(r, "text MB"), value(r, "build CPU s")) for r in rows]
    build.linear(*points[0])
    build.series(0, "", points)
    query = Panel(1, "Queries over HTTP: p99", "articles", "milliseconds", (3000, 10_000, 30_000, 100_000, 400_000),
                  (0.3, 1, 3, 10, 30, 100))
    for number, load in enumerate(compare.LOADS):
        points = [(value(r, "articles"), value(r, f"{load} p99 ms")) for r in rows]
        if number == 0:
            query.linear(*points[0])
        query.series(number, {"titles": "headlines"}.get(load, load), points)
    body = "\n".join(build.parts + query.parts)
    width, height = LEFT + 2 * (WIDTH + 90), TOP + HEIGHT + 50
    PLOT.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
                    f"<title>Growth: building and queries; dashed: linear</title>\n<style>{STYLE}\n</style>\n{body}\n</svg>\n")


def main():
    if sys.argv[1:] == ["plot"]:
        with open(TABLE, newline="") as table:
            return plot(list(csv.DictReader(table)))
    if sys.argv[1:]:
        sys.exit(__doc__)
    compare.prepare()
    compare.build_load_bench()
    rows = [measure(name, lines) for name, lines in corpora()]
    with open(TABLE, "w", newline="") as table:
        out = csv.DictWriter(table, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows({k: f"{v:.4g}" if isinstance(v, float) else v for k, v in row.items()} for row in rows)
    plot(rows)
    shutil.rmtree(compare.BUILD / "index/fihris-growth")
    (compare.BUILD / "corpora/growth.jsonl").unlink()


if __name__ == "__main__":
    main()
