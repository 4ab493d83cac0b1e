"""Records what Apache Spark answers about the trees of Tests/EndToEnd/tree_cases.py, in Tests/EndToEnd/recorded/trees.

Usage: record-tree-cases.py [CASE...]    (needs Java 17)
"""

import json
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))
import tree_cases  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402


def main() -> None:
    spark = SparkSession.builder.remote("local[2]").getOrCreate()
    folder = ROOT / "Tests" / "EndToEnd" / "recorded" / "trees"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name in sys.argv[1:] or tree_cases.CASES:
            found = tree_cases.answers(spark, name, pathlib.Path(scratch))
            (folder / f"{name}.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")
            print(f"{name}: {found['numNodes']} nodes, depth {found['depth']}", flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
