"""Runs the example programs on Redstart and on Apache Spark, and compares what they print.

    compare.py                  both engines, side by side
    compare.py --recorded       Redstart against what Apache Spark printed when it was recorded
    compare.py --record         Apache Spark only: record what it prints
    compare.py NAME...          only these of the programs below

Apache Spark comes from the pyspark package and needs Java 17.
"""

import argparse
import contextlib
import difflib
import functools
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECORDED = ROOT / "Tests" / "EndToEnd" / "recorded"
# name: program, arguments. In all of these MLlib looks at every row for the split candidates of the tree (its limit is
# max(maxBins * maxBins, 10 000) rows), so that every digit must agree.
PROGRAMS = {
    "spark_tour": ("spark_tour.py", []),
    "flight_delays": ("flight_delays.py", ["--rows", "10000"]),
    "flight_delays_before": ("flight_delays.py", ["--rows", "16384", "--before", "--depth", "7"]),
}
# With all rows MLlib samples; what is counted before the training must agree, and the area under the curve nearly.
SAMPLED = {
    "flight_delays_full": ("flight_delays.py", []),
    "flight_delays_before_full": ("flight_delays.py", ["--before"]),
}
# The Swift program prints what the Python program prints.
SWIFT = {"flight_delays_swift": "flight_delays", "flight_delays_before_swift": "flight_delays_before"}
AUC_TOLERANCE = 0.003
SECONDS = 600  # a program that takes longer hangs


def run(program: str, arguments: list[str], url: str | None) -> str:
    """What the program prints on the server at `url`, or on an engine of its own: of Apache Spark, or in a Swift program Redstart."""
    with tempfile.TemporaryDirectory(prefix="redstart-compare-", ignore_cleanup_errors=True) as scratch:
        if program == "FlightDelays":
            from redstart_server import binary

            command = [str(binary().parent / program), "--data", str(ROOT / "Examples" / "data"), *arguments]
        else:
            command = [sys.executable, str(ROOT / "Examples" / program), *arguments]
        if program in ("flight_delays.py", "FlightDelays"):
            command += ["--out", scratch]
        if url:
            command += ["--remote", url]
        try:
            done = subprocess.run(
                command, cwd=scratch, env={**os.environ, "TZ": "UTC"}, stdin=subprocess.DEVNULL, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            printed = (error.stdout or b"").decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)} did not end within {SECONDS} s:\n{printed[-2000:]}") from error
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}")
    return done.stdout


def area(text: str) -> float:
    return float(text.split("areaUnderROC ")[1].split()[0])


def difference(name: str, expected: str, found: str) -> str:
    """Why the two outputs do not agree; empty if they do."""
    if name in SAMPLED:
        gap = abs(area(expected) - area(found))
        expected, found = (text.split("\n== Train")[0] for text in (expected, found))
        if gap > AUC_TOLERANCE:
            return f"areaUnderROC differs by {gap:.6f}"
    return "".join(difflib.unified_diff(
        expected.splitlines(True), found.splitlines(True), "Apache Spark", "Redstart", n=2))


def compare_swift(name: str, recorded: bool) -> int:
    """Compares the Swift program in its own process, on a Redstart server and on Apache Spark; gives how many differ."""
    from redstart_server import Server
    from spark_server import SparkServer

    same = SWIFT[name]
    expected = (RECORDED / f"{same}.txt").read_text() if recorded else run(*PROGRAMS[same], None)
    places = {"in process": contextlib.nullcontext, "redstart server": Server}
    if not recorded:
        places |= {"Apache Spark": SparkServer, "standalone cluster": functools.partial(SparkServer, cluster=True)}
    failed = 0
    for place, start in places.items():
        try:
            with start() as server:
                url = server.url if server else None
                found = difference(same, expected, run("FlightDelays", PROGRAMS[same][1], url))
        except RuntimeError as error:
            found = str(error)
        print(f"{name}, {place}: {'differs' if found else 'agrees'}", flush=True)
        if found:
            failed += 1
            print(found)
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    programs = PROGRAMS | SAMPLED
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join([*programs, *SWIFT])}")
    parser.add_argument("--record", action="store_true", help="record what Apache Spark prints")
    parser.add_argument("--recorded", action="store_true", help="compare with the record instead of running Apache Spark")
    args = parser.parse_args()
    if unknown := set(args.names) - programs.keys() - SWIFT.keys():
        parser.error(f"no such program: {', '.join(sorted(unknown))}")
    every = args.names or [*programs, *SWIFT]
    names = [name for name in every if name in programs]

    if args.record:
        RECORDED.mkdir(parents=True, exist_ok=True)
        for name in names:
            print(f"recording {name}", flush=True)
            (RECORDED / f"{name}.txt").write_text(run(*programs[name], None))
        return

    from redstart_server import Server

    failed = 0
    with Server() as server:
        for name in names:
            expected = (RECORDED / f"{name}.txt").read_text() if args.recorded else run(*programs[name], None)
            try:
                found = difference(name, expected, run(*programs[name], server.url))
            except RuntimeError as error:
                found = str(error)
            print(f"{name}: {'differs' if found else 'agrees'}", flush=True)
            if found:
                failed += 1
                print(found)
    for name in every:
        if name in SWIFT:
            failed += compare_swift(name, args.recorded) > 0
    print(f"{len(every) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
