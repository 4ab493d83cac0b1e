"""Records what Apache Spark answers to the cases of `ml_misuse.py`, over Spark Connect.

Usage: record-ml-misuse.py [--messages] [PATTERN]    (needs pyspark and Java)

With --messages it prints the answers and the texts of errors, too; with a pattern it records nothing.
"""

import argparse
import os
import pathlib
import re
import tempfile

from pyspark.sql import SparkSession

RECORDED = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "EndToEnd" / "recorded" / "ml_misuse.txt"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", action="store_true")
    parser.add_argument("pattern", nargs="?", default="")
    args = parser.parse_args()
    os.environ["SPARK_TESTING"] = "1"  # any free port
    spark = SparkSession.builder.remote("local[2]").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    import ml_misuse

    def tell(error):
        print(f"      {str(error).splitlines()[0][:400]}")
        return error_text(error)

    if args.messages:
        error_text, ml_misuse.error_text = ml_misuse.error_text, tell
    answers = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in ml_misuse.CASES:
            if re.search(args.pattern, name):
                answers[name] = ml_misuse.answer(name, spark, pathlib.Path(scratch))
                if args.messages:
                    print(f"{name} => {answers[name]}", flush=True)
    spark.stop()
    if not args.pattern:
        ml_misuse.write(RECORDED, answers)


if __name__ == "__main__":
    main()
