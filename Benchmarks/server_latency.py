"""Measures the server: from start to listening, memory when idle, and a small query as a connected PySpark client sees it.

    server_latency.py [--starts 7] [--queries 300]
"""

import argparse
import statistics
import sys
import time

import measure


def resident(pid: int) -> float:
    """Resident memory in megabytes."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--queries", type=int, default=300)
    args = parser.parse_args()
    from redstart_server import Server

    starts = []
    for _ in range(args.starts):
        start = time.perf_counter()
        try:
            server = Server()
        except (FileNotFoundError, RuntimeError) as error:
            sys.exit(f"redstart: {error}")
        starts.append(time.perf_counter() - start)
        time.sleep(0.2)
        idle = resident(server.process.pid)
        server.stop()

    server, spark = measure.start_redstart()
    for _ in range(50):
        spark.sql("select 1").collect()
    times = sorted(measure.seconds(lambda: spark.sql("select 1").collect()) for _ in range(args.queries))
    used = resident(server.process.pid)
    spark.stop()
    server.stop()
    measure.print_table(["server", "value"], [
        ["start to listening, median", f"{statistics.median(starts) * 1000:.1f} ms"],
        ["resident memory when idle", f"{idle:.1f} MB"],
        ["resident memory after the queries", f"{used:.1f} MB"],
        ["select 1, median", f"{statistics.median(times) * 1000:.2f} ms"],
        ["select 1, 99 of 100", f"{times[int(len(times) * 0.99)] * 1000:.2f} ms"],
    ])


if __name__ == "__main__":
    main()
