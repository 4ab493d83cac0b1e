"""Small stages and models of every class that can be saved, and what they answer: for recording and for comparing.

Functions take no session: they work with whatever session is active, classic or over Spark Connect.
"""

import functools
import re

from pyspark.ml import Pipeline
from pyspark.ml.classification import DecisionTreeClassificationModel, DecisionTreeClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import IndexToString, StringIndexer, StringIndexerModel, VectorAssembler
from pyspark.ml.linalg import Vectors, VectorUDT
from pyspark.ml.pipeline import PipelineModel
from pyspark.ml.regression import DecisionTreeRegressionModel, DecisionTreeRegressor
from pyspark.sql import types as T

COLORS = ["red", "green", "blue", "a rather long name of a colour"]
SCHEMA = T.StructType([
    T.StructField("label", T.DoubleType()), T.StructField("colour", T.StringType()), T.StructField("size", T.IntegerType()),
    T.StructField("share", T.DoubleType()), T.StructField("weight", T.DoubleType())])


def rows() -> list[tuple]:
    """Forty rows that are the same every time."""
    made = []
    for i in range(40):
        size, share = (i * 7) % 11, ((i * 13) % 40) / 8
        label = float((size > 5) + (share > 2.5) * (i % 3 > 0))
        made.append((label, COLORS[(i * i) % 4], size, share, 1.0 + i % 3))
    return made


@functools.cache
def table(spark):
    """The rows with a column of vectors of a nominal feature and two numbers."""
    frame = spark.createDataFrame(rows(), SCHEMA).coalesce(1)
    indexed = StringIndexer(inputCol="colour", outputCol="c", handleInvalid="keep").fit(frame).transform(frame)
    return VectorAssembler(inputCols=["c", "size", "share"], outputCol="features").transform(indexed).cache()


def make_all(spark) -> dict:
    """Stages by name, each with what its class is called for loading."""
    frame = table(spark)
    indexer = StringIndexer(inputCol="colour", outputCol="c", handleInvalid="keep")
    assembler = VectorAssembler(inputCols=["c", "size", "share"], outputCol="features")
    classifier = DecisionTreeClassifier(maxDepth=4, impurity="entropy", leafCol="leaf", seed=7).setThresholds(
        [0.4, 0.3, 0.3])
    regressor = DecisionTreeRegressor(labelCol="share", featuresCol="features", maxDepth=3, varianceCol="variance",
                                      weightCol="weight")
    pipeline = Pipeline(stages=[indexer, assembler, classifier])
    one_leaf = DecisionTreeClassifier().fit(frame.where("label = 0"))
    return {
        "string-indexer": StringIndexer(
            inputCols=["colour", "size"], outputCols=["c", "s"], stringOrderType="alphabetAsc", handleInvalid="skip"),
        "string-indexer-model": StringIndexer(inputCol="colour", outputCol="k").fit(frame),
        "string-indexer-model-of-two": StringIndexer(
            inputCols=["colour", "size"], outputCols=["k", "s"], stringOrderType="alphabetAsc").fit(frame),
        "index-to-string": IndexToString(inputCol="c", outputCol="text", labels=["x", "y", "z", "w", "v"]),
        "vector-assembler": VectorAssembler(inputCols=["size", "share"], outputCol="v", handleInvalid="keep"),
        "vector-assembler-of-defaults": VectorAssembler(inputCols=["size"]),
        "decision-tree-classifier": classifier,
        "decision-tree-regressor": regressor,
        "decision-tree-classification-model": classifier.fit(frame),
        "decision-tree-classification-model-of-one-leaf": one_leaf,
        "decision-tree-regression-model": regressor.fit(frame),
        "binary-classification-evaluator": BinaryClassificationEvaluator(metricName="areaUnderPR", numBins=0),
        "multiclass-classification-evaluator": MulticlassClassificationEvaluator(
            metricName="fMeasureByLabel", metricLabel=1.0, beta=0.5),
        "regression-evaluator": RegressionEvaluator(metricName="r2", throughOrigin=True, weightCol="weight"),
        "pipeline": pipeline,
        "pipeline-model": pipeline.fit(frame.drop("c", "features")),
        "pipeline-of-pipelines": Pipeline(stages=[Pipeline(stages=[indexer]), assembler]),
    }


CLASSES = {
    cls.__name__: cls for cls in (
        StringIndexer, StringIndexerModel, IndexToString, VectorAssembler, DecisionTreeClassifier, DecisionTreeRegressor,
        DecisionTreeClassificationModel, DecisionTreeRegressionModel, BinaryClassificationEvaluator,
        MulticlassClassificationEvaluator, RegressionEvaluator, Pipeline, PipelineModel)
}


def text(value) -> str:
    """A cell or an attribute, its numbers to twelve digits."""
    if isinstance(value, float):
        return f"{value:.12g}"
    if hasattr(value, "toArray"):
        return str([text(float(element)) for element in value.toArray()])
    if isinstance(value, (list, tuple)):
        return str([text(element) for element in value])
    return str(value)


def answers(spark, stage) -> dict[str, str]:
    """Everything that a loaded stage must have kept."""
    found = {"class": type(stage).__name__, "uid": stage.uid}
    for param in stage.params:
        # These defaults are those of the client's object: new in each process, or made of the uid that it had before loading.
        if param.name != "stages" and (stage.isSet(param) or param.name not in ("seed", "outputCol")):
            value = stage.getOrDefault(param) if stage.isDefined(param) else None
            found[f"param {param.name}"] = f"{'set' if stage.isSet(param) else 'default'} {text(value)}"
    for name in ("toDebugString", "depth", "numNodes", "numFeatures", "numClasses", "featureImportances", "labelsArray"):
        if hasattr(type(stage), name):
            value = getattr(stage, name)
            found[name] = text(value() if callable(value) else value)
    if hasattr(stage, "transform"):
        frame = table(spark)
        frame = frame.drop("c", "features") if isinstance(stage, PipelineModel) else frame
        made = stage.transform(frame)
        new = [name for name in made.columns if name not in frame.columns]
        # A classic client gives a loaded stage the default name of the object that it had before.
        found["columns"] = text([re.sub(r"^[A-Za-z]+_[0-9a-f]{12}__output$", "(default)", name) for name in new])
        found["rows"] = text([tuple(row) for row in made.select(*new).collect()])
    if isinstance(stage, (Pipeline, PipelineModel)):
        for index, inner in enumerate(stage.getStages() if isinstance(stage, Pipeline) else stage.stages):
            found[f"stage {index}"] = f"{type(inner).__name__} {inner.uid}"
    return found
