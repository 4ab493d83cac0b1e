"""Measures the 22 TPC-H queries over Parquet files: every engine on two threads, in one run, warm, medians.

    bench.py [--engines duckdb,polars,datafusion,redstart,redstart-cli,spark] [--queries q01,q06] [--runs 5] [--data FOLDER]

`redstart` is the server as a PySpark client sees it; `redstart-cli` is a whole `redstart sql` process, started anew for every
run. `spark` (Apache Spark, needs Java) takes minutes and runs only when it is named. An answer that is not what Apache Spark
recorded is marked with `!`; a query that an engine cannot run counts as missing, and totals are over what all could run.
"""

import argparse
import datetime
import decimal
import math
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import measure  # noqa: E402
from record_expected import TABLES, create_views, queries  # noqa: E402


def expected(name: str, folder: pathlib.Path) -> list[list]:
    def parse(cell: str):
        if cell == "NULL":
            return None
        if cell.startswith("'"):
            return cell[1:-1]
        try:
            return float(cell)
        except ValueError:
            return cell

    lines = (folder / f"{name}.tsv").read_text().splitlines()[1:]
    return [[parse(cell) for cell in line.split("\t")] for line in lines]


def agrees(found: list, wanted: list[list]) -> bool:
    """Whether the rows are the recorded ones; engines differ in the type and digits of an average."""
    def same(a, b) -> bool:
        if isinstance(a, (int, float, decimal.Decimal)) and isinstance(b, float):
            return math.isclose(float(a), b, rel_tol=1e-6, abs_tol=1e-5)
        if isinstance(a, (datetime.date, datetime.datetime)):
            a = a.isoformat()[:10]
        return a == b

    return len(found) == len(wanted) and all(
        len(f) == len(w) and all(same(a, b) for a, b in zip(f, w)) for f, w in zip(found, wanted))


class DuckDB:
    def __init__(self, data: pathlib.Path):
        import duckdb

        self.connection = duckdb.connect(config={"threads": measure.THREADS})
        for table in TABLES:
            self.connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{data / table}.parquet')")

    def run(self, query: str) -> list:
        return self.connection.execute(query).fetchall()


class Polars:
    def __init__(self, data: pathlib.Path):
        import polars

        self.context = polars.SQLContext({t: polars.scan_parquet(data / f"{t}.parquet") for t in TABLES})

    def run(self, query: str) -> list:
        return self.context.execute(query).collect().rows()


class DataFusion:
    def __init__(self, data: pathlib.Path):
        import datafusion

        self.context = datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(measure.THREADS))
        for table in TABLES:
            self.context.register_parquet(table, str(data / f"{table}.parquet"))

    def run(self, query: str) -> list:
        batches = self.context.sql(query).collect()
        return [row for batch in batches for row in zip(*[column.to_pylist() for column in batch.columns])]


class Redstart:
    def __init__(self, data: pathlib.Path):
        self.server, self.spark = measure.start_redstart()
        if self.spark is None:
            raise ImportError("Redstart is not built")
        create_views(self.spark, data)

    def run(self, query: str) -> list:
        return self.spark.sql(query).collect()

    def stop(self) -> None:
        self.spark.stop()
        self.server.stop()


class RedstartCLI:
    def __init__(self, data: pathlib.Path):
        from redstart_server import binary

        try:
            self.binary = str(binary())
        except FileNotFoundError as error:
            raise ImportError(str(error)) from error
        self.views = "".join(
            f"CREATE TEMPORARY VIEW {t} USING parquet OPTIONS (path '{data / t}.parquet');\n" for t in TABLES)

    def run(self, query: str) -> None:
        done = subprocess.run([self.binary, "sql", "-e", f"{self.views}{query};"], stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode:
            raise RuntimeError(done.stderr.decode()[-300:])


class Spark:
    def __init__(self, data: pathlib.Path):
        self.spark = measure.start_spark()
        create_views(self.spark, data)

    def run(self, query: str) -> list:
        return self.spark.sql(query).collect()

    def stop(self) -> None:
        self.spark.stop()


ENGINES = {"duckdb": DuckDB, "polars": Polars, "datafusion": DataFusion, "redstart": Redstart, "redstart-cli": RedstartCLI,
           "spark": Spark}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engines", default="duckdb,polars,datafusion,redstart,redstart-cli")
    parser.add_argument("--queries", help="only these, as in q01,q06")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--data", type=pathlib.Path, default=measure.ROOT / ".cache/tpch/sf1")
    parser.add_argument("--expected", type=pathlib.Path, default=HERE / "expected")
    args = parser.parse_args()
    if not (args.data / "lineitem.parquet").exists():
        subprocess.run([str(HERE / "generate.sh")], check=True)
    texts = {name: text for name, text in queries().items() if not args.queries or name in args.queries.split(",")}

    times: dict[str, dict[str, float]] = {}
    wrong: set[tuple[str, str]] = set()
    for engine in args.engines.split(","):
        try:
            runner = ENGINES[engine](args.data.resolve())
        except ImportError as error:
            print(f"{engine}: left out, {error}", file=sys.stderr)
            continue
        times[engine] = {}
        for name, text in texts.items():
            try:
                found = runner.run(text)  # the first run warms up
                if found is not None and not agrees(found, expected(name, args.expected)):
                    wrong.add((engine, name))
                times[engine][name] = measure.median(lambda: runner.run(text), args.runs, warm_up=0)
            except Exception as error:
                print(f"{engine} {name}: {str(error).splitlines()[0][:150] if str(error) else error!r}", file=sys.stderr)
        if hasattr(runner, "stop"):
            runner.stop()

    base = next(iter(times), None)
    if base is None:
        sys.exit("no engine could run")
    rows = []
    for name in texts:
        cells = [name]
        for engine in times:
            t = times[engine].get(name)
            mark = "!" if (engine, name) in wrong else ""
            cells.append("-" if t is None else f"{mark}{t * 1000:.0f}")
        rows.append(cells)
    for label, names in (
        ("total of all", set(texts)),
        ("total of common", {n for n in texts if all(n in t or not t for t in times.values())}),
    ):
        totals = {e: sum(t[n] for n in names) if t and names <= t.keys() else None for e, t in times.items()}
        rows.append([label, *["-" if t is None else f"{t * 1000:.0f}" for t in totals.values()]])
        rows.append([f"  vs {base}",
                     *["-" if t is None or not totals[base] else f"{t / totals[base]:.2f}x" for t in totals.values()]])
    print(f"TPC-H, {args.data.name}, Parquet, {measure.THREADS} threads, warm, median of {args.runs}, milliseconds\n")
    measure.print_table(["query", *times], rows)
    if wrong:
        print(f"\n! not the recorded answer: {', '.join(' '.join(w) for w in sorted(wrong))}")


if __name__ == "__main__":
    main()
