"""Runs the benchmarks one after the other, each in a process of its own.

    run.py [--only tpch,parquet,csv,server,flights,trees,rdd] [--spark]

--spark measures Apache Spark, too (needs Java, takes minutes).
"""

import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BENCHMARKS = {
    "server": "server_latency.py", "flights": "flight_delays.py", "parquet": "parquet_decode.py", "csv": "csv_scan.py",
    "tpch": "tpch/bench.py", "trees": "tree_fit.py", "rdd": "rdd.py"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", help=f"some of {','.join(BENCHMARKS)}")
    parser.add_argument("--spark", action="store_true")
    args = parser.parse_args()
    names = args.only.split(",") if args.only else list(BENCHMARKS)
    if unknown := set(names) - BENCHMARKS.keys():
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    if set(names) & {"parquet", "csv", "tpch"}:
        subprocess.run([str(HERE / "tpch" / "generate.sh")], check=True)
    failed = []
    for name in names:
        print(f"\n== {name}", flush=True)
        arguments = []
        if args.spark and name in ("flights", "parquet", "csv", "trees", "rdd"):
            arguments = ["--spark"]
        elif args.spark and name == "tpch":
            arguments = ["--engines", "duckdb,polars,datafusion,redstart,redstart-cli,spark"]
        if subprocess.run([sys.executable, str(HERE / BENCHMARKS[name]), *arguments]).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
