"""Decision trees of realistic data: the data, and everything that can be asked of a tree that is fitted to them.

The same program runs on Apache Spark, where scripts/record-tree-cases.py keeps what it answers, and on Redstart in a test.
"""

import pathlib

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from pyspark.ml.classification import DecisionTreeClassifier
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.functions import vector_to_array
from pyspark.ml.linalg import Vectors
from pyspark.ml.regression import DecisionTreeRegressor


def skewed(rng, arity: int, count: int) -> np.ndarray:
    return rng.choice(arity, size=count, p=rng.dirichlet(np.ones(arity) * 2)).astype(float)


def loans(rng):
    """Two classes; categories that are ordered by how often the second class comes with them."""
    count = 6000
    data = pd.DataFrame({
        "purpose": skewed(rng, 14, count), "state": skewed(rng, 50, count), "grade": skewed(rng, 7, count),
        "income": np.round(rng.lognormal(10, 0.6, count), 0), "age": rng.integers(18, 80, count).astype(float),
        "debt": np.round(rng.random(count) * 40, 2), "delays": rng.poisson(0.4, count).astype(float),
    })
    score = (rng.normal(0, 0.6, 14)[data.purpose.astype(int)] + rng.normal(0, 0.4, 50)[data.state.astype(int)] + data.grade * 0.3
             - np.log(data.income) * 0.5 + data.debt * 0.04 + data.delays * 0.7 + rng.normal(0, 1, count))
    label = (score > np.quantile(score, 0.75)).astype(float)
    return data, label, None, {"purpose": 14, "state": 50, "grade": 7}, 2, {"maxDepth": 9, "maxBins": 64}


def crops(rng):
    """Five classes; few categories are tried in all subsets, many are ordered."""
    count = 5000
    data = pd.DataFrame({
        "soil": skewed(rng, 4, count), "season": skewed(rng, 3, count), "region": skewed(rng, 12, count),
        "rain": np.round(rng.gamma(2, 40, count), 1), "sun": np.round(rng.random(count) * 14, 2),
        "height": rng.integers(0, 3000, count).astype(float),
    })
    score = (rng.normal(0, 1, 4)[data.soil.astype(int)] + rng.normal(0, 1, 3)[data.season.astype(int)]
             + rng.normal(0, 0.5, 12)[data.region.astype(int)] + np.sin(data.rain / 25) + data.sun * 0.15 - data.height / 1500
             + rng.normal(0, 0.4, count))
    label = np.searchsorted(np.quantile(score, [0.1, 0.35, 0.6, 0.9]), score).astype(float)
    return data, label, None, {"soil": 4, "season": 3, "region": 12}, 5, {"maxDepth": 10, "minInstancesPerNode": 2}


def survey(rng):
    """Weighted rows, entropy, a least weight of a node."""
    count = 4000
    data = pd.DataFrame({f"answer{i}": rng.integers(1, 8, count).astype(float) for i in range(6)})
    data["party"] = skewed(rng, 9, count)
    data["minutes"] = np.round(rng.exponential(12, count), 3)
    score = (data.answer0 - data.answer1 * data.answer2 / 5 + (data.answer3 > 4) * 2 + rng.normal(0, 1, 9)[data.party.astype(int)]
             - data.minutes / 15 + rng.normal(0, 1, count))
    label = (score > np.median(score)).astype(float)
    weight = np.round(rng.random(count) * 3 + 0.05, 2)
    return data, label, weight, {"party": 9}, 2, {
        "maxDepth": 8, "impurity": "entropy", "minWeightFractionPerNode": 0.001, "minInfoGain": 0.001}


def houses(rng):
    """Regression with categories."""
    count = 6000
    data = pd.DataFrame({
        "district": skewed(rng, 25, count), "kind": skewed(rng, 5, count), "rooms": rng.integers(1, 9, count).astype(float),
        "area": np.round(rng.gamma(6, 15, count), 1), "year": rng.integers(1890, 2025, count).astype(float),
        "distance": np.round(rng.exponential(4, count), 2),
    })
    price = (rng.normal(0, 40, 25)[data.district.astype(int)] + rng.normal(0, 20, 5)[data.kind.astype(int)] + data.area * 2.5
             + data.rooms * 8 - np.abs(data.year - 1960) * 0.2 - data.distance * 6 + rng.normal(0, 15, count))
    return data, np.round(price, 2), None, {"district": 25, "kind": 5}, 0, {"maxDepth": 8, "minInstancesPerNode": 3}


def words(rng):
    """Three classes; most elements of the vectors are zero, so that they are stored sparse."""
    count = 3000
    topics = rng.integers(0, 3, count)
    rates = rng.gamma(0.12, 1.2, (3, 60))
    counts = rng.poisson(rates[topics])
    data = pd.DataFrame(counts.astype(float), columns=[f"word{i}" for i in range(60)])
    label = np.where(rng.random(count) < 0.15, rng.integers(0, 3, count), topics).astype(float)
    return data, label, None, {}, 3, {"maxDepth": 12, "maxBins": 16, "pruneTree": False}


CASES = {case.__name__: case for case in (loans, crops, survey, houses, words)}


def dataset(spark, name: str):
    """The rows as Spark's DataFrame with features, label and weight; the number of classes; parameters."""
    data, label, weight, categories, classes, params = CASES[name](np.random.default_rng(20130913))
    columns = list(data.columns)
    table = data.assign(label=np.asarray(label), weight=1.0 if weight is None else weight)
    df = spark.createDataFrame(table).coalesce(1)
    for column, arity in categories.items():
        values = [str(value) for value in range(arity)]
        df = df.withMetadata(column, {"ml_attr": {"name": column, "type": "nominal", "vals": values}})
    df = VectorAssembler(inputCols=columns, outputCol="features").transform(df).select("features", "label", "weight")
    if weight is not None:
        params = params | {"weightCol": "weight"}
    return df, data.to_numpy(), classes, params


def answers(spark, name: str, folder: pathlib.Path) -> dict:
    """What a session answers about the tree of a case."""
    df, rows, classes, params = dataset(spark, name)
    learner = DecisionTreeClassifier(**params) if classes else DecisionTreeRegressor(**params, varianceCol="variance")
    model = learner.setLeafCol("leaf").fit(df)
    path = folder / name
    model.write().overwrite().save(str(path))
    nodes = sorted((row for file in (path / "data").glob("*.parquet") for row in pq.read_table(file).to_pylist()),
                   key=lambda node: node["id"])
    output = model.transform(df)
    found = output.select("prediction", "leaf").toPandas()
    extra = ["rawPrediction", "probability"] if classes else []
    firsts = output.select(
        *[vector_to_array(c).alias(c) for c in extra], *([] if classes else ["variance"])).limit(200).toPandas()
    importances = model.featureImportances
    result = {
        "debug": model.toDebugString.split("\n", 1)[1].rstrip("\n").split("\n"),
        "depth": model.depth, "numNodes": model.numNodes, "numFeatures": model.numFeatures,
        "importances": [[int(i) for i in importances.indices], [float(v) for v in importances.values]],
        "nodes": [[n["prediction"], n["impurity"], n["impurityStats"], n["rawCount"], n["gain"], n["leftChild"], n["rightChild"],
                   n["split"]["featureIndex"], n["split"]["leftCategoriesOrThreshold"], n["split"]["numCategories"]] for n in nodes],
        "predictions": found.prediction.tolist() if classes == 0 else [int(p) for p in found.prediction],
        "leaves": [int(leaf) for leaf in found.leaf],
        "firsts": {c: [list(map(float, v)) if classes else float(v) for v in firsts[c]] for c in firsts.columns},
        "single": [],
    }
    if not classes:
        del result["predictions"]  # the leaf and its node tell it
    else:
        result["numClasses"] = model.numClasses
    for row in rows[:3]:
        vector = Vectors.dense(row)
        single = {"predict": model.predict(vector), "leaf": model.predictLeaf(vector)}
        if classes:
            single["raw"] = model.predictRaw(vector).toArray().tolist()
            single["probability"] = model.predictProbability(vector).toArray().tolist()
        result["single"].append(single)
    return result
