"""Proves that what Redstart saves loads in Apache Spark and answers the same there, and the other way round.

    check-saved-models.py            save with each, load with each (classic and over Spark Connect), compare the answers
    check-saved-models.py --record   save with Apache Spark into the fixtures of the tests

Apache Spark comes from the pyspark package and needs Java 17. Each engine runs in a process of its own, this program with --worker.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "Tests" / "RedstartMLCoreTests" / "Fixtures" / "saved"
# A pipeline is read and written by the client itself over Spark Connect, by the JVM in a classic session.
ENGINES = ("redstart", "classic", "connect")


def session(engine: str, url: str | None):
    from pyspark.sql import SparkSession

    if engine == "redstart":
        return SparkSession.builder.remote(url).getOrCreate()
    builder = SparkSession.builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "1")
    if engine == "classic":
        return builder.master("local[2]").getOrCreate()
    os.environ["SPARK_TESTING"] = "1"  # any free port
    return builder.remote("local[2]").getOrCreate()


def work(engine: str, url: str | None, saves: str | None, loads: list[str]) -> dict:
    """Saves all stages below the folder `saves`, and loads what is below the folders `loads`; the answers of all of them."""
    spark = session(engine, url)
    import saved_models

    found = {}
    if saves:
        found["saved"] = {}
        for name, stage in saved_models.make_all(spark).items():
            stage.write().overwrite().save(f"{saves}/{name}")
            found["saved"][name] = saved_models.answers(spark, stage)
    for folder in loads:
        found[folder] = {}
        for name, expected in json.loads((pathlib.Path(folder) / "answers.json").read_text()).items():
            try:
                stage = saved_models.CLASSES[expected["class"]].load(f"{folder}/{name}")
                found[folder][name] = saved_models.answers(spark, stage)
            except Exception as error:  # one that does not load must not hide the others
                found[folder][name] = {"error": f"{type(error).__name__}: {str(error)[:1000]}"}
    spark.stop()
    return found


def run(engine: str, url: str | None = None, saves: pathlib.Path | None = None, loads: list[pathlib.Path] = ()) -> dict:
    with tempfile.NamedTemporaryFile("r", suffix=".json") as out:
        command = [sys.executable, __file__, "--worker", engine, "--out", out.name]
        command += ["--url", url] if url else []
        command += ["--saves", str(saves)] if saves else []
        command += [f"--load={folder}" for folder in loads]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)
        if done.returncode:
            sys.exit(f"{engine} failed:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}")
        found = json.load(open(out.name))
    if saves:
        (saves / "answers.json").write_text(json.dumps(found["saved"], indent=1) + "\n")
    return found


def differences(expected: dict, found: dict):
    for name, answers in expected.items():
        for key in sorted(answers.keys() | found[name].keys()):
            if answers.get(key) != found[name].get(key):
                yield f"  {name}: {key}\n    saved:  {answers.get(key)}\n    loaded: {found[name].get(key)}"
                if "error" in found[name]:
                    yield f"    {found[name]['error']}"
                    break


def record() -> None:
    shutil.rmtree(FIXTURES, ignore_errors=True)
    FIXTURES.mkdir(parents=True)
    run("classic", saves=FIXTURES)
    for checksum in FIXTURES.rglob(".*.crc"):
        checksum.unlink()


def compare() -> bool:
    from redstart_server import Server

    agree = True
    with tempfile.TemporaryDirectory(prefix="redstart-models-") as scratch, Server() as server:
        folders = {}
        for engine in ENGINES:
            folders[engine] = pathlib.Path(scratch) / engine
            folders[engine].mkdir()
            run(engine, server.url if engine == "redstart" else None, saves=folders[engine])
        for engine in ENGINES:
            loads = [folder for saver, folder in folders.items() if "redstart" in (saver, engine)]
            found = run(engine, server.url if engine == "redstart" else None, loads=loads)
            for folder in loads:
                expected = json.loads((folder / "answers.json").read_text())
                different = list(differences(expected, found[str(folder)]))
                print(f"saved by {folder.name}, loaded by {engine}: {'differs' if different else f'{len(expected)} agree'}", flush=True)
                print("\n".join(different) + "\n" if different else "", end="")
                agree = agree and not different
    return agree


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="record the fixtures of the tests with Apache Spark")
    parser.add_argument("--worker", choices=ENGINES, help=argparse.SUPPRESS)
    for name in ("--url", "--saves", "--out"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    parser.add_argument("--load", action="append", default=[], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        found = work(args.worker, args.url, args.saves, args.load)
        pathlib.Path(args.out).write_text(json.dumps(found))
    elif args.record:
        record()
    else:
        sys.exit(not compare())


if __name__ == "__main__":
    main()
