"""What the benchmarks share: two cores for everybody, medians of warm runs, tables with ratios, a Redstart to talk to."""

import os
import pathlib
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
THREADS = 2
# Before any engine is imported: they size their pools when they start.
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])
os.environ["POLARS_MAX_THREADS"] = str(THREADS)
os.environ["TZ"] = "UTC"
# The release build: what the tests build is many times slower in places.
os.environ.setdefault("REDSTART_BIN", str(ROOT / ".build" / "release" / "redstart"))


def seconds(action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def median(action, runs: int, warm_up: int = 1) -> float:
    """The median time of `runs` calls, after calls that do not count."""
    for _ in range(warm_up):
        action()
    return statistics.median(seconds(action) for _ in range(runs))


def print_table(header: list[str], rows: list[list[str]]) -> None:
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    for row in [header, *rows]:
        print("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))).rstrip())


def print_ratios(times: dict[str, float], base: str, unit: str = "s") -> None:
    """One line for each engine, with its time as a multiple of the base's."""
    rows = [[name, f"{t:.3f} {unit}", f"{t / times[base]:.2f}x" if base in times else "-"] for name, t in times.items()]
    print_table(["engine", "time", f"vs {base}"], rows)


def start_redstart():
    """A running server and a session on it, or nothing if Redstart is not built."""
    from redstart_server import Server

    try:
        server = Server()
    except (FileNotFoundError, RuntimeError) as error:
        print(f"redstart: left out, {error}", file=sys.stderr)
        return None, None
    from pyspark.sql import SparkSession

    return server, SparkSession.builder.remote(server.url).create()


def start_spark():
    """A real Apache Spark on two threads, started in this process; needs Java."""
    from pyspark.sql import SparkSession

    return SparkSession.builder.remote(f"local[{THREADS}]").config("spark.driver.memory", "6g").getOrCreate()
