"""Records what Apache Spark answers to the programs of Tests/EndToEnd/ml_cases.py, over Spark Connect.

Usage: record-ml-cases.py [CASE…]    (needs pyspark and Java; without names all cases are recorded anew)
"""

import json
import os
import pathlib
import sys
import time

os.environ["TZ"] = "UTC"
time.tzset()

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECORDED = ROOT / "Tests" / "EndToEnd" / "recorded" / "ml_cases.json"
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

from ml_cases import CASES  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402


def main() -> None:
    names = sys.argv[1:] or list(CASES)
    answers = json.loads(RECORDED.read_text()) if sys.argv[1:] and RECORDED.exists() else {}
    spark = SparkSession.builder.remote("local[2]").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    for name in names:
        try:
            answers[name] = CASES[name](spark)
        except Exception as error:
            print("FAILED", name, str(error)[:500], flush=True)
            continue
        lines = [f"{json.dumps(known)}: {json.dumps(answers[known], separators=(',', ':'))}" for known in CASES if known in answers]
        RECORDED.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        print(name, flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
