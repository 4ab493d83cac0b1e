"""Measures RDDs of Swift closures: a keyed sum of ten million numbers and a word count, beside plain loops and Apache Spark.

    rdd.py [--runs 5] [--spark]      --spark: measure PySpark's RDDs, too (needs Java, takes minutes)
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import time

import measure

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = ROOT / ".cache" / "rdd" / "words.txt"
COUNT, KEYS = 10_000_000, 100_000


def make_text() -> None:
    """Two million lines of five words out of 50,000, the frequent ones far more often."""
    if TEXT.exists():
        return
    TEXT.parent.mkdir(parents=True, exist_ok=True)
    generator = random.Random(1)
    words = [f"word{number}" for number in range(50_000)]
    with open(TEXT, "w") as file:
        for _ in range(2_000_000):
            file.write(" ".join(words[int(50_000 * generator.random() ** 3)] for _ in range(5)) + "\n")


def spark_rows(runs: int) -> list[list[str]]:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    sc = spark.sparkContext
    sc.setLogLevel("ERROR")
    programs = {
        "keyed sum": lambda: sc.range(COUNT, numSlices=4).map(lambda n: (n % KEYS, n)).reduceByKey(lambda a, b: a + b)
            .map(lambda pair: pair[1]).max(),
        "map, filter, sum": lambda: sc.range(COUNT, numSlices=4).map(lambda n: n * 3).filter(lambda n: n % 7 != 0).sum(),
        "sortBy": lambda: sc.range(COUNT // 10, numSlices=4).sortBy(lambda n: (n * 7919) % 1_000_003).first(),
        "word count": lambda: sc.textFile(str(TEXT), 4).flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
            .reduceByKey(lambda a, b: a + b).map(lambda pair: pair[1]).max(),
    }
    rows = []
    for name, program in programs.items():
        best = float("inf")
        for _ in range(min(runs, 2)):
            start = time.perf_counter()
            check = program()
            best = min(best, time.perf_counter() - start)
        rows.append([f"{name}, PySpark RDD", f"{best * 1000:.1f} ms", str(check)])
    spark.stop()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--spark", action="store_true")
    args = parser.parse_args()
    make_text()
    environment = os.environ | {"REDSTART_BENCH": "1"}
    subprocess.run(["swift", "build", "-c", "release", "--product", "rdd-benchmark"], cwd=ROOT, env=environment, check=True)
    output = subprocess.run(
        [str(ROOT / ".build" / "release" / "rdd-benchmark"), str(TEXT), str(args.runs)], check=True, capture_output=True, text=True)
    rows = [[name, f"{milliseconds} ms", check] for name, milliseconds, check in
            (line.split("\t") for line in output.stdout.splitlines())]
    if args.spark:
        rows += spark_rows(args.runs)
    measure.print_table(["program", "best", "check"], rows)


if __name__ == "__main__":
    sys.exit(main())
