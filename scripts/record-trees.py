"""Records what Apache Spark's decision trees are for small data sets: Tests/RedstartMLTreesTests/Fixtures/trees.jsonl.

Usage: record-trees.py OUTPUT    (needs pyspark, numpy, pyarrow and Java)

Each line has the rows, the parameters, and what Spark made of them: the nodes as it saves them, the debug string, the importances
and, for some rows, prediction, raw prediction and probability.
"""

import json
import pathlib
import shutil
import sys
import tempfile

import numpy as np
import pyarrow.parquet as pq
from pyspark.ml.classification import DecisionTreeClassifier
from pyspark.ml.linalg import Vectors, VectorUDT
from pyspark.ml.regression import DecisionTreeRegressor
from pyspark.sql import SparkSession
from pyspark.sql import types as T


def rows_of(rng, count, columns, classes, noise, regression=False):
    """`columns`: ("cat", arity, used) or ("num", kind)."""
    features = []
    for kind, *rest in columns:
        if kind == "cat":
            arity, used = rest
            shares = rng.dirichlet(np.ones(used))
            features.append(rng.choice(used, size=count, p=shares).astype(float))
        elif rest[0] == "int":
            features.append(rng.integers(-5, 20, count).astype(float))
        elif rest[0] == "sparse":
            features.append(np.where(rng.random(count) < 0.7, 0.0, np.round(rng.normal(1, 2, count), 1)))
        elif rest[0] == "constant":
            features.append(np.full(count, rest[1]))
        else:
            features.append(np.round(rng.normal(0, 3, count), 3))
    x = np.stack(features, axis=1)
    score = np.zeros(count)
    for index, (kind, *rest) in enumerate(columns):
        column = x[:, index]
        if kind == "cat":
            score += rng.normal(0, 2, rest[0])[column.astype(int)]
        else:
            score += rng.normal() * np.sin(column) + (column > rng.normal()) * rng.normal()
    score += rng.normal(0, noise, count)
    if regression:
        return x, np.round(score, 2)
    edges = np.quantile(score, np.sort(rng.random(classes - 1)) * 0.7 + 0.15)
    return x, np.searchsorted(edges, score).astype(float)


def cases():
    rng = np.random.default_rng(2013)
    num, integer, sparse = ("num", "real"), ("num", "int"), ("num", "sparse")

    def case(name, count, columns, classes=2, noise=0.5, weights=None, **params):
        x, y = rows_of(rng, count, columns, max(classes, 2), noise, regression=classes == 0)
        w = None
        if weights == "small":
            w = np.round(rng.random(count) * 3, 2)
        elif weights == "whole":
            w = rng.integers(1, 4, count).astype(float)
        categories = {i: c[1] for i, c in enumerate(columns) if c[0] == "cat"}
        return name, x, y, w, categories, classes, params

    def cat(arity, used=None):
        return "cat", arity, used or arity

    yield case("binary", 200, [num, integer, sparse])
    yield case("binary, ordered categories", 200, [cat(6), num], noise=1.5)
    yield case("binary, many categories", 400, [cat(28), cat(13)], noise=1, maxDepth=4)
    yield case("binary, categories not seen", 150, [cat(9, 5), num], maxDepth=4)
    yield case("multiclass, subsets", 200, [cat(4), cat(5), num], classes=3)
    yield case("multiclass, ordered", 250, [cat(9), cat(17), num], classes=4, noise=1)
    yield case("multiclass, both kinds and few bins", 200, [cat(3), cat(4), cat(6), num], classes=3, maxBins=6)
    yield case("weights", 200, [num, cat(7)], weights="small", noise=1)
    yield case("whole weights", 200, [integer, cat(12)], weights="whole", noise=1)
    yield case("least weight of a node", 200, [num, cat(5)], classes=3, weights="small", minWeightFractionPerNode=0.08)
    yield case("entropy", 200, [num, integer, cat(6)], impurity="entropy", noise=1)
    yield case("entropy, multiclass", 200, [num, cat(8), cat(4)], classes=5, impurity="entropy", noise=1)
    yield case("least gain", 200, [num, integer], minInfoGain=0.02, noise=1)
    yield case("least rows", 200, [num, cat(6)], minInstancesPerNode=12, noise=1)
    yield case("not pruned", 200, [num, cat(6)], pruneTree=False, noise=2)
    yield case("no depth", 60, [num, integer], maxDepth=0)
    yield case("one level", 60, [num, integer], maxDepth=1)
    yield case("deep", 150, [num, integer, sparse, cat(5)], maxDepth=15, noise=2)
    yield case("few bins", 300, [num, sparse, integer], maxBins=4)
    yield case("two bins", 100, [num, sparse], maxBins=2)
    yield case("more bins than a byte", 1200, [num], maxBins=600, maxDepth=6)
    yield case("constant features", 40, [("num", "constant", 0.0), ("num", "constant", 3.5)])
    yield case("one category", 80, [cat(1), num])
    yield case("few rows", 3, [num, integer])
    yield case("quantiles of many ties", 1500, [integer, sparse, num], classes=3, maxBins=8)
    yield case("regression", 200, [num, integer, cat(7)], classes=0)
    yield case("regression, weights", 150, [num, cat(30)], classes=0, weights="small", maxDepth=4)
    yield case("regression, least gain", 150, [sparse, integer], classes=0, minInfoGain=0.05)
    yield case("regression, whole numbers", 120, [cat(4), integer], classes=0, noise=0, maxDepth=8)
    for index in range(30):
        columns = [
            [num, integer, sparse, cat(int(rng.integers(2, 14)))][int(rng.integers(4))] for _ in range(int(rng.integers(1, 5)))
        ]
        yield case(
            f"random {index}", int(rng.integers(20, 120)), columns, classes=int(rng.choice([2, 2, 2, 3, 4, 7])),
            noise=float(rng.random() * 2), weights=str(rng.choice(["", "", "small", "whole"])) or None,
            maxDepth=int(rng.integers(1, 8)), maxBins=int(rng.integers(14, 20)), impurity=str(rng.choice(["gini", "entropy"])),
            minInstancesPerNode=int(rng.integers(1, 4)), pruneTree=bool(rng.random() < 0.7))


def record(spark, folder, name, x, y, w, categories, classes, params):
    attributes = {"nominal": [{"idx": i, "vals": [str(v) for v in range(n)]} for i, n in categories.items()],
                  "numeric": [{"idx": i} for i in range(x.shape[1]) if i not in categories]}
    metadata = {"ml_attr": {"attrs": {k: v for k, v in attributes.items() if v}, "num_attrs": x.shape[1]}}
    schema = T.StructType([
        T.StructField("features", VectorUDT(), True, metadata),
        T.StructField("label", T.DoubleType(), True,
                      {"ml_attr": {"type": "nominal", "num_vals": classes}} if classes else {}),
        T.StructField("weight", T.DoubleType()),
    ])
    weights = np.ones(len(y)) if w is None else w
    rows = [(Vectors.dense(a), float(b), float(c)) for a, b, c in zip(x, y, weights)]
    df = spark.createDataFrame(rows, schema).coalesce(1)
    learner = DecisionTreeClassifier(**params) if classes else DecisionTreeRegressor(**params)
    if w is not None:
        learner = learner.setWeightCol("weight")
    learner.setLeafCol("leaf")
    model = learner.fit(df)
    path = f"{folder}/model"
    shutil.rmtree(path, ignore_errors=True)
    model.save(path)
    nodes = sorted((row for file in pathlib.Path(path, "data").glob("*.parquet") for row in pq.read_table(file).to_pylist()),
                   key=lambda node: node["id"])
    answers = []
    for row in model.transform(df).limit(25).collect():
        answer = {"prediction": row.prediction, "leaf": row.leaf}
        if classes:
            answer |= {"raw": row.rawPrediction.toArray().tolist(), "probability": row.probability.toArray().tolist()}
        answers.append(answer)
    importances = model.featureImportances
    return {
        "name": name, "features": x.tolist(), "labels": y.tolist(), "weights": None if w is None else w.tolist(),
        "categories": {str(k): v for k, v in categories.items()}, "classes": classes, "params": params, "nodes": nodes,
        "debug": model.toDebugString.split("\n", 1)[1], "depth": model.depth,
        "importances": [[int(i), float(v)] for i, v in zip(importances.indices, importances.values)], "answers": answers,
    }


def main() -> None:
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config(
        "spark.sql.shuffle.partitions", "1").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as folder, open(sys.argv[1], "w") as out:
        for case in cases():
            out.write(json.dumps(record(spark, folder, *case), separators=(",", ":")) + "\n")
    spark.stop()


if __name__ == "__main__":
    main()
