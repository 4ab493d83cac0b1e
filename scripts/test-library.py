"""Runs the tests of the Swift library on servers: the same program as in the process itself.

    test-library.py                            on Redstart's server, on Apache Spark, and on a cluster of Apache Spark
    test-library.py redstart|spark|cluster…    only there
    test-library.py spark --filter NAME        only some of the tests

The tests must be built (`make test-swift`). Apache Spark comes from the pyspark package and needs Java 17.
"""

import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SERVERS = ("redstart", "spark", "cluster")


def start(name: str):
    if name == "redstart":
        from redstart_server import Server

        return Server()
    from spark_server import SparkServer

    return SparkServer(cluster=name == "cluster")


def run(url: str, on_spark: bool, only: str = "RedstartTests") -> subprocess.CompletedProcess:
    """Runs the library's tests against the server at `url`."""
    environment = {**os.environ, "SPARK_REMOTE": url, "REDSTART_TESTS_ON_SPARK": "1" if on_spark else ""}
    command = ["swift", "test", "--skip-build", "-Xswiftc", "-O", "--scratch-path", ".build-test", "--filter", only]
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=900)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("servers", nargs="*", metavar="SERVER", help=f"one of {', '.join(SERVERS)}")
    parser.add_argument("--filter", default="RedstartTests", help="tests to run, as `swift test --filter` takes them")
    args = parser.parse_args()
    if unknown := set(args.servers) - set(SERVERS):
        parser.error(f"no such server: {', '.join(sorted(unknown))}")

    failed = []
    for name in args.servers or SERVERS:
        with start(name) as server:
            done = run(server.url, name != "redstart", args.filter)
        print(f"library on {name}: {'failed' if done.returncode else 'passed'}", flush=True)
        if done.returncode:
            failed.append(name)
            print("\n".join(line for line in done.stdout.splitlines() if "✔" not in line and "◇" not in line)[-12000:])
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
