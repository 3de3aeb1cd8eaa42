#!/usr/bin/env python3
"""What each part of the ranking brings, as a Markdown table: every part left out in turn, on both judged sets and on
headlines that nothing was tuned on.

usage: ablation.py [keep]      keep: the indexes and runs of the last time are used where they are

Differences are to the ranking as it is, with p of a paired randomisation test; in default mode as the API's user gets
it, for the headlines also with duplicates=1 (else one copy of a story is listed, and the judged one may be another).
Needs what compare.py needs, without Lucene.
"""
import concurrent.futures, pathlib, subprocess, sys

import compare, held_out
sys.path.insert(0, str(compare.SHARED / "peers"))
import evaluate

BENCH = compare.BIN / "tests/ablation_bench"
SETTINGS = {
    "all": "all", "without_written": "− spelled as typed, but for proclitics", "without_opening": "− in the first 20 words",
    "without_first_place": "− how early a word first comes", "without_relatives": "− other words of the same root",
    "without_window": "− most of the words within 40 (by idf)", "without_span": "− all words close together",
    "without_typed_pairs": "− pairs as typed, function words too", "without_grams": "− letters in common",
    "bm25_alone": "BM25 alone", "without_names": "− names in other spellings", "match_any": "`match=any`",
    "depth_40": "40 candidates looked at", "whatever_score": "as many, whatever their scores",
    "depth_300": "300 candidates",
    "gram_depth_100": "letters of 100 candidates",
}
COLUMNS = (("questions", "q-xquad", "q-xquad", ""), ("headlines", "q-known", "q-known", ""),
           ("headlines, `duplicates=1`", "q-known", "q-known", "duplicates"), ("other headlines", "q-known", "q-held", ""))


def runs(column, keep):
    _, corpus, name, mode = column
    folder = compare.BUILD / f"runs/ablation-{name}-{mode}"
    if not keep or not (folder / "all").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [BENCH, compare.BUILD / f"index/fihris-{corpus}", compare.BUILD / f"corpora/{name}.tsv", folder, mode]
        subprocess.run(command, check=True, stdout=sys.stderr)
    return evaluate.read_qrels(compare.BUILD / f"corpora/{name}.qrels"), folder


def cells(task):
    """nDCG@10 with the difference to the full ranking and its p, MRR@10, R@100."""
    setting, (qrels, folder) = task
    figures = dict(zip(evaluate.NAMES, evaluate.means(evaluate.evaluate(qrels, folder / setting))))
    ndcg = f"{figures['ndcg10']:.3f}"
    if setting != "all":
        test = evaluate.compare(qrels, folder / setting, folder / "all")
        ndcg = f"{test['diff']:+.3f}".replace("-", "−") + f", p {test['p']:.2g}"
    return f"{ndcg} · {figures['mrr10']:.3f} · {figures['r100']:.3f}"


def main():
    keep = sys.argv[1:] == ["keep"]
    if sys.argv[1:] not in ([], ["keep"]):
        sys.exit(__doc__)
    compare.prepare()
    held_out.prepare(compare.BUILD / "corpora")
    subprocess.run(["cmake", "--build", compare.BIN, "--target", "ablation_bench"], check=True, stdout=subprocess.DEVNULL)
    for corpus in dict.fromkeys(corpus for _, corpus, _, _ in COLUMNS):
        if not keep or not (compare.BUILD / f"index/fihris-{corpus}").exists():
            compare.fihris_index(corpus)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda column: runs(column, keep), COLUMNS))
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        table = list(pool.map(cells, [(setting, made_of) for setting in SETTINGS for made_of in made]))
    print("| nDCG@10 · MRR@10 · R@100 |", " | ".join(name for name, _, _, _ in COLUMNS), "|")
    print("|---|" + "---|" * len(COLUMNS))
    for i, name in enumerate(SETTINGS.values()):
        print("|", name, "|", " | ".join(table[i * len(COLUMNS):(i + 1) * len(COLUMNS)]), "|")


if __name__ == "__main__":
    main()
