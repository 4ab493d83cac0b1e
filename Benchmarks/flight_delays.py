"""Measures Examples/flight_delays.py from start to end, on Redstart and on Apache Spark. Two cores for all, medians.

    flight_delays.py [--runs 5] [--spark]          --spark: measure Apache Spark, too (needs Java, takes minutes)

The servers are up, and warm by runs that do not count; each run is a new Python process that imports PySpark, connects, does
its work and leaves. `client alone` imports and connects, asks one row and leaves: no engine can be faster than that.
"""

import argparse
import re
import subprocess
import sys
import tempfile

import measure

PROGRAM = measure.ROOT / "Examples/flight_delays.py"
CLIENT_ALONE = """
from pyspark.ml import Pipeline
from pyspark.ml.classification import DecisionTreeClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.sql import SparkSession
import sys
spark = SparkSession.builder.remote(sys.argv[1]).getOrCreate()
spark.range(1).collect()
spark.stop()
"""


def run(command: list[str]) -> str:
    return subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout


def times(url: str, runs: int) -> tuple[float, float, str]:
    """Medians of the program and of the client alone, and what the program printed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as out:
        program = [sys.executable, str(PROGRAM), "--remote", url, "--out", out]
        whole = measure.median(lambda: run(program), runs, warm_up=2)
        printed = run(program)
    return whole, measure.median(lambda: run([sys.executable, "-c", CLIENT_ALONE, url]), runs), printed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--spark", action="store_true")
    args = parser.parse_args()
    from redstart_server import Server
    from spark_server import SparkServer

    found = {}
    with Server() as server:
        found["redstart"] = times(server.url, args.runs)
    if args.spark:
        with SparkServer() as server:
            found["spark"] = times(server.url, args.runs)
    base = found.get("spark", found["redstart"])
    rows = []
    for name, (whole, alone, printed) in found.items():
        area = re.search(r"areaUnderROC (\S+)", printed)[1]
        rows.append([name, f"{whole:.2f} s", f"{base[0] / whole:.1f}x", f"{alone:.2f} s", f"{whole - alone:.2f} s",
                     f"{(base[0] - base[1]) / (whole - alone):.1f}x", area])
    measure.print_table(["engine", "program", "speed-up", "client alone", "the rest", "speed-up", "areaUnderROC"], rows)


if __name__ == "__main__":
    main()
