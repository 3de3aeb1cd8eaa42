"""Headlines that nothing was tuned on, in the form of the judged ones: corpora/q-held.tsv and .qrels.

Those of news articles that q-known.qrels does not have, of at least three words, not contained in the body, and without
another article that shares a third of its runs of three words. To be asked of the index of q-known, which has no titles.
"""
import collections, json, random, re, zlib

COUNT = 5000
SAMPLE = 8         # of the runs of three words, one in so many is looked at
SHARED_RUNS = 1/3  # with the shorter of two articles: a near copy
COMMON = 300       # a run in so many articles is a phrase of the trade


def words(text):
    text = re.sub("[\u064b-\u0652\u0640\u0670]", "", text)
    return re.findall(r"\w+", re.sub("[أإآ]", "ا", text).replace("ى", "ي").replace("ة", "ه"))


def sampled_runs(body):
    runs = {zlib.crc32(" ".join(body[i:i + 3]).encode()) for i in range(max(1, len(body) - 2))}
    return {run for run in runs if run % SAMPLE == 0} or runs


def without_copies(bodies):
    """Numbers of the articles that have no near copy."""
    runs, articles = [sampled_runs(body) for body in bodies], collections.defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            articles[run].append(number)
    for number, own in enumerate(runs):
        common = collections.Counter(other for run in own if len(articles[run]) < COMMON for other in articles[run])
        del common[number]
        if all(count < SHARED_RUNS * min(len(own), len(runs[other])) for other, count in common.items()):
            yield number


def prepare(corpora):
    """Makes the set where it is not there yet."""
    if (corpora / "q-held.qrels").exists():
        return
    judged = {line.split()[2] for line in open(corpora / "q-known.qrels", encoding="utf-8")}
    news = [json.loads(line) for line in open(corpora / "p-news.jsonl", encoding="utf-8")]
    bodies = [words(article["body"]) for article in news]

    def fits(number):
        title = words(news[number].get("title") or "")
        return (news[number]["id"] not in judged and len(title) >= 3 and
                " ".join(title) not in " ".join(bodies[number]))

    fitting = [number for number in without_copies(bodies) if fits(number)]
    chosen = random.Random(1).sample(fitting, COUNT)
    with open(corpora / "q-held.tsv", "w", encoding="utf-8") as queries, \
            open(corpora / "q-held.qrels", "w", encoding="utf-8") as qrels:
        for k, number in enumerate(chosen):
            queries.write(f"held{k}\t{' '.join(news[number]['title'].split())}\n")
            qrels.write(f"held{k} 0 {news[number]['id']} 1\n")
