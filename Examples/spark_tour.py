"""A tour of what a PySpark program does every day. Runs unchanged on Redstart and on Apache Spark and prints the same on both.

    redstart server &
    spark_tour.py --remote sc://127.0.0.1:15002      on Redstart
    spark_tour.py                                    on Apache Spark, started by this program (needs Java)
"""

import argparse
import contextlib
import datetime
import decimal
import io
import pathlib
import shutil
import tempfile

import pandas as pd
import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql import Row, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql import types as T
from pyspark.storagelevel import StorageLevel

HERE = pathlib.Path(__file__).resolve().parent


def title(text: str) -> None:
    print(f"\n== {text}")


def attempt(what: str, action, parameters: bool = True) -> None:
    """Runs what must fail, and prints how it failed."""
    try:
        result = action()
        print(f"{what}: no error, but {result!r}")
    except PySparkException as error:
        print(f"{what}: {type(error).__name__} {error.getCondition()} {error.getSqlState()}")
        if parameters:
            for key, value in sorted((error.getMessageParameters() or {}).items()):
                print(f"    {key} = {value}")


def sql(spark: SparkSession) -> None:
    title("SQL")
    spark.sql("SELECT 1 + 1 AS two, 'text' AS s, DATE '2024-02-29' AS d, 1.50 AS money, NULL AS nothing").show()
    spark.sql("SELECT * FROM VALUES (1, 'a'), (2, 'b'), (3, NULL) AS t(id, name) WHERE id > 1 ORDER BY id").show()
    spark.sql("WITH t AS (SELECT id, id % 3 AS k FROM range(10)) SELECT k, count(*), sum(id) FROM t GROUP BY k ORDER BY k").show()
    spark.sql("SELECT :a + :b AS total, upper(:s) AS s", args={"a": 1, "b": 2.5, "s": "x"}).show()
    spark.sql("SELECT id FROM range(5) WHERE id = ?", args=[3]).show()
    print(spark.sql("SELECT array(1, 2) AS a, map('k', 1) AS m, named_struct('x', 1, 'y', 'z') AS s").collect())
    print(spark.range(3).count(), spark.range(2, 11, 4).collect())
    print(spark.version.split(".")[0])


def make(spark: SparkSession) -> None:
    title("createDataFrame")
    spark.createDataFrame([(1, "a", 1.5), (2, "b", None)], ["id", "name", "value"]).show()
    spark.createDataFrame([Row(id=1, tags=["x", "y"]), Row(id=2, tags=[])]).show()
    spark.createDataFrame([{"k": "a", "v": 1}, {"k": "b", "v": 2}]).orderBy("k").show()
    schema = T.StructType([
        T.StructField("id", T.IntegerType(), False),
        T.StructField("day", T.DateType()),
        T.StructField("at", T.TimestampType()),
        T.StructField("price", T.DecimalType(10, 2)),
        T.StructField("raw", T.BinaryType()),
        T.StructField("scores", T.MapType(T.StringType(), T.IntegerType())),
    ])
    rows = [
        (1, datetime.date(2024, 1, 31), datetime.datetime(2024, 1, 31, 12, 30, 15, 123456), decimal.Decimal("12.30"), b"\x01\x02",
         {"a": 1}),
        (2, None, None, None, None, None),
    ]
    df = spark.createDataFrame(rows, schema)
    df.printSchema()
    df.show(truncate=False)
    print(df.collect())
    spark.createDataFrame([(1, 2)], "a int, b long").printSchema()
    spark.createDataFrame([], "a int, b string").show()

    pandas = pd.DataFrame({"i": [1, 2, 3], "f": [0.5, None, 2.5], "s": ["x", None, "z"], "t": pd.to_datetime(["2024-01-01"] * 3)})
    df = spark.createDataFrame(pandas)
    print(df.dtypes)
    df.show()
    table = pa.table({"i": pa.array([1, None], pa.int32()), "l": pa.array([[1], [2, 3]]), "b": [True, False]})
    df = spark.createDataFrame(table)
    print(df.dtypes)
    df.show()


def read(spark: SparkSession, folder: str) -> None:
    title("Reading CSV and Parquet")
    planes = spark.read.csv(f"{folder}/planes.csv.gz", header=True, inferSchema=True, nullValue="NA")
    planes.printSchema()
    print(planes.count(), planes.columns)
    planes.orderBy("tailnum").show(5)
    planes.orderBy(F.desc("seats"), "tailnum").limit(3).show(vertical=True)
    raw = spark.read.option("header", True).csv(f"{folder}/planes.csv.gz")
    print({name: kind for name, kind in raw.dtypes})
    typed = spark.read.schema("tailnum string, year int").csv(f"{folder}/planes.csv.gz", header=True, nullValue="NA")
    typed.groupBy("year").count().orderBy(F.desc("count"), "year").show(5)
    print(spark.read.csv(f"{folder}/airlines.csv.gz").columns)


def transform(spark: SparkSession, folder: str) -> None:
    title("Selecting, filtering, computing")
    flights = spark.read.csv(f"{folder}/flights.csv.gz", header=True, inferSchema=True, nullValue="NA")
    airlines = spark.read.csv(f"{folder}/airlines.csv.gz", header=True)
    key = ["month", "day", "sched_dep_time", "carrier", "flight", "tailnum", "origin", "dest"]
    flights.select(*key).orderBy(*key).show(5)
    flights.select(F.col("distance"), (F.col("distance") * 1.609).alias("km")).orderBy("distance", "km").distinct().orderBy("km") \
        .show(3)
    flights.selectExpr("origin || '-' || dest AS route", "arr_delay").where("arr_delay > 1000").orderBy("arr_delay", "route").show()
    late = flights.filter((F.col("arr_delay") > 900) & F.col("carrier").isin("HA", "MQ", "AA")).withColumn(
        "hours", F.round(F.col("arr_delay") / 60, 1))
    late.select("carrier", "flight", "arr_delay", "hours").orderBy("arr_delay").show()
    flights.withColumnRenamed("dest", "to").withColumns({"a": F.lit(1), "b": F.col("month") + 1}).drop("year", "time_hour") \
        .orderBy(*[c if c != "dest" else "to" for c in key]).limit(2).show(vertical=True)
    flights.select(
        F.when(F.col("dep_delay") < 0, "early").when(F.col("dep_delay") == 0, "on time").otherwise("late or never").alias("kind")
    ).groupBy("kind").count().orderBy("kind").show()
    print(flights.where(F.col("tailnum").startswith("N1") & F.col("dest").like("S%") & ~F.col("origin").rlike("^J")).count())

    title("Grouping")
    flights.groupBy("origin").agg(
        F.count("*").alias("n"), F.count_distinct("dest").alias("dests"), F.round(F.avg("air_time"), 3).alias("air"),
        F.min("dep_delay").alias("lo"), F.max("dep_delay").alias("hi"), F.sum("distance").alias("miles"),
    ).orderBy("origin").show()
    flights.groupBy("carrier").agg({"distance": "max", "arr_delay": "min"}).orderBy("carrier").show(4)
    flights.groupBy("month").pivot("origin", ["EWR", "JFK", "LGA"]).count().orderBy("month").show(3)
    flights.rollup("origin", "month").agg(F.count("*").alias("n")).where("month is null or month = 1").orderBy("origin", "month").show()
    flights.cube("origin").count().orderBy("origin").show()
    flights.agg(F.sum("distance"), F.avg("distance"), F.collect_set("origin").alias("o")).select("sum(distance)").show()
    flights.groupBy("origin").agg(F.sort_array(F.collect_set("carrier")).alias("carriers")).orderBy("origin").show(truncate=60)

    title("Joining")
    busiest = flights.groupBy("carrier").count()
    busiest.join(airlines, "carrier").orderBy(F.desc("count")).show(3)
    left = spark.createDataFrame([(1, "a"), (2, "b"), (2, "c"), (None, "d")], "k int, l string")
    right = spark.createDataFrame([(2, "x"), (3, "y"), (None, "z")], "k int, r string")
    for how in ("inner", "left", "right", "full", "left_semi", "left_anti"):
        print(how)
        joined = left.join(right, "k", how)
        joined.orderBy(*joined.columns).show()
    left.crossJoin(right.withColumnRenamed("k", "k2")).orderBy("k", "l", "r").show(4)
    left.alias("a").join(right.alias("b"), F.col("a.k") < F.col("b.k")).select("a.k", "l", "b.r").orderBy("l", "r").show()
    left.join(right, left.k.eqNullSafe(right.k)).select(left.k, "l", "r").orderBy("l").show()

    title("Sets, order, limits")
    a, b = spark.range(0, 6), spark.range(4, 9)
    print([r.id for r in a.union(b).orderBy("id").collect()])
    print([r.id for r in a.unionAll(b).distinct().orderBy(F.desc("id")).collect()])
    print([r.id for r in a.intersect(b).orderBy("id").collect()], [r.id for r in a.subtract(b).orderBy("id").collect()])
    print([r.id for r in a.union(b).dropDuplicates(["id"]).orderBy("id").offset(2).limit(3).collect()])
    spark.createDataFrame([(1, "a")], "x int, y string").unionByName(
        spark.createDataFrame([("b", 2.5)], "y string, z double"), allowMissingColumns=True).show()
    nulls = spark.createDataFrame([(2,), (None,), (1,)], "v int")
    for order in (F.asc("v"), F.desc("v"), F.asc_nulls_last("v"), F.desc_nulls_first("v")):
        print([r.v for r in nulls.orderBy(order).collect()])
    nulls.na.drop().union(nulls.na.fill(0)).orderBy("v").show()
    print(left.na.replace("a", "A", ["l"]).orderBy("l").first(), left.orderBy("l").tail(1), left.orderBy("l").take(2))

    title("Sampling")
    numbers = spark.range(10000)
    print(800 < numbers.sample(fraction=0.1, seed=1).count() < 1200, numbers.sample(1.0).count(), numbers.sample(0.0).count())
    print(numbers.sample(fraction=0.5, seed=3).count() == numbers.sample(fraction=0.5, seed=3).count())
    print(numbers.sample(fraction=0.3, seed=5).subtract(numbers).count())
    parts = numbers.randomSplit([3.0, 1.0, 1.0], seed=7)
    print(sum(p.count() for p in parts), parts[0].intersect(parts[1]).count(), 5500 < parts[0].count() < 6500)
    print(parts[0].union(parts[1]).union(parts[2]).distinct().count())

    title("Windows")
    window = Window.partitionBy("k").orderBy("v")
    rows = spark.createDataFrame([("a", 3), ("a", 1), ("a", 3), ("b", 2)], "k string, v int")
    rows.select("*", F.row_number().over(window).alias("row"), F.rank().over(window).alias("rank"),
                F.sum("v").over(window).alias("running"), F.lag("v").over(window).alias("before")).orderBy("k", "row").show()

    title("Fields of structs")
    nested = spark.createDataFrame([((1, "a", (2, 3)),), (None,), ((None, None, None),)], "s struct<x: int, y: string, z: struct<u: int, v: int>>")
    changed = nested.select(
        F.col("s").withField("x", F.lit(9)), F.col("s").withField("new", F.col("s.x") + 1), F.col("s").withField("z.u", F.lit("n")),
        F.col("s").dropFields("x"), F.col("s").dropFields("x", "z.v").alias("less"), F.col("s").withField("X", F.lit(None)))
    print(changed.columns)
    print(changed.schema.simpleString(), [field.nullable for field in changed.schema])
    changed.show(truncate=False)

    title("Describing")
    # Numbers whose standard deviation is exact, however the rows are split.
    spark.createDataFrame([(1, "a"), (3, None), (5, "b"), (None, "c")], "k int, l string").describe().show()
    flights.select("distance", "hour").summary("count", "min", "25%", "75%", "max").show()
    print(left.schema.simpleString(), left.schema["l"].nullable, left.isEmpty(), left.where("k > 5").isEmpty())
    print(left.schema.json())
    print(T.StructType.fromJson(left.schema.jsonValue()) == left.schema)
    print(left.select(F.lit(1), F.col("k") + 1, F.upper("l"), F.count("*").over(Window.partitionBy())).columns)


def hand_over(spark: SparkSession) -> None:
    title("toPandas, toArrow, iteration")
    df = spark.sql("""
        SELECT * FROM VALUES
          (1, 1.5D, 'x', DATE '2024-01-01', TIMESTAMP '2024-01-01 10:00:00', 1.25, true, array(1, 2)),
          (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        AS t(i, f, s, d, ts, dec, b, l) ORDER BY i""")
    pandas = df.toPandas()
    print(pandas.to_string())
    print(pandas.dtypes.to_string())
    arrow = df.toArrow()
    print(arrow.schema)
    print(arrow.to_pylist())
    print([row.i for row in df.toLocalIterator()], df.first().asDict(), df.head(1)[0]["s"])
    print(spark.range(0).toPandas().shape, spark.range(0).toArrow().num_rows, spark.range(25000).toPandas()["id"].sum())


def see(spark: SparkSession) -> None:
    title("show")
    df = spark.sql("SELECT 'a long piece of text that does not fit' AS text, -12 AS n, 'é 漢字' AS wide, CAST(NULL AS INT) AS none")
    df.show()
    df.show(truncate=False)
    df.show(truncate=8, vertical=True)
    spark.range(30).orderBy("id").show(3)
    spark.range(0).show()
    spark.sql("SELECT map('b', 1, 'a', 2) m, named_struct('x', array(1, NULL), 'y', 'q') s, X'DEAD' b, 1e20D e, 1.0E-5D t").show(
        truncate=False)
    title("explain")
    for mode in (None, "formatted", "extended"):
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            spark.range(10).where("id > 5").groupBy().count().explain(mode=mode)
        print(mode, "== Physical Plan ==" in text.getvalue(), text.getvalue().startswith("== P"))


def views(spark: SparkSession) -> None:
    title("Views and the catalog")
    spark.range(5).withColumn("square", F.col("id") * F.col("id")).createOrReplaceTempView("squares")
    spark.sql("SELECT sum(square) AS total FROM squares").show()
    print(spark.table("squares").where("id = 4").collect(), spark.catalog.tableExists("squares"))
    spark.sql("CREATE OR REPLACE TEMPORARY VIEW evens AS SELECT * FROM squares WHERE id % 2 = 0")
    spark.sql("SELECT * FROM evens ORDER BY id").show()
    spark.sql("SELECT * FROM {df} WHERE id > 2 ORDER BY id", df=spark.table("squares")).show()
    print(spark.catalog.dropTempView("evens"), spark.catalog.dropTempView("evens"), spark.catalog.tableExists("evens"))
    print(spark.catalog.currentDatabase())
    spark.conf.set("spark.sql.shuffle.partitions", "3")
    print(spark.conf.get("spark.sql.shuffle.partitions"), spark.conf.get("spark.sql.ansi.enabled"))
    print(spark.conf.get("no.such.key", "fallback"))

    title("cache and persist")
    df = spark.range(1000).withColumn("k", F.col("id") % 7).cache()
    print(df.count(), df.groupBy("k").count().count(), df.is_cached)
    df.unpersist()
    df = spark.range(100).persist(StorageLevel.MEMORY_ONLY)
    print(df.count(), df.storageLevel)
    print(df.unpersist().storageLevel)
    spark.table("squares").createOrReplaceTempView("kept")
    spark.catalog.cacheTable("kept")
    print(spark.catalog.isCached("kept"), spark.table("kept").count())
    spark.catalog.uncacheTable("kept")
    print(spark.catalog.isCached("kept"))


def write(spark: SparkSession, folder: pathlib.Path) -> None:
    title("Writing")
    df = spark.createDataFrame(
        [(1, "a", 1.5, datetime.date(2024, 1, 1)), (2, "b", None, None), (3, None, -2.0, datetime.date(2024, 3, 1))],
        "id int, name string, value double, day date")

    def files(path: pathlib.Path) -> list[str]:
        return sorted({str(p.relative_to(path).parent) for p in path.rglob("part-*")})

    path = folder / "plain"
    df.write.parquet(str(path))
    back = spark.read.parquet(str(path))
    back.printSchema()
    back.orderBy("id").show()
    attempt("write over it", lambda: df.write.parquet(str(path)), parameters=False)
    df.write.mode("ignore").parquet(str(path))
    print(spark.read.parquet(str(path)).count())
    df.write.mode("append").parquet(str(path))
    print(spark.read.parquet(str(path)).count())
    df.limit(1).write.mode("overwrite").parquet(str(path))
    print(spark.read.parquet(str(path)).count(), (path / "_SUCCESS").exists())

    path = folder / "parted"
    df.write.partitionBy("name").parquet(str(path))
    print(files(path))
    spark.read.parquet(str(path)).orderBy("id").show()
    print(spark.read.parquet(str(path)).where("name = 'b'").select("id").collect(), spark.read.parquet(str(path)).columns)

    path = folder / "csv"
    df.coalesce(1).write.csv(str(path), header=True)
    print((next(path.glob("part-*.csv"))).read_text(), end="")
    spark.read.csv(str(path), header=True, inferSchema=True).orderBy("id").show()
    df.coalesce(1).write.mode("overwrite").option("sep", "|").option("nullValue", "-").csv(str(path))
    print((next(path.glob("part-*.csv"))).read_text(), end="")
    tricky = spark.createDataFrame([('say "hi"', "a,b"), ("two\nlines", " padded "), ("", "back\\slash")], "x string, y string")
    tricky.coalesce(1).write.mode("overwrite").csv(str(path), header=True)
    print((next(path.glob("part-*.csv"))).read_text(), end="")
    spark.read.csv(str(path), header=True, multiLine=True).orderBy("x").show()
    df.write.mode("overwrite").partitionBy("day").csv(str(folder / "csv2"))
    print(files(folder / "csv2"))
    df.write.save(str(folder / "default"))
    print(spark.read.load(str(folder / "default")).count())
    spark.read.format("parquet").load([str(folder / "plain"), str(folder / "default")]).orderBy("id").show()


def errors(spark: SparkSession) -> None:
    title("Errors")
    spark.createDataFrame([(1, "a"), (0, "b")], "id int, name string").createOrReplaceTempView("t")
    for text in (
        "SELEC 1",
        "SELECT 1 +",
        "SELECT 'open",
        "SELECT * FROM t WHERE",
        "SELECT a FROM t",
        "SELECT idd FROM t",
        "SELECT t.x FROM t",
        "SELECT * FROM no_such_table",
        "SELECT * FROM no_db.no_table",
        "SELECT no_function(1)",
        "SELECT substr()",
        "SELECT id + name, id AND name FROM t",
        "SELECT id FROM t WHERE name",
        "SELECT id, count(*) FROM t",
        "SELECT sum(sum(id)) FROM t",
        "SELECT name FROM t ORDER BY missing",
        "SELECT id FROM t UNION SELECT id, name FROM t",
        "SELECT a.id FROM t a JOIN t b ON a.id = b.id WHERE id = 1",
        "SELECT CAST(DATE '2024-01-01' AS INT)",
        "SELECT array(1)[0] + map(1, 2)",
        "SELECT 99999999999999999999999999999999999999999",
        "SELECT 2147483647S",
    ):
        attempt(text, lambda text=text: spark.sql(text).collect())
    for text in (
        "SELECT 2147483647 + 1",
        "SELECT 9223372036854775807 * 2",
        "SELECT -(-2147483648)",
        "SELECT 1 / 0",
        "SELECT 10 % 0",
        "SELECT 7 div 0",
        "SELECT CAST('abc' AS INT)",
        "SELECT CAST('2024-13-01' AS DATE)",
        "SELECT CAST('maybe' AS BOOLEAN)",
        "SELECT CAST(300 AS TINYINT)",
        "SELECT CAST(12345.678 AS DECIMAL(5, 2))",
        "SELECT array(1, 2)[5]",
        "SELECT element_at(array(1, 2), 0)",
        "SELECT element_at(map('a', 1), 'b')",
        "SELECT (SELECT id FROM t)",
        "SELECT to_date('x', 'yyyy-MM-dd')",
        "SELECT raise_error('mine')",
        "SELECT assert_true(1 > 2)",
        "SELECT 1 / id FROM t",
    ):
        attempt(text, lambda text=text: spark.sql(text).collect())
    print(spark.sql("SELECT try_divide(1, 0) a, try_add(2147483647, 1) b, try_cast('abc' AS INT) c, nullif(1, 1) d").first())

    df = spark.table("t")
    attempt("unknown column", lambda: df.select("nope").collect())
    attempt("unknown attribute in filter", lambda: df.filter(F.col("nope") > 1).collect())
    attempt("ambiguous", lambda: df.join(df.withColumnRenamed("name", "n2"), F.lit(True)).select("id").collect())
    df.write.format("noop").mode("overwrite").save()
    attempt("noop in a mode that it has not", lambda: df.write.format("noop").save())
    attempt("missing file", lambda: spark.read.parquet("/no/such/file.parquet"))
    attempt("unknown format", lambda: spark.read.format("nonsense").load("/tmp"), parameters=False)
    attempt("bad schema text", lambda: spark.read.schema("a int,, b").csv("/tmp"), parameters=False)
    attempt("mixed types", lambda: df.select(F.col("id") + F.array(F.lit(1))).collect(), parameters=False)
    attempt("union of different widths", lambda: df.union(df.select("id")).collect())
    attempt("unknown table", lambda: spark.table("nowhere").collect())
    attempt("unknown configuration", lambda: spark.conf.get("no.such.key"))
    attempt("all fields dropped", lambda: df.select(F.struct("id").dropFields("id")).collect(), parameters=False)
    attempt("field of a number", lambda: df.select(F.col("id").withField("x", F.lit(1))).collect(), parameters=False)
    attempt("negative limit", lambda: df.limit(-1).collect())
    attempt("division", lambda: df.select(F.lit(1) / F.col("id")).collect(), parameters=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--remote", help="address of a Spark Connect server, as in sc://127.0.0.1:15002")
    parser.add_argument("--data", default=str(HERE / "data"), help="folder of the CSV files")
    args = parser.parse_args()
    spark = SparkSession.builder.remote(args.remote or "local[2]").appName("tour").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="spark-tour-"))
    try:
        sql(spark)
        make(spark)
        read(spark, args.data)
        transform(spark, args.data)
        hand_over(spark)
        see(spark)
        views(spark)
        write(spark, scratch)
        errors(spark)
    finally:
        shutil.rmtree(scratch)
    spark.stop()


if __name__ == "__main__":
    main()
