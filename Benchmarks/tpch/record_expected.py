"""Records what Apache Spark answers to the TPC-H queries: expected/q01.tsv and so on, a schema line and the rows.

    record_expected.py [FOLDER_OF_TABLES] [FOLDER_OF_RESULTS]      default: .cache/tpch/sf1, Benchmarks/tpch/expected
"""

import pathlib
import sys

from pyspark.sql import SparkSession

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
from result_text import rows_text, schema_text  # noqa: E402

TABLES = "customer lineitem nation orders part partsupp region supplier".split()


def create_views(spark: SparkSession, folder: pathlib.Path) -> None:
    for table in TABLES:
        spark.read.parquet(str(folder / f"{table}.parquet")).createOrReplaceTempView(table)


def queries() -> dict[str, str]:
    return {path.stem: path.read_text().strip() for path in sorted((HERE / "queries").glob("q*.sql"))}


def answer(spark: SparkSession, query: str) -> str:
    df = spark.sql(query)
    return "\n".join([schema_text(df), *rows_text(df, ordered=True)]) + "\n"


def main() -> None:
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".cache/tpch/sf1").resolve()
    out = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else HERE / "expected").resolve()
    out.mkdir(parents=True, exist_ok=True)
    spark = SparkSession.builder.remote("local[2]").getOrCreate()
    create_views(spark, folder)
    for name, query in queries().items():
        text = answer(spark, query)
        (out / f"{name}.tsv").write_text(text)
        print(f"{name}: {text.count(chr(10)) - 1} rows", flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
