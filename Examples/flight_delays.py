"""Will a flight arrive more than 15 minutes late? From raw CSVs to a trained and evaluated decision tree.

An ordinary PySpark program: it runs unchanged on a Redstart server and on Apache Spark, and prints the same on both.

    redstart server &
    flight_delays.py --remote sc://127.0.0.1:15002      on Redstart
    flight_delays.py                                    on Apache Spark, started by this program (needs Java)

The tree answers when the plane leaves the gate, so it may use the schedule, the carrier, the airports, the plane, the weather
at the hour of departure, and how late the plane left; with --before it answers without the last, from what is known before.
January to September train the tree, October to December test it.
"""

import argparse
import pathlib
import re

from pyspark.ml import Pipeline
from pyspark.ml.classification import DecisionTreeClassifier
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

HERE = pathlib.Path(__file__).resolve().parent
CATEGORIES = ["carrier", "origin", "dest", "engine"]
NUMBERS = ["dep_delay", "sched_minute", "weekday", "distance", "temp", "dewp", "humid", "wind_dir", "wind_speed", "precip",
           "pressure", "visib", "plane_age", "seats"]
WEATHER = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "precip", "pressure", "visib"]
HOUR = ["year", "month", "day", "hour", "origin"]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--remote", help="address of a Spark Connect server, as in sc://127.0.0.1:15002")
    parser.add_argument("--data", default=str(HERE / "data"), help="folder of the CSV files")
    parser.add_argument("--out", default=str(HERE.parent / "out"), help="folder for the predictions")
    parser.add_argument("--rows", type=int, help="train on this many flights, spread evenly over the nine months")
    parser.add_argument("--before", action="store_true", help="predict before departure, without the delay at the gate")
    parser.add_argument("--depth", type=int, default=5, help="depth of the tree")
    return parser.parse_args()


def title(text: str) -> None:
    print(f"\n== {text}")


def load(spark: SparkSession, folder: str) -> tuple[DataFrame, DataFrame, DataFrame]:
    def read(name: str) -> DataFrame:
        return spark.read.csv(f"{folder}/{name}.csv.gz", header=True, inferSchema=True, nullValue="NA")

    return read("flights"), read("weather"), read("planes")


def profile(name: str, df: DataFrame) -> None:
    """Prints the rows of a table, and type, missing and distinct values of each of its columns."""
    counts = df.agg(
        F.count("*").alias("rows"),
        *[F.count(c).alias(f"n_{c}") for c in df.columns],
        *[F.count_distinct(c).alias(f"d_{c}") for c in df.columns],
    ).first()
    print(f"{name}: {counts['rows']} rows")
    for column, type_name in df.dtypes:
        missing = counts["rows"] - counts[f"n_{column}"]
        print(f"  {column:15} {type_name:10} {missing:7} missing {counts[f'd_{column}']:7} distinct")


def prepare(flights: DataFrame, weather: DataFrame, planes: DataFrame) -> DataFrame:
    """One row for each flight that arrived, with everything known about it before it left."""
    # The hour that comes twice at the end of summer time is one key with two measurements.
    hourly = weather.groupBy(*HOUR).agg(*[F.avg(c).alias(c) for c in WEATHER])
    # `year` of a plane is the year it was built; the flight has a `year`, too.
    fleet = planes.select("tailnum", F.col("year").alias("built"), "engine", "seats")

    arrived = flights.where("arr_delay IS NOT NULL")
    joined = arrived.join(hourly, HOUR, "left").join(fleet, "tailnum", "left")
    # Means in a fixed number of digits, so that they do not depend on the order in which rows were added.
    fills = hourly.agg(*[F.round(F.avg(c), 1).alias(c) for c in WEATHER]).first().asDict()
    fills |= joined.agg(
        F.round(F.avg(F.col("year") - F.col("built")), 0).alias("plane_age"),
        F.round(F.avg("seats"), 0).cast("int").alias("seats"),
    ).first().asDict()
    return (
        joined
        .withColumn("label", (F.col("arr_delay") > 15).cast("double"))
        .withColumn("sched_minute", F.floor(F.col("sched_dep_time") / 100) * 60 + F.col("sched_dep_time") % 100)
        .withColumn("weekday", F.dayofweek(F.make_date("year", "month", "day")))
        .withColumn("plane_age", F.col("year") - F.col("built"))
        .na.fill(fills)
        .na.fill({"engine": "unknown"})
        .select("month", "day", "flight", "tailnum", "arr_delay", "label", *CATEGORIES, *NUMBERS)
    )


def spread(df: DataFrame, rows: int) -> DataFrame:
    """The same `rows` flights on every engine, from all over the table."""
    mixed = (F.col("flight") * 7919 + F.col("month") * 104729 + F.col("day") * 1299 + F.col("sched_minute")) % 10007
    return df.orderBy(mixed, "month", "day", "sched_minute", "flight", "carrier", "origin", "tailnum").limit(rows)


def pipeline(numbers: list[str], depth: int) -> Pipeline:
    indexers = [StringIndexer(inputCol=c, outputCol=f"{c}_index", handleInvalid="keep") for c in CATEGORIES]
    assembler = VectorAssembler(inputCols=[f"{c}_index" for c in CATEGORIES] + numbers, outputCol="features")
    # More bins than there are destinations: a category needs a bin of its own.
    tree = DecisionTreeClassifier(labelCol="label", featuresCol="features", maxDepth=depth, maxBins=128, seed=2013)
    return Pipeline(stages=[*indexers, assembler, tree])


def main() -> None:
    args = arguments()
    spark = SparkSession.builder.remote(args.remote or "local[2]").getOrCreate()

    title("Load")
    flights, weather, planes = load(spark, args.data)
    profile("flights", flights)
    profile("weather", weather)
    profile("planes", planes)

    title("Delays by carrier")
    (
        flights.groupBy("carrier")
        .agg(
            F.count("*").alias("flights"),
            F.sum(F.col("arr_delay").isNull().cast("int")).alias("never_arrived"),
            F.round(F.avg("arr_delay"), 2).alias("mean_delay"),
            F.round(F.avg((F.col("arr_delay") > 15).cast("int")) * 100, 1).alias("late_percent"),
        )
        .orderBy(F.desc("flights"), "carrier")
        .show()
    )

    title("Clean and join")
    table = prepare(flights, weather, planes).cache()
    train, test = table.where("month <= 9"), table.where("month > 9")
    if args.rows:
        train = spread(train, args.rows)
    for name, part in (("train", train), ("test", test)):
        row = part.agg(F.count("*").alias("rows"), F.sum("label").alias("late")).first()
        print(f"{name}: {row['rows']} flights, {int(row['late'])} late ({100 * row['late'] / row['rows']:.1f} %)")
    table.printSchema()

    title("Train")
    numbers = [c for c in NUMBERS if not (args.before and c == "dep_delay")]
    model = pipeline(numbers, args.depth).fit(train)
    tree = model.stages[-1]
    for indexer in model.stages[: len(CATEGORIES)]:
        print(f"{indexer.getInputCol()}: {len(indexer.labels)} categories, most frequent {', '.join(indexer.labels[:5])}")
    print(f"tree: depth {tree.depth}, {tree.numNodes} nodes, {tree.numClasses} classes, {tree.numFeatures} features")
    names = CATEGORIES + numbers
    print(re.sub(r"feature (\d+)", lambda m: names[int(m[1])], tree.toDebugString.split("\n", 1)[1]).rstrip())

    title("Importance of the features")
    ranked = sorted(zip(tree.featureImportances.toArray(), names), key=lambda pair: (-pair[0], pair[1]))
    for importance, name in ranked:
        if importance > 0:
            print(f"  {name:15} {importance:.6f}")

    title("Evaluate")
    predictions = model.transform(test)
    # By probability: the raw prediction of a tree is the count of its leaf, which does not rank flights.
    auc = BinaryClassificationEvaluator(rawPredictionCol="probability", metricName="areaUnderROC").evaluate(predictions)
    print(f"areaUnderROC {auc:.6f}")
    for metric in ("accuracy", "f1", "weightedPrecision", "weightedRecall"):
        print(f"{metric} {MulticlassClassificationEvaluator(metricName=metric).evaluate(predictions):.6f}")
    print("confusion matrix (rows: what happened, columns: what was predicted)")
    predictions.groupBy("label").pivot("prediction", [0.0, 1.0]).count().na.fill(0).orderBy("label").show()

    title("Write")
    target = f"{args.out}/flight_delays.parquet"
    (
        predictions.select("month", "day", "carrier", "flight", "origin", "dest", "arr_delay", "label", "prediction")
        .write.mode("overwrite").partitionBy("month").parquet(target)
    )
    written = spark.read.parquet(target)
    written.groupBy("month", "prediction").agg(F.count("*").alias("flights"), F.sum("label").alias("late")) \
        .orderBy("month", "prediction").show()
    spark.stop()


if __name__ == "__main__":
    main()
