"""Saves trees with Apache Spark, for the tests of RedstartMLReport: folders of models, and each tree as text with names.

    record-saved-trees.py         writes Tests/RedstartMLReportTests/Fixtures anew (needs Java 17)

The names in the text come from the metadata that Spark gives to the features column, so that they owe nothing to Redstart.
"""

import pathlib
import re
import shutil

from pyspark.ml import Pipeline
from pyspark.ml.classification import DecisionTreeClassifier, LogisticRegression, RandomForestClassifier
from pyspark.ml.feature import OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.regression import DecisionTreeRegressor
from pyspark.sql import SparkSession

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Tests/RedstartMLReportTests/Fixtures"
FRUITS = ["apple", "<b>pear</b>", "quince & co", 'plum "blue"']
# As StringIndexer orders them: by how many rows they have.
ORDER = ["red", "yellow", "green"]
COLOURS = ["red", "green", "yellow"]


def fruits(spark: SparkSession):
    rows = []
    for i in range(240):
        fruit, colour = FRUITS[i * 7 % 11 % 4], COLOURS[i * 5 % 7 % 3]
        weight, price = float(i * 37 % 101) / 2, float(i * 13 % 17)
        sour = fruit in FRUITS[1:3] and weight > 11 or colour == "green" and price < 5
        rows.append((fruit, colour, weight, price, "sour" if sour else "sweet" if i % 5 else "dull", weight * 2 + price))
    return spark.createDataFrame(rows, "fruit string, colour string, weight double, price double, taste string, value double")


# What Spark calls by the stage in between alone.
RENAMED = {"scaled_0": "weight (scaled)", "scaled_1": "price (scaled)"} | {f"colour_vector_{c}": f"colour_vector_{i}" for i, c in enumerate(ORDER)}


def named_text(model, frame, column: str, classes: list[str] | None) -> str:
    """The tree of a fitted pipeline or a model as text, its features called what the metadata calls them."""
    stages = getattr(model, "stages", [model])
    tree = next(stage for stage in stages if hasattr(stage, "toDebugString"))
    attributes = frame.schema[column].metadata.get("ml_attr", {}).get("attrs", {})
    names, categories = {}, {}
    # A feature that stands for a column of text is called like that.
    inputs = {stage.getOutputCol(): stage.getInputCol() for stage in stages if "StringIndexer" in type(stage).__name__}
    for kind in attributes.values():
        for attribute in kind:
            name = RENAMED.get(attribute["name"], attribute["name"])
            names[attribute["idx"]] = inputs.get(name, name)
            categories[attribute["idx"]] = attribute.get("vals")

    def condition(found: re.Match) -> str:
        index, rest = int(found[1]), found[2]
        if values := categories.get(index):
            rest = re.sub(r"\{(.*)\}", lambda s: "{" + ", ".join(values[int(float(v))] for v in s[1].split(",")) + "}", rest)
        return f"({names.get(index, f'feature {index}')} {rest})"

    text = re.sub(r"\(feature (\d+) (.*)\)", condition, tree.toDebugString.split("\n", 1)[1])
    if classes:
        text = re.sub(r"Predict: (\S+)", lambda found: f"Predict: {classes[int(float(found[1]))]}", text)
    return "".join(line[2:] + "\n" for line in text.rstrip().split("\n"))


def main() -> None:
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    df = fruits(spark)
    indexers = [StringIndexer(inputCol=c, outputCol=f"{c}_index", handleInvalid="keep") for c in ("fruit", "colour")]
    label = StringIndexer(inputCol="taste", outputCol="taste_index")
    numbers = VectorAssembler(inputCols=["weight", "price"], outputCol="numbers")
    scaler = StandardScaler(inputCol="numbers", outputCol="scaled")
    onehot = OneHotEncoder(inputCols=["colour_index"], outputCols=["colour_vector"])
    features = VectorAssembler(inputCols=["fruit_index", "colour_index", "weight", "price"], outputCol="features")
    mixed = VectorAssembler(inputCols=["fruit_index", "scaled", "colour_vector"], outputCol="features")
    classifier = DecisionTreeClassifier(labelCol="taste_index", maxDepth=4, seed=7)
    regressor = DecisionTreeRegressor(labelCol="value", maxDepth=3, seed=7)
    models = {
        "classifier": Pipeline(stages=[*indexers, label, features, classifier]),
        "regressor": Pipeline(stages=[*indexers, features, regressor]),
        "unknown_stages": Pipeline(stages=[*indexers, label, numbers, scaler, onehot, mixed, classifier]),
        "forest": Pipeline(stages=[*indexers, label, features, RandomForestClassifier(labelCol="taste_index", numTrees=2, maxDepth=1)]),
    }
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name, pipeline in models.items():
        model = pipeline.fit(df)
        model.write().save(str(FOLDER / name))
        if name == "forest":
            continue
        labels = next((stage.labels for stage in model.stages if stage.uid == label.uid), None)
        (FOLDER / f"{name}.txt").write_text(named_text(model, model.transform(df), "features", labels))
        if name == "regressor":
            model.stages[-1].write().save(str(FOLDER / "alone"))
            (FOLDER / "alone.txt").write_text(named_text(model.stages[-1], df, "taste", None))
    prepared = Pipeline(stages=[*indexers, label, features]).fit(df).transform(df)
    LogisticRegression(labelCol="taste_index", maxIter=1).fit(prepared).write().save(str(FOLDER / "logistic"))
    models["classifier"].write().save(str(FOLDER / "unfitted"))
    for path in [*FOLDER.rglob("*.crc"), *FOLDER.rglob("_SUCCESS")]:
        path.unlink()
    spark.stop()


if __name__ == "__main__":
    main()
