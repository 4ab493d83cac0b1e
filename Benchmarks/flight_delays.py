"""Measures Examples/flight_delays.py from start to end, on Redstart and on Apache Spark. Two cores for all, medians.

    flight_delays.py [--runs 5] [--spark]          --spark: measure Apache Spark, too (needs Java, takes minutes)

The servers are up, and warm by runs that do not count; each run is a new Python process that imports PySpark, connects, does
its work and leaves. `client alone` imports and connects, asks one row and leaves: no engine can be faster than that.
"""

import argparse
import contextlib
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

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


@contextlib.contextmanager
def spark_server():
    """A Spark Connect server of Apache Spark on two threads; gives its address."""
    import pyspark

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    submit = pathlib.Path(pyspark.__file__).parent / "bin/spark-submit"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch, open(f"{scratch}/log", "w") as log:
        process = subprocess.Popen(
            [str(submit), "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master",
             f"local[{measure.THREADS}]", "--driver-memory", "6g", "--conf", f"spark.connect.grpc.binding.port={port}",
             "--conf", "spark.ui.enabled=false", "spark-internal"],
            cwd=scratch, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None:
                    sys.exit("Apache Spark did not start:\n" + pathlib.Path(f"{scratch}/log").read_text()[-2000:])
                time.sleep(0.1)
            yield f"sc://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(60)


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

    found = {}
    with Server() as server:
        found["redstart"] = times(server.url, args.runs)
    if args.spark:
        with spark_server() as url:
            found["spark"] = times(url, args.runs)
    base = found.get("spark", found["redstart"])
    rows = []
    for name, (whole, alone, printed) in found.items():
        area = re.search(r"areaUnderROC (\S+)", printed)[1]
        rows.append([name, f"{whole:.2f} s", f"{base[0] / whole:.1f}x", f"{alone:.2f} s", f"{whole - alone:.2f} s",
                     f"{(base[0] - base[1]) / (whole - alone):.1f}x", area])
    measure.print_table(["engine", "program", "speed-up", "client alone", "the rest", "speed-up", "areaUnderROC"], rows)


if __name__ == "__main__":
    main()
