"""Measures the server: from start to listening, memory when idle, and a small query as a connected PySpark client sees it.

    server_latency.py [--starts 7] [--queries 300]

Sail is measured beside it if `scripts/setup.sh bench` installed it; the same client talks to both.
"""

import argparse
import pathlib
import socket
import statistics
import subprocess
import sys
import time

import measure

SAIL = measure.ROOT / ".cache" / "sail" / "bin" / "sail"


class Sail:
    """Sail's server on a free port."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"sc://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [SAIL, "spark", "server", "--port", str(port)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        for _ in range(30_000):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.001)
        raise RuntimeError("Sail did not start to listen")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def resident(process: subprocess.Popen) -> float:
    """Resident memory in megabytes."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def figures(start, starts: int, queries: int) -> list[float]:
    from pyspark.sql import SparkSession

    times = []
    for _ in range(starts):
        begin = time.perf_counter()
        server = start()
        times.append(time.perf_counter() - begin)
        time.sleep(0.3)
        idle = resident(server.process)
        server.stop()
    server = start()
    spark = SparkSession.builder.remote(server.url).create()
    for _ in range(50):
        spark.sql("select 1").collect()
    answers = sorted(measure.seconds(lambda: spark.sql("select 1").collect()) for _ in range(queries))
    used = resident(server.process)
    spark.stop()
    server.stop()
    return [statistics.median(times) * 1000, idle, used, statistics.median(answers) * 1000, answers[int(queries * 0.99)] * 1000]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--queries", type=int, default=300)
    args = parser.parse_args()
    from redstart_server import Server

    engines = {"redstart": Server} | ({"sail": Sail} if SAIL.exists() else {})
    found = {}
    for name, start in engines.items():
        try:
            found[name] = figures(start, args.starts, args.queries)
        except (FileNotFoundError, RuntimeError) as error:
            sys.exit(f"{name}: {error}")
    rows = [("start to listening, median", "ms"), ("resident memory when idle", "MB"), ("resident memory after the queries", "MB"),
            ("select 1, median", "ms"), ("select 1, 99 of 100", "ms")]
    measure.print_table(["server", *found], [
        [label, *(f"{values[index]:.1f} {unit}" for values in found.values())] for index, (label, unit) in enumerate(rows)])


if __name__ == "__main__":
    main()
