"""Measures CSV: TPC-H lineitem at scale factor 1 (770 MB) read with inferred types, then grouped. Two threads, medians.

    csv_scan.py [--runs 3] [--spark]

Redstart and Apache Spark infer the types from all rows, DuckDB and Polars from a sample, as they do by default (asked for all
rows, Polars takes minutes).
"""

import argparse
import subprocess

import measure

PATH = measure.ROOT / ".cache/tpch/sf1/lineitem.csv"
QUERY = """
    SELECT l_returnflag, l_linestatus, count(*) AS n, sum(l_quantity) AS quantity, max(l_shipdate) AS last
    FROM {table} GROUP BY l_returnflag, l_linestatus ORDER BY l_returnflag, l_linestatus"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--spark", action="store_true", help="measure Apache Spark, too (needs Java, takes minutes)")
    args = parser.parse_args()
    if not PATH.exists():
        subprocess.run([str(measure.ROOT / "Benchmarks/tpch/generate.sh")], check=True)

    import duckdb
    import polars

    connection = duckdb.connect(config={"threads": measure.THREADS})
    answers = {}

    def with_polars() -> None:
        table = polars.scan_csv(PATH, try_parse_dates=True)
        answers["polars"] = polars.SQLContext({"t": table}).execute(QUERY.format(table="t")).collect().rows()

    def with_duckdb() -> None:
        answers["duckdb"] = connection.execute(QUERY.format(table=f"read_csv('{PATH}')")).fetchall()

    def with_spark(name: str, spark):
        def run() -> None:
            spark.read.csv(str(PATH), header=True, inferSchema=True).createOrReplaceTempView("lineitem_csv")
            answers[name] = [tuple(row) for row in spark.sql(QUERY.format(table="lineitem_csv")).collect()]
        return run

    times = {
        "polars": measure.median(with_polars, args.runs),
        "duckdb": measure.median(with_duckdb, args.runs),
    }
    server, session = measure.start_redstart()
    if session:
        times["redstart"] = measure.median(with_spark("redstart", session), args.runs)
        session.stop()
        server.stop()
    if args.spark:
        times["spark"] = measure.median(with_spark("spark", measure.start_spark()), 1)
    print("Reading lineitem (SF1, 16 columns, 770 MB) from CSV with inferred types, and a group-by\n")
    measure.print_ratios(times, "spark" if "spark" in times else "polars")

    def plain(rows: list) -> list:
        return [tuple(str(v)[:10] if not isinstance(v, (int, float)) else float(v) for v in row) for row in rows]

    different = [name for name, rows in answers.items() if plain(rows) != plain(answers["polars"])]
    if different:
        print(f"\nnot the answer of polars: {', '.join(different)}")


if __name__ == "__main__":
    main()
