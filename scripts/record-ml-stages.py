"""Records what Apache Spark's indexers, assemblers and evaluators make of small tables.

Usage: record-ml-stages.py FEATURES_JSON METRICS_JSON    (needs pyspark and Java)
"""

import json
import random
import sys

from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import IndexToString, StringIndexer, VectorAssembler
from pyspark.ml.linalg import DenseVector, Vectors, VectorUDT
from pyspark.sql import SparkSession
from pyspark.sql import types as T

ROWS = [("b", 3.0, 1, True), ("a", 1.5, 2, False), ("a", 1.5, 2, False), ("c", float("nan"), 10, True),
        ("b", 100000000.0, 10, True), (None, None, None, None), ("", -0.0, 3, None), ("d", 0.0, 3, None),
        ("a rather long label", 2.5, 4, True), ("a rather long label!", 2.5, 4, True)]
PLAIN = [(1, 2.5, True, 0.0, 0.0, 0.0), (0, 0.0, False, 0.0, 0.0, 0.0), (0, 0.0, True, 0.0, 0.0, 3.0),
         (7, -0.0, False, 1.0, 0.0, 0.0)]


def cells(values):
    """NaN as text, vectors as objects."""
    def cell(value):
        if isinstance(value, float) and value != value:
            return "NaN"
        if hasattr(value, "toArray"):
            if isinstance(value, DenseVector):
                return {"dense": [cell(float(v)) for v in value.values]}
            return {"size": value.size, "indices": [int(i) for i in value.indices], "values": [cell(float(v)) for v in value.values]}
        return value
    return [cell(value) for value in values]


def features(spark) -> dict:
    table = spark.createDataFrame(ROWS, "s string, d double, i int, b boolean").coalesce(1)
    plain = spark.createDataFrame(PLAIN, "i int, d double, b boolean, z1 double, z2 double, z3 double").coalesce(1)
    out = {"rows": [cells(row) for row in ROWS], "plain": [cells(row) for row in PLAIN], "labels": [], "indexed": [], "assembled": []}
    for order in ("frequencyDesc", "frequencyAsc", "alphabetDesc", "alphabetAsc"):
        for column in "sdi":
            model = StringIndexer(inputCol=column, outputCol="x", stringOrderType=order).fit(table)
            out["labels"].append({"order": order, "column": column, "labels": model.labels})
    for handling in ("keep", "skip"):
        for column in "sdi":
            model = StringIndexer(inputCol=column, outputCol="x", handleInvalid=handling).fit(table.limit(5))
            made = model.transform(table)
            out["indexed"].append({
                "handling": handling, "column": column, "labels": model.labels, "x": [row.x for row in made.collect()],
                "metadata": made.schema["x"].metadata,
                "back": [row.o for row in IndexToString(inputCol="x", outputCol="o").transform(made).collect()]})
    for columns in (["i", "d"], ["i", "d", "b"], ["i", "d", "b", "z1"], ["i", "d", "z1", "z2", "z3"], ["z1", "z2", "z3"]):
        made = VectorAssembler(inputCols=columns, outputCol="v").transform(plain)
        out["assembled"].append({
            "columns": columns, "vectors": cells([row.v for row in made.collect()]), "metadata": made.schema["v"].metadata})
        twice = VectorAssembler(inputCols=["v", "z3", "v"], outputCol="w").transform(made)
        out["assembled"].append({
            "columns": columns, "twice": True, "vectors": cells([row.w for row in twice.collect()]),
            "metadata": twice.schema["w"].metadata})
    for handling in ("keep", "skip"):
        made = VectorAssembler(inputCols=["d", "i"], outputCol="v", handleInvalid=handling).transform(table)
        out["assembled"].append({
            "columns": ["d", "i"], "handling": handling, "vectors": cells([row.v for row in made.collect()]),
            "metadata": made.schema["v"].metadata})
    return out


def metrics(spark) -> list:
    random.seed(2013)
    out = []
    for classes, count, digits in ((2, 60, 2), (2, 40, 1), (4, 80, 2), (1, 10, 2)):
        rows = []
        for _ in range(count):
            label = float(random.randrange(classes))
            prediction = label if random.random() < 0.6 else float(random.randrange(max(classes, 2)))
            score = round(min(0.95, max(0.05, random.random() * 0.6 + 0.4 * prediction / max(classes, 2))), digits)
            rows.append((label, prediction, score, float(random.randrange(1, 4))))
        table = spark.createDataFrame(
            [(a, b, Vectors.dense([1 - c, c]), d) for a, b, c, d in rows],
            T.StructType([T.StructField("label", T.DoubleType()), T.StructField("prediction", T.DoubleType()),
                          T.StructField("raw", VectorUDT()), T.StructField("weight", T.DoubleType())])).coalesce(1)
        found = []
        for weight in ({}, {"weightCol": "weight"}):
            for metric in ("areaUnderROC", "areaUnderPR"):
                value = BinaryClassificationEvaluator(rawPredictionCol="raw", metricName=metric, **weight).evaluate(table)
                found.append(["binary", metric, bool(weight), value])
            for metric in ("f1", "accuracy", "weightedPrecision", "weightedRecall", "weightedTruePositiveRate",
                           "weightedFalsePositiveRate", "weightedFMeasure", "truePositiveRateByLabel", "falsePositiveRateByLabel",
                           "precisionByLabel", "recallByLabel", "fMeasureByLabel", "hammingLoss", "logLoss"):
                if metric == "logLoss" and classes > 2:
                    continue
                value = MulticlassClassificationEvaluator(metricName=metric, probabilityCol="raw", **weight).evaluate(table)
                found.append(["multiclass", metric, bool(weight), value])
            for metric in ("rmse", "mse", "r2", "mae", "var"):
                if metric == "r2" and classes == 1:
                    continue
                value = RegressionEvaluator(metricName=metric, **weight).evaluate(table)
                found.append(["regression", metric, bool(weight), value])
        out.append({"rows": rows, "metrics": [cells(metric) for metric in found]})
    return out


def main() -> None:
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config(
        "spark.sql.shuffle.partitions", "1").getOrCreate()
    for path, content in zip(sys.argv[1:], (features(spark), metrics(spark))):
        with open(path, "w") as out:
            json.dump(content, out, separators=(",", ":"))
            out.write("\n")
    spark.stop()


if __name__ == "__main__":
    main()
