"""Measures the decoding of all columns of TPC-H lineitem at scale factor 1 from Parquet, on two threads, warm, medians.

    parquet_decode.py [--runs 7] [--spark]

Polars and Arrow build the table in memory; DuckDB streams its batches, which are thrown away; Redstart and Apache Spark write
to the `noop` sink, which takes every value of every row and keeps none. `redstart, maxima` asks for the maximum of every
column instead.
"""

import argparse
import subprocess
import sys

import measure

PATH = measure.ROOT / ".cache/tpch/sf1/lineitem.parquet"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--spark", action="store_true", help="measure Apache Spark, too (needs Java)")
    args = parser.parse_args()
    if not PATH.exists():
        subprocess.run([str(measure.ROOT / "Benchmarks/tpch/generate.sh")], check=True)

    import duckdb
    import polars
    import pyarrow
    import pyarrow.parquet

    pyarrow.set_cpu_count(measure.THREADS)
    connection = duckdb.connect(config={"threads": measure.THREADS})

    def with_duckdb() -> None:
        for _ in connection.sql(f"FROM read_parquet('{PATH}')").to_arrow_reader(100_000):
            pass

    def to_noop(spark):
        return lambda: spark.read.parquet(str(PATH)).write.format("noop").mode("overwrite").save()

    times = {
        "polars": measure.median(lambda: polars.read_parquet(PATH), args.runs),
        "duckdb": measure.median(with_duckdb, args.runs),
        "arrow": measure.median(lambda: pyarrow.parquet.read_table(PATH, use_threads=True), args.runs),
    }
    def to_maximum(spark):
        df = spark.read.parquet(str(PATH))
        return lambda: df.agg({column: "max" for column in df.columns}).collect()

    server, session = measure.start_redstart()
    if session:
        try:
            times["redstart"] = measure.median(to_noop(session), args.runs)
        except Exception as error:
            print(f"redstart, noop: {str(error).splitlines()[0][:150]}", file=sys.stderr)
        times["redstart, maxima"] = measure.median(to_maximum(session), args.runs)
        session.stop()
        server.stop()
    if args.spark:
        times["spark"] = measure.median(to_noop(measure.start_spark()), 3)
    print("Decoding lineitem (SF1, 16 columns, 6 001 215 rows) from Parquet\n")
    measure.print_ratios(times, "polars")


if __name__ == "__main__":
    main()
