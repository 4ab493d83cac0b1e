"""Measures the fit of one decision tree from features in memory: depth 10, two threads, the same limits for everybody.

    tree_fit.py [--data flights,synthetic] [--engines redstart,lightgbm,xgboost] [--runs 5] [--rows 1000000] [--spark]

Two data sets: the flights of Examples/flight_delays.py (18 features, four of them categories; 128 bins, because a category
needs a bin of its own) and a synthetic one of 28 random numbers a row (64 bins). Redstart and Spark fit from a persisted DataFrame
with a column of vectors; every fit reads and bins it anew. LightGBM and XGBoost are measured from a matrix that is binned
already, and with the binning. The areas under the ROC curve are of rows that no tree has seen.
"""

import argparse
import os
import pathlib
import sys

import measure

CACHE = measure.ROOT / ".cache" / "trees"
DEPTH = 10
SETS = {"flights": 128, "synthetic": 64}


def synthetic(rows: int) -> tuple[pathlib.Path, pathlib.Path]:
    """Numbers of several distributions, with a label that depends on half of them."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    paths = CACHE / f"synthetic-{rows}-train.parquet", CACHE / f"synthetic-{rows}-test.parquet"
    if all(path.exists() for path in paths):
        return paths
    CACHE.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(2013)
    count = rows + rows // 5
    x = rng.normal(size=(count, 28)).astype(np.float32)
    x[:, 7:14] = np.exp(x[:, 7:14])
    x[:, 14:21] = rng.random((count, 7))
    score = (x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) + x[:, 3] ** 2 * 0.5 - np.log(x[:, 7]) * x[:, 4]
             + (x[:, 14] > 0.5) * x[:, 15] * 2 + x[:, 21] - np.abs(x[:, 22]) + rng.normal(size=count))
    label = (score > np.median(score)).astype(np.float64)
    table = pa.table({f"f{i}": x[:, i] for i in range(28)} | {"label": label})
    pq.write_table(table.slice(0, rows), paths[0], row_group_size=131072)
    pq.write_table(table.slice(rows), paths[1], row_group_size=131072)
    return paths


def flights() -> tuple[pathlib.Path, pathlib.Path]:
    """The features of the example, prepared by Redstart; January to September, and the rest."""
    paths = CACHE / "flights-train.parquet", CACHE / "flights-test.parquet"
    if all(path.exists() for path in paths):
        return paths
    CACHE.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(measure.ROOT / "Examples"))
    import flight_delays
    from pyspark.ml.feature import StringIndexer

    server, spark = measure.start_redstart()
    if server is None:
        sys.exit("the flights are prepared by Redstart: build it first")
    try:
        table = flight_delays.prepare(*flight_delays.load(spark, str(measure.ROOT / "Examples" / "data")))
        names = flight_delays.CATEGORIES + flight_delays.NUMBERS
        for column in flight_delays.CATEGORIES:
            table = StringIndexer(inputCol=column, outputCol=f"{column}_index").fit(table).transform(table)
        columns = [f"cast({c}_index as double) as {c}" for c in flight_delays.CATEGORIES]
        columns += [f"cast({c} as double) as {c}" for c in flight_delays.NUMBERS]
        data = table.selectExpr("month", "label", *columns).toPandas()
    finally:
        spark.stop()
        server.stop()
    for path, part in zip(paths, (data[data.month <= 9], data[data.month > 9])):
        part[names + ["label"]].to_parquet(path, index=False)
    return paths


def matrix(path: pathlib.Path):
    """Features, labels, names, and positions of the categorical features."""
    import numpy as np
    import pandas as pd

    frame = pd.read_parquet(path)
    labels = frame.pop("label").to_numpy()
    categories = [i for i, name in enumerate(frame.columns) if name in ("carrier", "origin", "dest", "engine")]
    return np.ascontiguousarray(frame.to_numpy()), labels, list(frame.columns), categories


def area_under_roc(scores, labels) -> float:
    import pandas as pd

    ranks = pd.Series(scores).rank().to_numpy()
    positive = labels == 1
    count = positive.sum()
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * (len(labels) - count)))


def lightgbm(train, test, bins: int, runs: int) -> dict:
    import lightgbm as lgb

    x, y, _, categories = matrix(train)
    common = {"objective": "binary", "num_threads": measure.THREADS, "max_bin": bins, "verbosity": -1, "min_data_in_leaf": 1,
              "feature_pre_filter": False, "bin_construct_sample_cnt": 200_000}
    growing = {"max_depth": DEPTH, "num_leaves": 2**DEPTH, "learning_rate": 1.0, "min_sum_hessian_in_leaf": 0.0}

    def dataset():
        return lgb.Dataset(x, y, params=common, categorical_feature=categories, free_raw_data=False).construct()

    ready = dataset()
    # LightGBM tries both layouts when nobody says which is faster; each is measured, the faster one counts.
    best = None
    for layout in ("force_row_wise", "force_col_wise"):
        params = common | growing | {layout: True}
        time = measure.median(lambda: lgb.train(params, ready, 1), runs)
        if best is None or time < best[0]:
            best = time, params
    time, params = best
    binned = measure.median(lambda: lgb.train(params, dataset(), 1), runs)
    x_test, y_test, *_ = matrix(test)
    return {"LightGBM": time, "LightGBM with binning": binned,
            "area": area_under_roc(lgb.train(params, ready, 1).predict(x_test), y_test)}


def xgboost(train, test, bins: int, runs: int) -> dict:
    import xgboost as xgb

    x, y, names, categories = matrix(train)
    kinds = ["c" if i in categories else "q" for i in range(len(names))]
    params = {"objective": "binary:logistic", "tree_method": "hist", "max_depth": DEPTH, "max_bin": bins, "eta": 1.0,
              "nthread": measure.THREADS, "min_child_weight": 0.0, "lambda": 0.0}

    def dataset():
        return xgb.QuantileDMatrix(
            x, y, max_bin=bins, nthread=measure.THREADS, feature_types=kinds, enable_categorical=bool(categories))

    ready = dataset()
    time = measure.median(lambda: xgb.train(params, ready, 1), runs)
    binned = measure.median(lambda: xgb.train(params, dataset(), 1), runs)
    x_test, y_test, *_ = matrix(test)
    known = xgb.DMatrix(x_test, feature_types=kinds, enable_categorical=bool(categories))
    return {"XGBoost": time, "XGBoost with binning": binned,
            "area": area_under_roc(xgb.train(params, ready, 1).predict(known), y_test)}


def mllib(name: str, spark, train, test, bins: int, runs: int, warm_up: int) -> dict:
    """DecisionTreeClassifier from a persisted column of vectors; the same program for Redstart and for Apache Spark."""
    from pyspark.ml.classification import DecisionTreeClassifier
    from pyspark.ml.evaluation import BinaryClassificationEvaluator
    from pyspark.ml.feature import VectorAssembler
    from pyspark.sql import functions as F

    categories = {"carrier", "origin", "dest", "engine"}

    def vectors(path):
        frame = spark.read.parquet(str(path))
        names = [c for c in frame.columns if c != "label"]
        present = [c for c in names if c in categories]
        if present:
            # The numbers of the categories stand in the file; how many there are is metadata.
            counts = frame.agg(*[F.max(c).alias(c) for c in present]).first()
            for c in present:
                values = [str(v) for v in range(int(counts[c]) + 2)]
                frame = frame.withMetadata(c, {"ml_attr": {"type": "nominal", "vals": values, "name": c}})
        assembled = VectorAssembler(inputCols=names, outputCol="features").transform(frame)
        return assembled.select("features", F.col("label"))

    data = vectors(train).persist()
    data.count()  # fills the cache
    tree = DecisionTreeClassifier(maxDepth=DEPTH, maxBins=bins)
    time = measure.median(lambda: tree.fit(data), runs, warm_up)
    model = tree.fit(data)
    area = BinaryClassificationEvaluator(rawPredictionCol="probability").evaluate(model.transform(vectors(test)))
    data.unpersist()
    return {name: time, "area": area}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=",".join(SETS))
    parser.add_argument("--engines", default="redstart,lightgbm,xgboost")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the synthetic set")
    parser.add_argument("--spark", action="store_true", help="measure Apache Spark, too: needs Java")
    args = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = str(measure.THREADS)
    engines = args.engines.split(",")
    sets = {}
    for data in args.data.split(","):
        if data not in SETS:
            parser.error(f"no such data set: {data}")
        sets[data] = synthetic(args.rows) if data == "synthetic" else flights()
    results = {data: {} for data in sets}
    areas = {data: {} for data in sets}

    def keep(data: str, engine: str, result: dict) -> None:
        areas[data][engine] = result.pop("area")
        results[data] |= result

    if "redstart" in engines:
        server, spark = measure.start_redstart()
        if server is not None:
            try:
                for data, (train, test) in sets.items():
                    keep(data, "Redstart", mllib("Redstart", spark, train, test, SETS[data], args.runs, 1))
            finally:
                spark.stop()
                server.stop()
    for engine, run in (("lightgbm", lightgbm), ("xgboost", xgboost)):
        if engine in engines:
            for data, (train, test) in sets.items():
                keep(data, engine, run(train, test, SETS[data], args.runs))
    if args.spark:
        spark = measure.start_spark()
        for data, (train, test) in sets.items():
            keep(data, "Spark", mllib("Apache Spark", spark, train, test, SETS[data], max(1, args.runs // 2), 1))
        spark.stop()
    for data in sets:
        print(f"\n{data}: one tree of depth {DEPTH}, {SETS[data]} bins")
        measure.print_ratios(results[data], "Redstart")
        print("area under ROC: " + ", ".join(f"{engine} {area:.4f}" for engine, area in areas[data].items()))


if __name__ == "__main__":
    main()
