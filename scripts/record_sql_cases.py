"""Fills in what Apache Spark answers to the SQL cases that have no result yet.

    record_sql_cases.py [--all] [--check] [FILE...]      default: Tests/sql/*.test

--all asks again for results that are there already; --check only says which of them differ, and writes nothing. Apache Spark
comes from the pyspark package and needs Java 17.
"""

import argparse
import os
import pathlib
import sys
import time

os.environ["TZ"] = "UTC"
time.tzset()

from pyspark.errors import PySparkException  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import sql_cases  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent


def answer_of(session, case: sql_cases.Case) -> str:
    """The answer; asked for again when the connection failed, as it does on a machine that stands still for minutes."""
    for _ in range(5):
        try:
            return sql_cases.run(session, case)
        except PySparkException as error:
            print(f"{case.name}: again, {str(error).splitlines()[0][:120]}", flush=True)
    raise RuntimeError(f"no answer to {case.name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--all", action="store_true", help="ask again for all results")
    parser.add_argument("--check", action="store_true", help="compare all results, write nothing")
    args = parser.parse_args()
    spark = SparkSession.builder.remote("local[2]").getOrCreate()
    different = 0
    for path in args.files or sorted((ROOT / "Tests" / "sql").glob("*.test")):
        cases = sql_cases.parse(path)
        wanted = [c for c in cases if c.name and c.name != "setup" and (c.expected is None or args.all or args.check)]
        if not wanted:
            continue
        session = sql_cases.open_session(spark)
        for case in cases:
            if case.name == "setup":
                for statement in case.statements:
                    session.sql(statement)
                continue
            if not case.name:
                continue
            # Cases may change settings for those that follow: run all of them.
            answer = answer_of(session, case)
            if args.check and answer != case.expected:
                different += 1
                print(f"{path.name}::{case.name}\n  recorded {case.expected}\n  now      {answer}")
            elif case in wanted:
                case.expected = answer
        if not args.check:
            sql_cases.write(path, cases)
            print(f"{path.name}: {len(wanted)} of {len(cases)} recorded", flush=True)
    spark.stop()
    sys.exit(different > 0)


if __name__ == "__main__":
    main()
