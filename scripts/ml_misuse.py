"""What clients of pyspark.ml may get wrong, as named cases, and how an answer is written down.

A case is a function of a session and a scratch folder. Its answer is text: what the function returns, or `error`, the class of the
exception in PySpark, the error condition, its SQLSTATE and its parameters. `record-ml-misuse.py` asks Apache Spark; the tests ask
Redstart.
"""

import json
import math
import pathlib
import re
import shutil
from collections.abc import Callable

from pyspark.errors import PySparkException
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import DecisionTreeClassificationModel, DecisionTreeClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import IndexToString, StringIndexer, StringIndexerModel, VectorAssembler
from pyspark.ml.linalg import Vectors, VectorUDT
from pyspark.ml.regression import DecisionTreeRegressionModel, DecisionTreeRegressor
from pyspark.sql import functions as F
from pyspark.sql import types as T
from sql_cases import TRANSPORT, error_text

NAN, INFINITY = math.nan, math.inf
CASES: dict[str, Callable] = {}


def case(name: str):
    def register(function):
        assert name not in CASES, name
        CASES[name] = function
        return function
    return register


def add(name: str, function: Callable) -> None:
    case(name)(function)


def answer(name: str, spark, scratch: pathlib.Path) -> str:
    """What a server answers to the case."""
    folder = scratch / str(list(CASES).index(name))
    folder.mkdir()
    try:
        return str(CASES[name](spark, folder))
    except PySparkException as error:
        if type(error).__name__ in TRANSPORT:
            raise
        return anonymous(error_text(error), folder)
    except (ArithmeticError, ValueError, TypeError, KeyError, AttributeError) as error:
        return f"error of the client: {type(error).__name__}"


def anonymous(text: str, folder: pathlib.Path) -> str:
    """Without the names that are new in every run."""
    text = text.replace(str(folder), "FOLDER")
    if " FAILED_EXECUTE_UDF " in text:
        text = text.split(" {")[0]  # the parameters name functions and exceptions of the JVM
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "TOKEN", text)
    return re.sub(r"([A-Z][A-Za-z]+)_[0-9a-f]{12}", r"\1_UID", text)


def same(expected: str, found: str) -> bool:
    """Whether the answers agree.

    Where Apache Spark has no name for a condition, one of our own stands with the same exception; where it lets an exception of the
    JVM or of Scala through, any error will do.
    """
    if expected == found:
        return True
    words, ours = expected.split(" "), found.split(" ")
    if words[0] != "error" or ours[0] != "error" or "INTERNAL_ERROR" in ours:
        return False
    return words[1] == "UnknownException" or (words[1] == ours[1] and (words[2] == "-" or words[2].startswith("_LEGACY")))


def write(path: pathlib.Path, answers: dict[str, str]) -> None:
    path.write_text("".join(f"-- {name}\n{text}\n" for name, text in answers.items()))


def read(path: pathlib.Path) -> dict[str, str]:
    blocks = re.split(r"^-- ", path.read_text(), flags=re.M)[1:]
    return {name: text.removesuffix("\n") for name, _, text in (block.partition("\n") for block in blocks)}


# Tables

def table(spark, rows, weight: bool = False):
    """Rows of label, features and perhaps weight in one partition."""
    fields = [T.StructField("label", T.DoubleType()), T.StructField("features", VectorUDT())]
    if weight:
        fields.append(T.StructField("weight", T.DoubleType()))
    return spark.createDataFrame(rows, T.StructType(fields)).coalesce(1)


def plain(spark):
    """Twelve rows of two classes that a tree tells apart."""
    return table(spark, [(float(i % 2), Vectors.dense([float(i % 2) * 3 + i / 12, float(i)])) for i in range(12)])


def with_row(label=0.0, features=(0.5, 1.0)):
    """The plain rows and one more."""
    vector = Vectors.dense(list(features)) if isinstance(features, tuple) else features
    return lambda spark: plain(spark).union(table(spark, [(label, vector)])).coalesce(1)


def with_weights(*weights):
    rows = [(float(i % 2), Vectors.dense([float(i % 2) * 3 + i / 12, float(i)]), w) for i, w in enumerate(weights)]
    return lambda spark: table(spark, rows, weight=True)


def with_categories(count, value=0.0):
    """A nominal feature of so many values, and a row of that value."""
    def make(spark):
        attributes = {"ml_attr": {"attrs": {"nominal": [{"idx": 0, "name": "c", "num_vals": count}],
                                            "numeric": [{"idx": 1, "name": "d"}]}, "num_attrs": 2}}
        rows = [(float(i % 2), Vectors.dense([float(i % min(count, 12)), float(i)])) for i in range(48)] + [
            (1.0, Vectors.dense([value, 3.0]))]
        return table(spark, rows).withMetadata("features", attributes)
    return make


# Answers

def described(model) -> str:
    return re.sub(r"\b(DecisionTree\w+): uid=\w+", r"\1", model.toDebugString)


def column(frame, name: str) -> str:
    return " ".join(str(row[0]) for row in frame.select(name).collect())


# Fitting

LEARNERS = {"classifier": DecisionTreeClassifier, "regressor": DecisionTreeRegressor}
TABLES = {
    "label null": with_row(None),
    "label NaN": with_row(NAN),
    "label infinite": with_row(INFINITY),
    "label not whole": with_row(0.5),
    "label negative": with_row(-1.0),
    "label of 99": with_row(99.0),
    "label of 100": with_row(100.0),
    "label of a billion": with_row(1e9),
    "label text": lambda spark: plain(spark).withColumn("label", F.col("label").cast("string")),
    "label boolean": lambda spark: plain(spark).withColumn("label", F.col("label") > 0),
    "label int": lambda spark: plain(spark).withColumn("label", F.col("label").cast("int")),
    "label decimal": lambda spark: plain(spark).withColumn("label", F.col("label").cast("decimal(5,2)")),
    "label missing": lambda spark: plain(spark).drop("label"),
    "label twice": lambda spark: plain(spark).select("label", "features", F.lit(1.0).alias("label")),
    "features null": with_row(0.0, None),
    "features NaN": with_row(0.0, (NAN, 1.0)),
    "features infinite": with_row(0.0, (-INFINITY, 1.0)),
    "features sparse NaN": with_row(0.0, Vectors.sparse(2, [1], [NAN])),
    "features shorter": with_row(0.0, (1.0,)),
    "features longer": with_row(0.0, (1.0, 2.0, 3.0)),
    "features empty": lambda spark: table(spark, [(float(i % 2), Vectors.dense([])) for i in range(4)]),
    "features constant": lambda spark: table(spark, [(float(i % 2), Vectors.dense([7.0])) for i in range(8)]),
    "features one constant": lambda spark: table(spark, [(float(i % 2), Vectors.dense([7.0, i % 2])) for i in range(8)]),
    "features double": lambda spark: plain(spark).withColumn("features", F.lit(1.0)),
    "features array": lambda spark: plain(spark).withColumn("features", F.array(F.lit(1.0))),
    "features missing": lambda spark: plain(spark).drop("features"),
    "no rows": lambda spark: plain(spark).where("label > 5"),
    "one row": lambda spark: plain(spark).where("label > 0").limit(1),
    "one class 0": lambda spark: plain(spark).where("label = 0"),
    "one class 1": lambda spark: plain(spark).where("label = 1"),
    "class without rows": lambda spark: plain(spark).withColumn("label", F.col("label") * 3),
    "categories more than bins": with_categories(40),
    "categories more than rows": with_categories(1000),
    "category out of range": with_categories(12, 12.0),
    "category negative": with_categories(12, -1.0),
    "category not whole": with_categories(12, 1.5),
    "categories one": with_categories(1),
    "nominal without count": lambda spark: plain(spark).withMetadata("features", {
        "ml_attr": {"attrs": {"nominal": [{"idx": 0, "name": "c"}]}, "num_attrs": 2}}),
    "prediction exists": lambda spark: plain(spark).withColumn("prediction", F.lit(1.0)),
    "probability exists": lambda spark: plain(spark).withColumn("probability", F.lit(1.0)),
}
WEIGHTS = {
    "weight zero": with_weights(1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0),
    "weight zero of the last class": with_weights(1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0),
    "weight all zero": with_weights(0.0, 0.0, 0.0, 0.0),
    "weight negative": with_weights(1.0, 1.0, -1.0, 1.0),
    "weight NaN": with_weights(1.0, 1.0, NAN, 1.0),
    "weight infinite": with_weights(1.0, 1.0, INFINITY, 1.0),
    "weight null": with_weights(1.0, 1.0, None, 1.0),
    "weight text": lambda spark: plain(spark).withColumn("weight", F.lit("a")),
    "weight missing": plain,
    "weight int": lambda spark: plain(spark).withColumn("weight", F.lit(2)),
}


def fit(learner, make, **params):
    return lambda spark, folder: described(learner(**params).fit(make(spark)))


for kind, learner in LEARNERS.items():
    for name, make in TABLES.items():
        add(f"{kind}: {name}", fit(learner, make))
    for name, make in WEIGHTS.items():
        add(f"{kind}: {name}", fit(learner, make, weightCol="weight"))
    # The bounds of parameters.
    for name, values in {
        "maxDepth": [-1, 0, 30, 31], "maxBins": [1, 2], "minInstancesPerNode": [0, 1, 13], "maxMemoryInMB": [-1, 0],
        "minInfoGain": [-0.1, 0.6, NAN], "minWeightFractionPerNode": [-0.1, 0.49, 0.5], "checkpointInterval": [-1, 0, 1],
        "impurity": ["gini", "Entropy", "VARIANCE", "none"], "seed": [-5],
    }.items():
        for value in values:
            add(f"{kind}: {name}={value}", fit(learner, plain, **{name: value}))
    add(f"{kind}: features of another name", fit(learner, plain, featuresCol="vectors"))
    add(f"{kind}: no prediction column", lambda spark, folder, learner=learner: " ".join(
        learner(predictionCol="", leafCol="leaf").fit(plain(spark)).transform(plain(spark)).columns))
    add(f"{kind}: prediction named like the label", fit(learner, plain, predictionCol="label"))

for thresholds in ([0.5], [0.5, 0.5], [0.2, 0.3, 0.5], [0.0, 0.0], [-0.1, 0.5], [0.0, 1.0], [], [1.5, 2.0], [NAN, 0.5]):
    add(f"classifier: thresholds={thresholds}", lambda spark, folder, thresholds=thresholds: column(
        DecisionTreeClassifier().setThresholds(thresholds).fit(plain(spark)).transform(plain(spark)), "prediction"))
add("classifier: two outputs of one name", lambda spark, folder: " ".join(
    DecisionTreeClassifier(rawPredictionCol="p", probabilityCol="p").fit(plain(spark)).transform(plain(spark)).columns))
add("regressor: two outputs of one name", lambda spark, folder: " ".join(
    DecisionTreeRegressor(varianceCol="prediction").fit(plain(spark)).transform(plain(spark)).columns))
add("classifier: thresholds of a model", lambda spark, folder: column(
    DecisionTreeClassifier().fit(plain(spark)).setThresholds([0.5]).transform(plain(spark)), "prediction"))


# Predicting

def predict(learner, make, name="prediction"):
    return lambda spark, folder: column(learner(leafCol="leaf").fit(plain(spark)).transform(make(spark)), name)


for kind, learner in LEARNERS.items():
    for name in (
        "features null", "features NaN", "features infinite", "features sparse NaN", "features shorter", "features longer",
        "features double", "features array", "features missing", "no rows", "prediction exists", "label missing", "label text",
        "label NaN",
    ):
        add(f"{kind} predicts: {name}", predict(learner, TABLES[name]))
    for vector in ([NAN, 1.0], [0.5], [0.5, 1.0, 2.0], []):
        add(f"{kind} predicts one vector: {vector}", lambda spark, folder, learner=learner, vector=vector: learner().fit(
            plain(spark)).predict(Vectors.dense(vector)))


# Features

def texts(spark):
    return spark.createDataFrame(
        [("a", 1.0, 1, True), ("b", NAN, 2, False), (None, None, None, None), ("a", 2.0, 3, True)],
        "s string, d double, i int, b boolean").coalesce(1)


def new_texts(spark):
    return texts(spark).union(spark.createDataFrame([("new", 9.0, 9, True)], texts(spark).schema)).coalesce(1)


def index(make_fitted, make_applied=None, **params):
    def run(spark, folder):
        indexer = StringIndexer(**params)
        made = indexer.fit(make_fitted(spark)).transform((make_applied or make_fitted)(spark))
        return column(made, indexer.getOutputCol() if "inputCol" in params else params["outputCols"][0])
    return run


def complete(spark):
    return texts(spark).where("s is not null and not isnan(d)")


for name, run in {
    "column missing": index(texts, inputCol="z", outputCol="o"),
    "boolean": index(texts, inputCol="b", outputCol="o"),
    "output exists": index(complete, inputCol="s", outputCol="d"),
    "null": index(texts, inputCol="s", outputCol="o"),
    "NaN": index(texts, inputCol="d", outputCol="o"),
    "unseen": index(complete, lambda spark: new_texts(spark).where("s is not null"), inputCol="s", outputCol="o"),
    "unseen number": index(complete, lambda spark: new_texts(spark).where("i is not null"), inputCol="i", outputCol="o"),
    "unseen kept": index(complete, new_texts, inputCol="s", outputCol="o", handleInvalid="keep"),
    "unseen skipped": index(complete, new_texts, inputCol="s", outputCol="o", handleInvalid="skip"),
    "no rows": index(lambda spark: texts(spark).where("s = 'z'"), complete, inputCol="s", outputCol="o"),
    "no rows, kept": index(lambda spark: texts(spark).where("s = 'z'"), complete, inputCol="s", outputCol="o",
                           handleInvalid="keep"),
    "handleInvalid unknown": index(complete, inputCol="s", outputCol="o", handleInvalid="drop"),
    "stringOrderType unknown": index(complete, inputCol="s", outputCol="o", stringOrderType="up"),
    "no input": lambda spark, folder: StringIndexer(outputCol="o").fit(texts(spark)),
    "two inputs": lambda spark, folder: StringIndexer(inputCol="s", inputCols=["s"], outputCol="o").fit(texts(spark)),
    "unequal columns": lambda spark, folder: StringIndexer(inputCols=["s", "d"], outputCols=["o"]).fit(texts(spark)),
    "outputs of one name": lambda spark, folder: StringIndexer(inputCols=["s", "i"], outputCols=["o", "o"]).fit(texts(spark)),
    "no outputs": lambda spark, folder: StringIndexer(inputCols=["s"]).fit(texts(spark)),
    "column missing when applied": lambda spark, folder: " ".join(StringIndexer(inputCol="s", outputCol="o").fit(
        complete(spark)).transform(complete(spark).drop("s")).columns),
    "boolean when applied": lambda spark, folder: StringIndexer(inputCol="s", outputCol="o").fit(complete(spark)).transform(
        complete(spark).drop("s").withColumnRenamed("b", "s")).columns,
    "labels of several columns": lambda spark, folder: StringIndexer(inputCols=["s", "i"], outputCols=["o", "p"]).fit(
        complete(spark)).labels,
}.items():
    add(f"indexer: {name}", run)


def assemble(make, *columns, **params):
    return lambda spark, folder: column(
        VectorAssembler(inputCols=list(columns), **{"outputCol": "o"} | params).transform(make(spark)), "o")


for name, run in {
    "null": assemble(texts, "d", "i"),
    "NaN": assemble(lambda spark: texts(spark).where("i is not null"), "d", "i"),
    "null kept": assemble(texts, "d", "i", handleInvalid="keep"),
    "null skipped": assemble(texts, "d", "i", handleInvalid="skip"),
    "infinite": assemble(lambda spark: complete(spark).withColumn("d", F.lit(INFINITY)), "d"),
    "text": assemble(texts, "s"),
    "column missing": assemble(texts, "z"),
    "no columns": assemble(complete),
    "columns not set": lambda spark, folder: VectorAssembler(outputCol="o").transform(complete(spark)),
    "output exists": assemble(complete, "i", outputCol="d"),
    "output among the inputs": assemble(complete, "i", "d", outputCol="i"),
    "vectors of changing size": assemble(with_row(0.0, (1.0,)), "features", "label"),
    "vectors of no rows": assemble(lambda spark: plain(spark).where("label > 5"), "features", "label"),
    "vectors null": assemble(with_row(0.0, None), "features", "label"),
    "vectors null first": assemble(lambda spark: table(spark, [(0.0, None), (1.0, Vectors.dense([1.0]))]), "features"),
    "vectors of unknown size kept": assemble(plain, "features", handleInvalid="keep"),
    "vectors with NaN": assemble(with_row(0.0, (NAN, 1.0)), "features"),
    "handleInvalid unknown": assemble(complete, "i", handleInvalid="drop"),
    "column twice": assemble(complete, "i", "i"),
    "decimal": assemble(lambda spark: complete(spark).withColumn("m", F.lit(1.5).cast("decimal(4,2)")), "m"),
}.items():
    add(f"assembler: {name}", run)


def back(make, **params):
    return lambda spark, folder: column(IndexToString(inputCol="i", outputCol="o", **params).transform(make(spark)), "o")


for name, run in {
    "no labels": back(complete),
    "labels of a list": back(complete, labels=["x", "y", "z", "w"]),
    "index too large": back(complete, labels=["x"]),
    "null": back(texts, labels=["x", "y", "z", "w"]),
    "negative": back(lambda spark: complete(spark).withColumn("i", F.lit(-1)), labels=["x"]),
    "fraction": back(lambda spark: complete(spark).withColumn("i", F.lit(0.5)), labels=["x"]),
    "text": back(lambda spark: complete(spark).withColumn("i", F.lit("0")), labels=["x"]),
    "column missing": back(lambda spark: complete(spark).drop("i"), labels=["x"]),
    "output exists": lambda spark, folder: IndexToString(inputCol="i", outputCol="d", labels=["x"]).transform(complete(spark)).columns,
}.items():
    add(f"labels: {name}", run)


# Pipelines

add("pipeline: no stages", lambda spark, folder: " ".join(Pipeline(stages=[]).fit(plain(spark)).transform(plain(spark)).columns))
add("pipeline: second stage misses its column", lambda spark, folder: Pipeline(stages=[
    StringIndexer(inputCol="s", outputCol="o"), VectorAssembler(inputCols=["zz"], outputCol="features"),
    DecisionTreeClassifier(labelCol="o")]).fit(complete(spark)))
add("pipeline: last stage misses its column", lambda spark, folder: Pipeline(stages=[
    VectorAssembler(inputCols=["i"], outputCol="features"), DecisionTreeClassifier(labelCol="zz")]).fit(complete(spark)))


# Evaluating

def scored(spark, rows):
    """Rows of label, prediction, raw prediction and weight."""
    return spark.createDataFrame(rows, T.StructType([
        T.StructField("label", T.DoubleType()), T.StructField("prediction", T.DoubleType()),
        T.StructField("raw", VectorUDT()), T.StructField("weight", T.DoubleType())])).coalesce(1)


def score(label, prediction, raw=0.5, weight=1.0):
    return (label, prediction, None if raw is None else Vectors.dense([1 - raw, raw]), weight)


GOOD = [score(float(i % 2), float(i % 3 > 0), 0.1 + 0.07 * i, 1.0 + i % 2) for i in range(10)]
EVALUATORS = {
    "binary": lambda **params: BinaryClassificationEvaluator(rawPredictionCol="raw", **params),
    "multiclass": lambda **params: MulticlassClassificationEvaluator(probabilityCol="raw", **params),
    "logLoss": lambda **params: MulticlassClassificationEvaluator(probabilityCol="raw", metricName="logLoss", **params),
    "regression": lambda **params: RegressionEvaluator(**params),
}
SCORES = {
    "rows": GOOD, "no rows": [], "one row": GOOD[:1],
    "label null": [*GOOD, score(None, 1.0)], "label NaN": [*GOOD, score(NAN, 1.0)],
    "label infinite": [*GOOD, score(INFINITY, 1.0)], "label negative": [*GOOD, score(-1.0, 1.0)],
    "label not whole": [*GOOD, score(0.5, 1.0)], "label without probability": [*GOOD, score(7.0, 1.0)],
    "prediction null": [*GOOD, score(1.0, None)], "prediction NaN": [*GOOD, score(1.0, NAN)],
    "prediction infinite": [*GOOD, score(1.0, INFINITY)],
    "raw null": [*GOOD, score(1.0, 1.0, None)], "raw NaN": [*GOOD, score(1.0, 1.0, NAN)],
    "raw of one": [*GOOD, (1.0, 1.0, Vectors.dense([1.0]), 1.0)],
    "weight zero": [*GOOD, score(1.0, 0.0, 0.3, 0.0)], "weight all zero": [score(a, b, 0.3, 0.0) for a, b in ((0.0, 1.0), (1.0, 1.0))],
    "weight negative": [*GOOD, score(1.0, 0.0, 0.3, -1.0)], "weight NaN": [*GOOD, score(1.0, 0.0, 0.3, NAN)],
    "weight infinite": [*GOOD, score(1.0, 0.0, 0.3, INFINITY)], "weight null": [*GOOD, score(1.0, 0.0, 0.3, None)],
}


def evaluated(make, rows, **params):
    return lambda spark, folder: f"{make(**params).evaluate(scored(spark, rows)):.12g}"


for kind, make in EVALUATORS.items():
    for name, rows in SCORES.items():
        add(f"{kind} evaluator: {name}", evaluated(make, rows, **({"weightCol": "weight"} if "weight" in name else {})))
    for name, params in {
        "label missing": {"labelCol": "z"}, "weight missing": {"weightCol": "z"}, "label vector": {"labelCol": "raw"},
        "weight vector": {"weightCol": "raw"},
    }.items():
        add(f"{kind} evaluator: {name}", evaluated(make, GOOD, **params))
for name, make in {
    "binary evaluator: metric unknown": lambda: BinaryClassificationEvaluator(metricName="area"),
    "binary evaluator: bins negative": lambda: BinaryClassificationEvaluator(rawPredictionCol="raw", numBins=-1),
    "binary evaluator: double score": lambda: BinaryClassificationEvaluator(rawPredictionCol="prediction"),
    "binary evaluator: no raw prediction": lambda: BinaryClassificationEvaluator(),
    "multiclass evaluator: metric unknown": lambda: MulticlassClassificationEvaluator(metricName="area"),
    "multiclass evaluator: beta zero": lambda: MulticlassClassificationEvaluator(beta=0.0),
    "multiclass evaluator: eps large": lambda: MulticlassClassificationEvaluator(eps=0.5),
    "multiclass evaluator: metric of a negative label": lambda: MulticlassClassificationEvaluator(metricLabel=-1.0),
    "multiclass evaluator: metric of an unknown label": lambda: MulticlassClassificationEvaluator(
        metricName="precisionByLabel", metricLabel=5.0),
    "multiclass evaluator: prediction missing": lambda: MulticlassClassificationEvaluator(predictionCol="z"),
    "logLoss evaluator: probability missing": lambda: MulticlassClassificationEvaluator(metricName="logLoss"),
    "logLoss evaluator: probability double": lambda: MulticlassClassificationEvaluator(
        metricName="logLoss", probabilityCol="prediction"),
    "regression evaluator: metric unknown": lambda: RegressionEvaluator(metricName="area"),
    "regression evaluator: prediction missing": lambda: RegressionEvaluator(predictionCol="z"),
    "regression evaluator: through origin": lambda: RegressionEvaluator(metricName="r2", throughOrigin=True),
}.items():
    add(name, lambda spark, folder, make=make: f"{make().evaluate(scored(spark, GOOD)):.12g}")


# Files

def saved(spark, folder, learner=DecisionTreeClassifier) -> pathlib.Path:
    path = folder / "model"
    learner().fit(plain(spark)).save(str(path))
    return path


def broken(change, load=DecisionTreeClassificationModel.load):
    """Loads a model after something happened to its folder."""
    def run(spark, folder):
        path = saved(spark, folder)
        change(path)
        return described(load(str(path)))
    return run


def metadata_file(path: pathlib.Path) -> pathlib.Path:
    [file] = (path / "metadata").glob("part-*")
    for checksum in path.glob("*/.*.crc"):
        checksum.unlink()
    return file


def change_metadata(**values):
    def change(path):
        file = metadata_file(path)
        file.write_text(json.dumps(json.loads(file.read_text()) | values) + "\n")
    return change


def change_data(edit):
    def change(path):
        for checksum in path.glob("*/.*.crc"):
            checksum.unlink()
        for file in (path / "data").glob("part-*"):
            edit(file)
    return change


def without(*names):
    def change(path):
        file = metadata_file(path)
        values = json.loads(file.read_text())
        for name in names:
            del values[name]
        file.write_text(json.dumps(values) + "\n")
    return change


for name, run in {
    "nothing there": lambda spark, folder: DecisionTreeClassificationModel.load(str(folder / "none")),
    "empty folder": lambda spark, folder: DecisionTreeClassificationModel.load(str(folder)),
    "a file": lambda spark, folder: (
        (folder / "file").write_text("x"), DecisionTreeClassificationModel.load(str(folder / "file"))),
    "another class": lambda spark, folder: DecisionTreeClassificationModel.load(str(saved(spark, folder, DecisionTreeRegressor))),
    "another class of stage": lambda spark, folder: PipelineModel.load(str(saved(spark, folder))),
    "a model as an estimator": lambda spark, folder: DecisionTreeClassifier.load(str(saved(spark, folder))),
    "no metadata folder": broken(lambda path: shutil.rmtree(path / "metadata")),
    "empty metadata": broken(lambda path: metadata_file(path).write_text("")),
    "metadata no JSON": broken(lambda path: metadata_file(path).write_text("{not json\n")),
    "metadata without class": broken(without("class")),
    "metadata without uid": broken(without("uid")),
    "metadata without classes": broken(without("numClasses")),
    "metadata without version": broken(without("sparkVersion")),
    "metadata without parameters": broken(without("paramMap")),
    "metadata without defaults": broken(without("defaultParamMap")),
    "unknown parameter": broken(change_metadata(paramMap={"nope": 1})),
    "illegal parameter": broken(change_metadata(paramMap={"maxDepth": 99})),
    "parameter of another type": broken(change_metadata(paramMap={"maxDepth": "deep"})),
    "older version": broken(change_metadata(sparkVersion="3.5.1")),
    "newer version": broken(change_metadata(sparkVersion="9.0.0")),
    "no data folder": broken(lambda path: shutil.rmtree(path / "data")),
    "no data files": broken(change_data(lambda file: file.unlink())),
    "truncated data": broken(change_data(lambda file: file.write_bytes(file.read_bytes()[:-100]))),
    "data no Parquet": broken(change_data(lambda file: file.write_bytes(b"this is no Parquet file"))),
    "no success file": broken(lambda path: [file.unlink() for file in path.glob("*/*_SUCCESS*")]),
}.items():
    add(f"load: {name}", run)

for name, run in {
    "exists": lambda spark, folder: (saved(spark, folder), saved(spark, folder)),
    "overwrite": lambda spark, folder: (
        path := saved(spark, folder), (path / "other").write_text("x"),
        DecisionTreeClassifier(maxDepth=1).fit(plain(spark)).write().overwrite().save(str(path)),
        sorted(file.name for file in path.iterdir()), DecisionTreeClassificationModel.load(str(path)).depth)[3:],
    "estimator": lambda spark, folder: (
        DecisionTreeClassifier(maxDepth=3).setThresholds([0.5, 0.5]).save(str(folder / "e")),
        loaded := DecisionTreeClassifier.load(str(folder / "e")), loaded.getMaxDepth(), loaded.getThresholds(),
        loaded.isSet("maxBins"), sorted(file.name for file in (folder / "e").iterdir()))[2:],
    "estimator exists": lambda spark, folder: (
        DecisionTreeClassifier().save(str(folder / "e")), DecisionTreeClassifier().save(str(folder / "e"))),
    "below a file": lambda spark, folder: (
        (folder / "file").write_text("x"), DecisionTreeClassifier().fit(plain(spark)).save(str(folder / "file" / "model"))),
    "onto a file": lambda spark, folder: (
        (folder / "file").write_text("x"), DecisionTreeClassifier().fit(plain(spark)).write().overwrite().save(str(folder / "file")),
        sorted(file.name for file in (folder / "file").iterdir()))[2:],
    "option": lambda spark, folder: (
        DecisionTreeClassifier().fit(plain(spark)).write().option("anything", "1").save(str(folder / "m")),
        sorted(file.name for file in (folder / "m").iterdir()))[1:],
    "pipeline": lambda spark, folder: (
        Pipeline(stages=[StringIndexer(inputCol="s", outputCol="o"), VectorAssembler(inputCols=["i"], outputCol="v")]).fit(
            complete(spark)).save(str(folder / "p")),
        loaded := PipelineModel.load(str(folder / "p")), column(loaded.transform(complete(spark)), "v"),
        [type(stage).__name__ for stage in loaded.stages])[2:],
    "pipeline exists": lambda spark, folder: (
        pipeline := Pipeline(stages=[StringIndexer(inputCol="s", outputCol="o")]), pipeline.save(str(folder / "p")),
        pipeline.save(str(folder / "p"))),
    "evaluator": lambda spark, folder: (
        BinaryClassificationEvaluator(numBins=5).save(str(folder / "e")),
        BinaryClassificationEvaluator.load(str(folder / "e")).getNumBins())[1:],
    "scheme file": lambda spark, folder: (
        DecisionTreeClassifier().fit(plain(spark)).save(f"file://{folder}/m"), sorted(file.name for file in (folder / "m").iterdir()))[1:],
    "scheme unknown": lambda spark, folder: DecisionTreeClassifier().fit(plain(spark)).save("nope://host/m"),
    "empty path": lambda spark, folder: DecisionTreeClassifier().fit(plain(spark)).save(""),
    "indexer of a pipeline missing": lambda spark, folder: (
        Pipeline(stages=[StringIndexer(inputCol="s", outputCol="o")]).fit(complete(spark)).save(str(folder / "p")),
        [shutil.rmtree(stage) for stage in (folder / "p" / "stages").iterdir()], PipelineModel.load(str(folder / "p"))),
}.items():
    add(f"save: {name}", run)
