"""Small programs over `pyspark.ml` whose answers are recorded from Apache Spark and asked of Redstart.

Each case is a function of a session that gives plain data: schemas with metadata, rows, attributes of models, and the kind of every
error. The same unmodified client runs them over Spark Connect on both sides.
"""

import json
import math
import os
import shutil
import tempfile
from contextlib import contextmanager

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def cell(value):
    """A value as plain data that compares exactly: NaN equals NaN, and a sparse vector is no dense one."""
    if isinstance(value, bool) or value is None or isinstance(value, (int, str)):
        return value
    if isinstance(value, float):
        return repr(value)
    kind = type(value).__name__
    if kind == "DenseVector":
        return {"dense": [cell(float(number)) for number in value.values]}
    if kind == "SparseVector":
        return {"size": int(value.size), "indices": [int(index) for index in value.indices],
                "values": [cell(float(number)) for number in value.values]}
    if kind.startswith(("int", "float", "uint")):
        return cell(value.item())
    if isinstance(value, dict):
        return {str(cell(key)): cell(inner) for key, inner in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [cell(inner) for inner in value]
    return str(value)


def table(frame):
    """Schema with metadata, and rows in their order."""
    fields = [[field.name, field.dataType.simpleString(), field.nullable, field.metadata] for field in frame.schema.fields]
    return {"schema": fields, "rows": [cell(list(row)) for row in frame.collect()]}


def column(frame, *names):
    """Some columns of a table."""
    return table(frame.select(*names))


def failure(action):
    """The kind of error that an action ends with: class, condition and SQLSTATE."""
    from pyspark.errors import PySparkException

    try:
        found = action()
        return {"no error": table(found) if hasattr(found, "collect") else cell(found)}
    except PySparkException as error:
        return [type(error).__name__, error.getCondition(), error.getSqlState()]
    except Exception as error:
        return [type(error).__name__]


@contextmanager
def folder():
    path = tempfile.mkdtemp()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def saved(stage):
    """The stage, saved and loaded again."""
    with folder() as path:
        place = os.path.join(path, "stage")
        stage.write().overwrite().save(place)
        return type(stage).load(place)


def layout(stage):
    """What a saved stage's folder holds: the metadata without what changes from run to run, and the schema of its data."""
    import pyarrow.parquet

    with folder() as path:
        place = os.path.join(path, "stage")
        stage.save(place)
        return describe(place)


def describe(place):
    import pyarrow.parquet

    metadata = os.path.join(place, "metadata")
    part = next(name for name in sorted(os.listdir(metadata)) if name.startswith("part-"))
    with open(os.path.join(metadata, part)) as file:
        content = json.loads(file.readline())
    for name in ("timestamp", "uid", "sparkVersion"):
        content.pop(name)
    content["defaultParamMap"].pop("outputCol", None)
    found = {"metadata": content, "entries": sorted(os.listdir(place))}
    data = os.path.join(place, "data")
    if os.path.exists(data):
        files = [name for name in os.listdir(data) if name.endswith(".parquet")]
        whole = pyarrow.parquet.ParquetDataset([os.path.join(data, name) for name in files])
        rows = sorted((str(row) for row in whole.read().to_pylist()))
        schema = json.loads(pyarrow.parquet.ParquetFile(os.path.join(data, files[0])).schema_arrow.metadata[
            b"org.apache.spark.sql.parquet.row.metadata"])
        found["schema"] = schema
        found["rows"] = rows
    return found


# Tables

NAN = math.nan


def words(spark):
    return spark.createDataFrame(
        [("b", 3.0, 1, True), ("a", 1.5, 2, False), ("a", 1.5, 2, False), ("c", NAN, 10, True), ("b", 100000000.0, 10, True),
         (None, None, None, None), ("", -0.0, 3, None), ("d", 0.0, 3, None), ("a rather long label", 2.5, 4, True),
         ("a rather long label!", 2.5, 4, True)], "s string, d double, i int, b boolean").coalesce(1)


def vectors(spark, rows, name="v"):
    from pyspark.ml.linalg import VectorUDT
    from pyspark.sql.types import IntegerType, StructField, StructType

    schema = StructType([StructField("id", IntegerType(), False), StructField(name, VectorUDT())])
    return spark.createDataFrame(list(enumerate(rows)), schema).coalesce(1)


def mixed(spark):
    from pyspark.ml.linalg import Vectors

    return vectors(spark, [
        Vectors.dense(-1.0, 0.0, 7.5, 2.0), Vectors.dense(0.0, 3.0, 1.25, 2.0), Vectors.sparse(4, [1, 3], [5.0, 2.0]),
        Vectors.dense(-1.0, 3.0, -4.0, 2.0), Vectors.sparse(4, [], []), Vectors.dense(0.0, 1.0, 9.0, 2.0)])


def measures(spark):
    return spark.createDataFrame(
        [(-0.5, 10.0, 1), (-0.3, NAN, 2), (0.0, 20.0, 3), (0.2, None, 4), (NAN, 5.0, 5), (None, 7.0, 6), (999.9, 7.0, 7),
         (-999.9, 7.0, 8), (0.5, -0.0, 9)], "x double, y double, n int").coalesce(1)


def spread(spark, count=1000):
    """Numbers without order, the same everywhere, in one partition."""
    return spark.range(0, count, 1, 1).selectExpr(
        "id", "double(id * 7919 % 10007) / 8 as x", "double(id * id % 101) as y", "cast(id * 31 % 17 as int) as n",
        "case when id % 10 = 3 then double('NaN') when id % 10 = 7 then null else double(id * 13 % 1009) end as z")


# StringIndexer and IndexToString


@case
def string_indexer_orders(spark):
    from pyspark.ml.feature import StringIndexer

    out = []
    for order in ("frequencyDesc", "frequencyAsc", "alphabetDesc", "alphabetAsc"):
        model = StringIndexer(
            inputCols=["s", "d", "i"], outputCols=["si", "di", "ii"], stringOrderType=order, handleInvalid="keep").fit(words(spark))
        out.append([order, model.labelsArray, column(model.transform(words(spark)), "si", "di", "ii")])
    return out


@case
def string_indexer_handling(spark):
    from pyspark.ml.feature import StringIndexer

    out = []
    for handling in ("keep", "skip", "error"):
        one = StringIndexer(inputCol="s", outputCol="si", handleInvalid=handling).fit(words(spark).limit(3))
        several = StringIndexer(inputCols=["i", "s"], outputCols=["ii", "si"], handleInvalid=handling).fit(words(spark).limit(4))
        out.append([
            handling, one.labels, failure(lambda: one.transform(words(spark))), failure(lambda: several.transform(words(spark))),
            failure(lambda: one.setHandleInvalid("skip").transform(words(spark)))])
    return out


@case
def string_indexer_errors(spark):
    from pyspark.ml.feature import StringIndexer, StringIndexerModel

    rows = words(spark)
    model = StringIndexer(inputCol="s", outputCol="si").fit(rows.limit(2))
    two = StringIndexer(inputCols=["s", "i"], outputCols=["si", "ii"]).fit(rows.limit(2))
    return {
        "missing column": failure(lambda: StringIndexer(inputCol="nope", outputCol="x").fit(rows)),
        "boolean column": failure(lambda: StringIndexer(inputCol="b", outputCol="x").fit(rows)),
        "output exists": failure(lambda: StringIndexer(inputCol="s", outputCol="d").fit(rows)),
        "outputs twice": failure(lambda: StringIndexer(inputCols=["s", "i"], outputCols=["x", "x"]).fit(rows)),
        "one output for two": failure(lambda: StringIndexer(inputCols=["s", "i"], outputCols=["x"]).fit(rows)),
        "both forms": failure(lambda: StringIndexer(inputCol="s", inputCols=["s"], outputCols=["x"]).fit(rows)),
        "neither form": failure(lambda: StringIndexer(outputCol="x").fit(rows)),
        "unknown order": failure(lambda: StringIndexer(inputCol="s", outputCol="x", stringOrderType="size").fit(rows)),
        "unknown handling": failure(lambda: StringIndexer(inputCol="s", outputCol="x", handleInvalid="maybe").fit(rows)),
        "unseen": failure(lambda: model.transform(rows).collect()),
        "null": failure(lambda: model.transform(rows.where("s is null")).collect()),
        "labels of two": failure(lambda: two.labels),
        "column gone": failure(lambda: model.transform(rows.drop("s"))),
        "output there": failure(lambda: model.transform(rows.withColumnRenamed("d", "si")).schema),
        "duplicate labels": failure(lambda: StringIndexerModel.from_labels(["a", "a"], "s", "x").transform(rows.limit(3)).collect()),
    }


@case
def string_indexer_made_from_labels(spark):
    from pyspark.ml.feature import StringIndexerModel

    one = StringIndexerModel.from_labels(["a", "b", "c"], inputCol="s", outputCol="x", handleInvalid="keep")
    two = StringIndexerModel.from_arrays_of_labels(
        [["b", "a"], ["10", "2"]], inputCols=["s", "i"], outputCols=["x", "y"], handleInvalid="skip")
    none = StringIndexerModel.from_labels([], inputCol="s", outputCol="x", handleInvalid="keep")
    return [
        one.labels, one.labelsArray, column(one.transform(words(spark)), "x"), two.labelsArray,
        column(two.transform(words(spark)), "x", "y"), column(none.transform(words(spark)), "x")]


@case
def string_indexer_saved(spark):
    from pyspark.ml.feature import IndexToString, StringIndexer

    indexer = StringIndexer(inputCols=["s", "i"], outputCols=["x", "y"], handleInvalid="keep", stringOrderType="alphabetAsc")
    model = indexer.fit(words(spark))
    back = IndexToString(inputCol="x", outputCol="t", labels=["one", "two"])
    again = saved(model)
    return [
        layout(indexer), layout(model), layout(back), saved(indexer).getStringOrderType(), again.labelsArray, again.getHandleInvalid(),
        column(again.transform(words(spark)), "x", "y"), saved(back).getLabels()]


@case
def index_to_string(spark):
    from pyspark.ml.feature import IndexToString, StringIndexer

    numbers = spark.createDataFrame([(0.0, 1), (2.0, 0), (1.0, 1), (None, None)], "d double, i int").coalesce(1)
    indexed = StringIndexer(inputCol="s", outputCol="si", handleInvalid="keep").fit(words(spark).limit(4)).transform(words(spark))
    return {
        "by metadata": column(IndexToString(inputCol="si", outputCol="t").transform(indexed), "si", "t"),
        "by labels": table(IndexToString(inputCol="d", outputCol="t", labels=["x", "y", "z"]).transform(numbers.limit(3))),
        "of integers": table(IndexToString(inputCol="i", outputCol="t", labels=["x", "y"]).transform(numbers.limit(3))),
        "null": failure(lambda: IndexToString(inputCol="d", outputCol="t", labels=["x", "y", "z"]).transform(numbers)),
        "labels before metadata": column(
            IndexToString(inputCol="si", outputCol="t", labels=["1", "2", "3", "4"]).transform(indexed), "t"),
        "no labels": failure(lambda: IndexToString(inputCol="d", outputCol="t").transform(numbers).schema),
        "beyond": failure(lambda: IndexToString(inputCol="d", outputCol="t", labels=["x"]).transform(numbers).collect()),
        "text": failure(lambda: IndexToString(inputCol="s", outputCol="t", labels=["x"]).transform(words(spark)).schema),
        "missing": failure(lambda: IndexToString(inputCol="nope", outputCol="t", labels=["x"]).transform(numbers).schema),
        "output exists": failure(lambda: IndexToString(inputCol="d", outputCol="i", labels=["x"]).transform(numbers).schema),
    }


# VectorAssembler


@case
def vector_assembler(spark):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler

    rows = words(spark)
    out = {}
    for handling in ("keep", "skip", "error"):
        out[handling] = [
            failure(lambda: VectorAssembler(inputCols=names, outputCol="o", handleInvalid=handling).transform(rows).select("o"))
            for names in (["d", "i"], ["i"], ["i", "b"], ["d"])]
    named = rows.where("s is null or s <> ''")
    indexed = StringIndexer(inputCols=["s", "i"], outputCols=["si", "ii"], handleInvalid="keep").fit(named).transform(named)
    encoded = OneHotEncoder(inputCols=["si"], outputCols=["sv"]).fit(indexed).transform(indexed)
    made = VectorAssembler(inputCols=["sv", "ii", "si", "sv"], outputCol="o").transform(encoded)
    out["with metadata"] = column(made, "o")
    out["nested"] = column(VectorAssembler(inputCols=["o", "ii", "o"], outputCol="p").transform(made), "p")
    plain = mixed(spark)
    out["sizes from rows"] = column(VectorAssembler(inputCols=["v", "id", "v"], outputCol="o").transform(plain), "o")
    out["keep needs sizes"] = failure(
        lambda: VectorAssembler(inputCols=["v"], outputCol="o", handleInvalid="keep").transform(plain).schema)
    out["no rows"] = failure(lambda: VectorAssembler(inputCols=["v"], outputCol="o").transform(plain.limit(0)).schema)
    out["no columns"] = failure(lambda: VectorAssembler(inputCols=[], outputCol="o").transform(plain.limit(2)))
    out["text"] = failure(lambda: VectorAssembler(inputCols=["s"], outputCol="o").transform(rows).schema)
    out["missing"] = failure(lambda: VectorAssembler(inputCols=["nope"], outputCol="o").transform(rows).schema)
    out["output exists"] = failure(lambda: VectorAssembler(inputCols=["i"], outputCol="d").transform(rows).schema)
    return out


@case
def vector_assembler_sizes_differ(spark):
    from pyspark.ml.feature import VectorAssembler
    from pyspark.ml.linalg import Vectors

    rows = vectors(spark, [Vectors.dense(1.0, 2.0), Vectors.dense(1.0, 2.0, 3.0), None])
    first = vectors(spark, [None, Vectors.dense(1.0, 2.0)])
    out = []
    for handling in ("skip", "error"):
        assembler = VectorAssembler(inputCols=["v", "id"], outputCol="o", handleInvalid=handling)
        out.append([
            failure(lambda: assembler.transform(rows)), failure(lambda: assembler.transform(rows.where("id <> 1"))),
            failure(lambda: assembler.transform(first))])
    return out


# VectorIndexer


@case
def vector_indexer(spark):
    from pyspark.ml.feature import VectorIndexer

    out = []
    for categories in (2, 3, 4, 20):
        model = VectorIndexer(inputCol="v", outputCol="o", maxCategories=categories).fit(mixed(spark))
        out.append([categories, model.numFeatures, cell(model.categoryMaps), column(model.transform(mixed(spark)), "o")])
    return out


@case
def vector_indexer_handling(spark):
    from pyspark.ml.feature import VectorIndexer
    from pyspark.ml.linalg import Vectors

    new = vectors(spark, [
        Vectors.dense(-1.0, 0.0, 7.5, 2.0), Vectors.dense(4.0, 3.0, 1.25, 2.0), Vectors.sparse(4, [1, 3], [17.0, 2.0]),
        Vectors.dense(NAN, 3.0, NAN, 2.0), Vectors.sparse(4, [0, 1], [-1.0, 3.0])])
    other = vectors(spark, [Vectors.dense(1.0, 2.0)])
    nothing = vectors(spark, [None, Vectors.dense(-1.0, 0.0, 7.5, 2.0)])
    out = []
    for handling in ("keep", "skip", "error"):
        model = VectorIndexer(inputCol="v", outputCol="o", maxCategories=4, handleInvalid=handling).fit(mixed(spark))
        out.append([
            handling, failure(lambda: model.transform(new)), failure(lambda: model.transform(other)),
            failure(lambda: model.transform(nothing))])
    return out


@case
def vector_indexer_names(spark):
    from pyspark.ml.feature import StringIndexer, VectorAssembler, VectorIndexer

    rows = words(spark).where("d is not null and not isnan(d)")
    indexed = StringIndexer(inputCol="s", outputCol="si").fit(rows).transform(rows)
    made = VectorAssembler(inputCols=["d", "i", "si"], outputCol="v").transform(indexed)
    return [
        column(VectorIndexer(inputCol="v", outputCol="o", maxCategories=4).fit(made).transform(made), "o"),
        column(VectorIndexer(inputCol="v", outputCol="o", maxCategories=4, handleInvalid="keep").fit(made).transform(made), "o")]


@case
def vector_indexer_errors(spark):
    from pyspark.ml.feature import VectorIndexer
    from pyspark.ml.linalg import Vectors

    rows = mixed(spark)
    uneven = vectors(spark, [Vectors.dense(1.0, 2.0), Vectors.dense(1.0)])
    return {
        "missing": failure(lambda: VectorIndexer(inputCol="nope", outputCol="o").fit(rows)),
        "no vectors": failure(lambda: VectorIndexer(inputCol="id", outputCol="o").fit(rows)),
        "output exists": failure(lambda: VectorIndexer(inputCol="v", outputCol="id").fit(rows)),
        "one category": failure(lambda: VectorIndexer(inputCol="v", outputCol="o", maxCategories=1).fit(rows)),
        "no rows": failure(lambda: VectorIndexer(inputCol="v", outputCol="o").fit(rows.limit(0))),
        "uneven": failure(lambda: VectorIndexer(inputCol="v", outputCol="o").fit(uneven)),
        "null": failure(lambda: VectorIndexer(inputCol="v", outputCol="o").fit(vectors(spark, [Vectors.dense(1.0), None]))),
    }


@case
def vector_indexer_saved(spark):
    from pyspark.ml.feature import VectorIndexer

    indexer = VectorIndexer(inputCol="v", outputCol="o", maxCategories=4, handleInvalid="keep")
    model = indexer.fit(mixed(spark))
    again = saved(model)
    return [
        layout(indexer), layout(model), again.numFeatures, cell(again.categoryMaps), column(again.transform(mixed(spark)), "o"),
        saved(indexer).getMaxCategories()]


# OneHotEncoder


@case
def one_hot_encoder(spark):
    from pyspark.ml.feature import OneHotEncoder

    numbers = spark.createDataFrame([(0.0, 2), (2.0, 0), (1.0, 1), (1.0, 0)], "d double, i int").coalesce(1)
    new = spark.createDataFrame([(0.0, 2), (3.0, 0), (1.0, 5), (2.0, 2)], "d double, i int").coalesce(1)
    out = []
    for drop in (True, False):
        for handling in ("error", "keep"):
            several = OneHotEncoder(
                inputCols=["d", "i"], outputCols=["dv", "iv"], dropLast=drop, handleInvalid=handling).fit(numbers)
            one = OneHotEncoder(inputCol="d", outputCol="dv", dropLast=drop, handleInvalid=handling).fit(numbers)
            out.append([
                drop, handling, several.categorySizes, table(several.transform(numbers)), table(one.transform(numbers)),
                failure(lambda: several.transform(new))])
    return out


@case
def one_hot_encoder_metadata(spark):
    from pyspark.ml.feature import Binarizer, OneHotEncoder, StringIndexer

    rows = words(spark)
    out = []
    for indexing in ("skip", "keep"):
        indexed = StringIndexer(inputCols=["s", "i"], outputCols=["si", "ii"], handleInvalid=indexing).fit(
            rows.limit(4)).transform(rows)
        for drop in (True, False):
            for handling in ("error", "keep"):
                model = OneHotEncoder(
                    inputCols=["si", "ii"], outputCols=["sv", "iv"], dropLast=drop, handleInvalid=handling).fit(indexed)
                out.append([
                    indexing, drop, handling, model.categorySizes, column(model.transform(indexed), "sv", "iv"),
                    model.transform(rows.selectExpr("0.0D as si", "1.0D as ii")).schema["sv"].metadata])
    return out


@case
def one_hot_encoder_errors(spark):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    def frame(values, kind="double"):
        return spark.createDataFrame([(value,) for value in values], f"d {kind}").coalesce(1)

    nameless = StringIndexer(inputCol="s", outputCol="k").fit(words(spark)).transform(words(spark).select("s").dropna())
    model = OneHotEncoder(inputCol="d", outputCol="v").fit(frame([0.0, 1.0, 2.0]))
    kept = OneHotEncoder(inputCol="d", outputCol="v", handleInvalid="keep").fit(frame([0.0, 1.0, 2.0]))
    return {
        "negative": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v").fit(frame([0.0, -1.0]))),
        "fraction": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v").fit(frame([0.0, 1.5]))),
        "NaN": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v").fit(frame([0.0, NAN]))),
        "null": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v").fit(frame([0.0, None, 2.0])).categorySizes),
        "only nulls": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v").fit(frame([None])).categorySizes),
        "no rows": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v").fit(frame([])).categorySizes),
        "text": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v").fit(frame(["a"], "string"))),
        "missing": failure(lambda: OneHotEncoder(inputCol="e", outputCol="v").fit(frame([0.0]))),
        "output exists": failure(lambda: OneHotEncoder(inputCol="d", outputCol="d").fit(frame([0.0]))),
        "skip": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v", handleInvalid="skip").fit(frame([0.0]))),
        "lengths": failure(lambda: OneHotEncoder(inputCols=["d"], outputCols=["v", "w"]).fit(frame([0.0]))),
        "unseen": failure(lambda: model.transform(frame([3.0])).collect()),
        "unseen fraction": failure(lambda: model.transform(frame([0.5])).collect()),
        "unseen negative": failure(lambda: model.transform(frame([-1.0])).collect()),
        "unseen null": failure(lambda: model.transform(frame([1.0, None]))),
        "kept null": failure(lambda: kept.transform(frame([1.0, None]))),
        "kept negative": failure(lambda: kept.transform(frame([-1.0])).collect()),
        "kept unseen": failure(lambda: kept.transform(frame([7.0]))),
        "kept NaN": failure(lambda: kept.transform(frame([NAN]))),
        "one category": failure(lambda: OneHotEncoder(inputCol="d", outputCol="v").fit(frame([0.0])).transform(frame([0.0]))),
        "gone": failure(lambda: model.transform(frame([0.0]).withColumnRenamed("d", "e")).schema),
        "there": failure(lambda: model.transform(frame([0.0]).withColumnRenamed("d", "v")).schema),
        "category without a name": failure(lambda: OneHotEncoder(inputCol="k", outputCol="v").fit(nameless)),
    }


@case
def one_hot_encoder_saved(spark):
    from pyspark.ml.feature import OneHotEncoder

    numbers = spark.createDataFrame([(0.0, 2), (2.0, 0), (1.0, 1), (1.0, 0)], "d double, i int").coalesce(1)
    encoder = OneHotEncoder(inputCols=["d", "i"], outputCols=["dv", "iv"], dropLast=False, handleInvalid="keep")
    model = encoder.fit(numbers)
    again = saved(model)
    return [layout(encoder), layout(model), again.categorySizes, table(again.transform(numbers)), saved(encoder).getDropLast()]


# StandardScaler and MinMaxScaler


@case
def standard_scaler(spark):
    from pyspark.ml.feature import StandardScaler

    out = []
    for mean in (True, False):
        for deviation in (True, False):
            model = StandardScaler(inputCol="v", outputCol="o", withMean=mean, withStd=deviation).fit(mixed(spark))
            out.append([
                mean, deviation, cell(model.mean), cell(model.std), column(model.transform(mixed(spark)), "o")])
    return out


@case
def standard_scaler_edges(spark):
    from pyspark.ml.feature import StandardScaler
    from pyspark.ml.linalg import Vectors

    one = vectors(spark, [Vectors.dense(3.0, -1.0)])
    odd = vectors(spark, [Vectors.dense(1.0, NAN), Vectors.dense(2.0, 1.0), Vectors.dense(math.inf, 0.0)])
    uneven = vectors(spark, [Vectors.dense(1.0, 2.0), Vectors.dense(1.0)])
    gaps = vectors(spark, [Vectors.dense(1.0, 2.0), None, Vectors.dense(4.0, -2.0)])
    scaler = StandardScaler(inputCol="v", outputCol="o", withMean=True)
    made = [scaler.fit(frame) for frame in (one, odd)]
    return {
        "one row": [cell(made[0].mean), cell(made[0].std), column(made[0].transform(one), "o")],
        "odd numbers": [cell(made[1].mean), cell(made[1].std), column(made[1].transform(odd), "o")],
        "uneven": failure(lambda: scaler.fit(uneven)),
        "gaps": failure(lambda: cell(scaler.fit(gaps).mean)),
        "gaps in new rows": failure(lambda: made[0].transform(gaps)),
        "other size": failure(lambda: made[0].transform(mixed(spark)).collect()),
        "no rows": failure(lambda: scaler.fit(mixed(spark).limit(0))),
        "missing": failure(lambda: StandardScaler(inputCol="nope", outputCol="o").fit(one)),
        "no vectors": failure(lambda: StandardScaler(inputCol="id", outputCol="o").fit(one)),
        "output exists": failure(lambda: StandardScaler(inputCol="v", outputCol="id").fit(one)),
        "output there": failure(lambda: made[0].transform(one.withColumnRenamed("id", "o")).schema),
    }


@case
def standard_scaler_many_rows(spark):
    from pyspark.ml.feature import MinMaxScaler, StandardScaler, VectorAssembler

    made = VectorAssembler(inputCols=["x", "y", "n"], outputCol="v").transform(spread(spark))
    model = StandardScaler(inputCol="v", outputCol="o", withMean=True).fit(made)
    scaled = MinMaxScaler(inputCol="v", outputCol="o").fit(made)
    return [
        cell(model.mean), cell(model.std), column(model.transform(made).limit(5), "o"), cell(scaled.originalMin),
        cell(scaled.originalMax), column(scaled.transform(made).limit(5), "o")]


@case
def min_max_scaler(spark):
    from pyspark.ml.feature import MinMaxScaler

    out = []
    for low, high in ((0.0, 1.0), (-1.0, 1.0), (2.0, 7.0)):
        model = MinMaxScaler(inputCol="v", outputCol="o", min=low, max=high).fit(mixed(spark))
        out.append([low, high, cell(model.originalMin), cell(model.originalMax), column(model.transform(mixed(spark)), "o")])
    return out


@case
def min_max_scaler_edges(spark):
    from pyspark.ml.feature import MinMaxScaler
    from pyspark.ml.linalg import Vectors

    odd = vectors(spark, [Vectors.dense(1.0, NAN), Vectors.dense(2.0, 1.0), Vectors.dense(math.inf, 0.0)])
    zeros = vectors(spark, [Vectors.sparse(3, [0], [1.0]), Vectors.sparse(3, [0], [3.0]), Vectors.sparse(3, [], [])])
    gaps = vectors(spark, [Vectors.dense(1.0, 2.0), None, Vectors.dense(4.0, -2.0)])
    scaler = MinMaxScaler(inputCol="v", outputCol="o")
    model = scaler.fit(odd)
    sparse = scaler.fit(zeros)
    return {
        "odd numbers": [cell(model.originalMin), cell(model.originalMax), column(model.transform(odd), "o")],
        "zeros": [cell(sparse.originalMin), cell(sparse.originalMax), column(sparse.transform(zeros), "o")],
        "gaps": failure(lambda: cell(scaler.fit(gaps).originalMin)),
        "gaps in new rows": failure(lambda: model.transform(gaps)),
        "other size": failure(lambda: model.transform(mixed(spark)).collect()),
        "no rows": failure(lambda: scaler.fit(mixed(spark).limit(0))),
        "bounds": failure(lambda: MinMaxScaler(inputCol="v", outputCol="o", min=1.0, max=1.0).fit(odd)),
        "missing": failure(lambda: MinMaxScaler(inputCol="nope", outputCol="o").fit(odd)),
        "no vectors": failure(lambda: MinMaxScaler(inputCol="id", outputCol="o").fit(odd)),
        "output exists": failure(lambda: MinMaxScaler(inputCol="v", outputCol="id").fit(odd)),
    }


@case
def scalers_saved(spark):
    from pyspark.ml.feature import MinMaxScaler, StandardScaler

    standard = StandardScaler(inputCol="v", outputCol="o", withMean=True)
    bounded = MinMaxScaler(inputCol="v", outputCol="p", min=-2.0, max=3.0)
    models = [standard.fit(mixed(spark)), bounded.fit(mixed(spark))]
    again = [saved(model) for model in models]
    return [
        layout(standard), layout(bounded), layout(models[0]), layout(models[1]), cell(again[0].mean), cell(again[0].std),
        cell(again[1].originalMin), cell(again[1].originalMax), column(again[0].transform(mixed(spark)), "o"),
        column(again[1].transform(mixed(spark)), "p"), saved(standard).getWithMean(), saved(bounded).getMax()]


# Bucketizer and QuantileDiscretizer


@case
def bucketizer(spark):
    from pyspark.ml.feature import Bucketizer

    splits = [-math.inf, -0.5, 0.0, 0.5, math.inf]
    bounded = [-0.5, 0.0, 0.5]
    out = []
    for handling in ("keep", "skip", "error"):
        out.append([
            handling,
            failure(lambda: Bucketizer(splits=splits, inputCol="x", outputCol="o", handleInvalid=handling).transform(measures(spark))),
            failure(lambda: Bucketizer(splits=splits, inputCol="n", outputCol="o", handleInvalid=handling).transform(measures(spark))),
            failure(lambda: Bucketizer(splits=bounded, inputCol="x", outputCol="o", handleInvalid=handling).transform(
                measures(spark).where("x between -0.5 and 0.5"))),
            failure(lambda: Bucketizer(splits=bounded, inputCol="x", outputCol="o", handleInvalid=handling).transform(
                measures(spark)).collect()),
            failure(lambda: Bucketizer(
                splitsArray=[splits, [-100.0, 6.0, 7.0, 100.0]], inputCols=["x", "y"], outputCols=["o", "p"],
                handleInvalid=handling).transform(measures(spark)))])
    return out


@case
def bucketizer_errors(spark):
    from pyspark.ml.feature import Bucketizer

    rows = measures(spark)

    def made(**parameters):
        return failure(lambda: Bucketizer(**{"inputCol": "x", "outputCol": "o", **parameters}).transform(rows).schema)

    return {
        "few splits": made(splits=[0.0, 1.0]),
        "falling splits": made(splits=[0.0, 1.0, 0.5]),
        "equal splits": made(splits=[0.0, 1.0, 1.0, 2.0]),
        "NaN": made(splits=[0.0, 1.0, NAN]),
        "missing": made(splits=[0.0, 1.0, 2.0], inputCol="nope"),
        "output exists": made(splits=[0.0, 1.0, 2.0], outputCol="y"),
        "no splits": made(),
        "text": failure(lambda: Bucketizer(splits=[0.0, 1.0, 2.0], inputCol="s", outputCol="o").transform(words(spark)).schema),
        "wrong array": failure(lambda: Bucketizer(
            splitsArray=[[0.0, 1.0, 2.0]], inputCols=["x", "y"], outputCols=["o", "p"]).transform(rows).schema),
        "bad array": failure(lambda: Bucketizer(
            splitsArray=[[0.0, 1.0, 2.0], [1.0, 0.0, 2.0]], inputCols=["x", "y"], outputCols=["o", "p"]).transform(rows).schema),
    }


@case
def bucketizer_saved(spark):
    from pyspark.ml.feature import Bucketizer

    one = Bucketizer(splits=[-math.inf, 0.0, 0.25, math.inf], inputCol="x", outputCol="o", handleInvalid="keep")
    several = Bucketizer(
        splitsArray=[[-math.inf, 0.0, math.inf], [-1.5, 6.0, 1e300]], inputCols=["x", "y"], outputCols=["o", "p"], handleInvalid="skip")
    return [
        layout(one), layout(several), cell(saved(one).getSplits()), cell(saved(several).getSplitsArray()),
        table(saved(one).transform(measures(spark))), failure(lambda: table(saved(several).transform(measures(spark))))]


@case
def quantile_discretizer(spark):
    from pyspark.ml.feature import QuantileDiscretizer

    out = []
    for buckets, handling in ((2, "error"), (3, "skip"), (10, "keep"), (15, "error"), (49, "skip"), (100, "keep")):
        model = QuantileDiscretizer(
            numBuckets=buckets, inputCol="x", outputCol="o", handleInvalid=handling).fit(spread(spark))
        out.append([buckets, handling, cell(model.getSplits()), column(model.transform(spread(spark)).limit(20), "o")])
    for name in ("y", "n", "z"):
        model = QuantileDiscretizer(numBuckets=5, inputCol=name, outputCol="o", handleInvalid="keep").fit(spread(spark))
        out.append([name, cell(model.getSplits()), column(model.transform(spread(spark)).limit(20), "o")])
    return out


@case
def quantile_discretizer_precision(spark):
    from pyspark.ml.feature import QuantileDiscretizer

    out = []
    for count in (10, 1000, 30000, 120000):
        for error in (0.0, 0.0001, 0.001, 0.01, 0.1, 0.5):
            if error == 0.0 and count > 1000:
                continue
            model = QuantileDiscretizer(numBuckets=7, inputCol="x", outputCol="o", relativeError=error).fit(spread(spark, count))
            out.append([count, error, cell(model.getSplits())])
    return out


@case
def quantile_discretizer_partitions(spark):
    from pyspark.ml.feature import QuantileDiscretizer

    out = []
    for partitions in (2, 3):
        rows = spark.range(0, 50000, 1, partitions).selectExpr("double(id * 7919 % 10007) / 8 as x")
        model = QuantileDiscretizer(numBuckets=9, inputCol="x", outputCol="o", relativeError=0.01).fit(rows)
        out.append([partitions, cell(model.getSplits())])
    return out


@case
def quantile_discretizer_columns(spark):
    from pyspark.ml.feature import QuantileDiscretizer

    same = QuantileDiscretizer(
        numBuckets=4, inputCols=["x", "y", "z"], outputCols=["a", "b", "c"], handleInvalid="keep").fit(spread(spark))
    own = QuantileDiscretizer(
        numBucketsArray=[3, 5, 2], inputCols=["x", "y", "z"], outputCols=["a", "b", "c"], handleInvalid="skip",
        relativeError=0.02).fit(spread(spark))
    return [
        cell(same.getSplitsArray()), column(same.transform(spread(spark)).limit(12), "a", "b", "c"), cell(own.getSplitsArray()),
        column(own.transform(spread(spark)).limit(12), "a", "b", "c")]


@case
def quantile_discretizer_errors(spark):
    from pyspark.ml.feature import QuantileDiscretizer

    rows = measures(spark)

    def made(**parameters):
        return failure(lambda: cell(QuantileDiscretizer(**{"inputCol": "x", "outputCol": "o", **parameters}).fit(rows).getSplits()))

    constant = spark.range(0, 20, 1, 1).selectExpr("1.0D as x")
    return {
        "one bucket": made(numBuckets=1),
        "no error": made(relativeError=0.0),
        "great error": made(relativeError=1.5),
        "missing": made(inputCol="nope"),
        "output exists": made(outputCol="y"),
        "text": failure(lambda: QuantileDiscretizer(inputCol="s", outputCol="o").fit(words(spark))),
        "constant": failure(lambda: cell(QuantileDiscretizer(inputCol="x", outputCol="o", numBuckets=5).fit(constant).getSplits())),
        "no rows": failure(lambda: cell(QuantileDiscretizer(inputCol="x", outputCol="o").fit(rows.limit(0)).getSplits())),
        "only missing": failure(lambda: cell(
            QuantileDiscretizer(inputCol="x", outputCol="o").fit(rows.where("x is null or isnan(x)")).getSplits())),
        "wrong array": failure(lambda: QuantileDiscretizer(
            numBucketsArray=[2], inputCols=["x", "y"], outputCols=["o", "p"]).fit(rows).getSplitsArray()),
        "array for one": made(numBucketsArray=[2, 3]),
        "both numbers": failure(lambda: QuantileDiscretizer(
            numBuckets=3, numBucketsArray=[2, 2], inputCols=["x", "y"], outputCols=["o", "p"]).fit(rows).getSplitsArray()),
    }


@case
def quantile_discretizer_saved(spark):
    from pyspark.ml.feature import QuantileDiscretizer

    one = QuantileDiscretizer(numBuckets=4, inputCol="x", outputCol="o", relativeError=0.01)
    several = QuantileDiscretizer(numBucketsArray=[3, 4], inputCols=["x", "y"], outputCols=["o", "p"], handleInvalid="keep")
    return [layout(one), layout(several), saved(one).getNumBuckets(), saved(several).getNumBucketsArray(),
            layout(one.fit(spread(spark)))]


# Imputer


@case
def imputer(spark):
    from pyspark.ml.feature import Imputer

    rows = spark.createDataFrame(
        [(1.0, 4.0, 3, 5), (2.0, NAN, 3, None), (NAN, 3.0, 8, 2), (4.0, 5.0, None, 2), (5.0, None, 1, 7), (-1.0, 5.0, -1, 7),
         (2.0, 3.0, 8, 9)], "a double, b float, i int, l bigint").coalesce(1)
    out = []
    for strategy in ("mean", "median", "mode"):
        for missing in (NAN, -1.0, 2.0):
            model = Imputer(
                inputCols=["a", "b", "i", "l"], outputCols=["oa", "ob", "oi", "ol"], strategy=strategy, missingValue=missing).fit(rows)
            one = Imputer(inputCol="b", outputCol="ob", strategy=strategy, missingValue=missing).fit(rows)
            out.append([
                strategy, repr(missing), table(model.surrogateDF), column(model.transform(rows), "oa", "ob", "oi", "ol"),
                table(one.surrogateDF), column(one.transform(rows), "ob")])
    return out


@case
def imputer_many_rows(spark):
    from pyspark.ml.feature import Imputer

    out = []
    for strategy in ("mean", "median", "mode"):
        for error in (0.001, 0.2):
            model = Imputer(
                inputCols=["x", "y", "z"], outputCols=["a", "b", "c"], strategy=strategy, relativeError=error).fit(spread(spark, 5000))
            out.append([strategy, error, table(model.surrogateDF), column(model.transform(spread(spark)).limit(12), "a", "b", "c")])
    return out


@case
def imputer_errors(spark):
    from pyspark.ml.feature import Imputer

    rows = measures(spark)
    empty = rows.where("x is null or isnan(x)")
    model = Imputer(inputCol="x", outputCol="o").fit(rows)
    return {
        "only missing": failure(lambda: Imputer(inputCol="x", outputCol="o").fit(empty)),
        "no rows": failure(lambda: Imputer(inputCol="x", outputCol="o").fit(rows.limit(0))),
        "missing": failure(lambda: Imputer(inputCol="nope", outputCol="o").fit(rows)),
        "text": failure(lambda: Imputer(inputCol="s", outputCol="o").fit(words(spark))),
        "boolean": failure(lambda: Imputer(inputCol="b", outputCol="o").fit(words(spark))),
        "decimal": failure(lambda: table(
            Imputer(inputCol="q", outputCol="o").fit(rows.selectExpr("cast(n as decimal(10,2)) q")).surrogateDF)),
        "output exists": failure(lambda: Imputer(inputCol="x", outputCol="y").fit(rows).transform(rows)),
        "in place": failure(lambda: Imputer(inputCol="x", outputCol="x").fit(rows).transform(rows)),
        "twice": failure(lambda: Imputer(inputCols=["x", "x"], outputCols=["o", "p"]).fit(rows)),
        "outputs twice": failure(lambda: Imputer(inputCols=["x", "y"], outputCols=["o", "o"]).fit(rows)),
        "lengths": failure(lambda: Imputer(inputCols=["x", "y"], outputCols=["o"]).fit(rows)),
        "unknown strategy": failure(lambda: Imputer(inputCol="x", outputCol="o", strategy="max").fit(rows)),
        "great error": failure(lambda: Imputer(inputCol="x", outputCol="o", relativeError=2.0).fit(rows)),
        "gone": failure(lambda: model.transform(rows.drop("x")).schema),
        "other type": failure(lambda: column(model.transform(rows.selectExpr("cast(null as int) as x")), "o")),
    }


@case
def imputer_saved(spark):
    from pyspark.ml.feature import Imputer

    one = Imputer(inputCols=["x", "y"], outputCols=["o", "p"], strategy="median", relativeError=0.01)
    model = one.fit(measures(spark))
    again = saved(model)
    return [layout(one), layout(model), table(again.surrogateDF), table(again.transform(measures(spark))),
            repr(saved(one).getMissingValue()), saved(one).getStrategy()]


# SQLTransformer


@case
def sql_transformer(spark):
    from pyspark.ml.feature import SQLTransformer, StringIndexer

    rows = measures(spark)
    indexed = StringIndexer(inputCol="s", outputCol="si", handleInvalid="keep").fit(words(spark)).transform(words(spark))

    def made(statement, frame=rows):
        return failure(lambda: SQLTransformer(statement=statement).transform(frame))

    return {
        "adds": made("SELECT *, (x + y) AS s, (x * y) AS p FROM __THIS__ WHERE n > 2"),
        "groups": made("SELECT n % 2 AS k, count(*) AS c, sum(n) AS t FROM __THIS__ GROUP BY n % 2 ORDER BY k"),
        "joins itself": made("SELECT a.n, b.y FROM __THIS__ a JOIN __THIS__ b ON a.n = b.n - 1 ORDER BY a.n"),
        "keeps metadata": made("SELECT si, si AS sj FROM __THIS__ LIMIT 2", indexed),
        "no table": made("SELECT 1 AS one"),
        "broken": made("SELECT FROM WHERE"),
        "unknown column": made("SELECT nope FROM __THIS__"),
        "empty": made(""),
        "saved": [layout(SQLTransformer(statement="SELECT 1 FROM __THIS__")),
                  table(saved(SQLTransformer(statement="SELECT n + 1 AS m FROM __THIS__")).transform(rows))],
        "still no view": failure(lambda: spark.sql("SELECT * FROM __THIS__").schema),
    }


# Pipelines


@case
def pipeline_of_features(spark):
    from pyspark.ml import Pipeline, PipelineModel
    from pyspark.ml.feature import (
        Bucketizer, Imputer, MinMaxScaler, OneHotEncoder, QuantileDiscretizer, SQLTransformer, StandardScaler, StringIndexer,
        VectorAssembler, VectorIndexer)

    rows = spread(spark, 200).selectExpr("*", "concat('k', id % 4) AS k")
    pipeline = Pipeline(stages=[
        Imputer(inputCols=["z"], outputCols=["zi"], strategy="median"),
        StringIndexer(inputCol="k", outputCol="ki"), OneHotEncoder(inputCol="ki", outputCol="kv"),
        QuantileDiscretizer(numBuckets=4, inputCol="x", outputCol="xb"),
        Bucketizer(splits=[-math.inf, 20.0, 60.0, math.inf], inputCol="y", outputCol="yb"),
        SQLTransformer(statement="SELECT *, zi * 2 AS z2 FROM __THIS__"),
        VectorAssembler(inputCols=["z2", "xb", "yb", "kv"], outputCol="v"),
        StandardScaler(inputCol="v", outputCol="vs"), MinMaxScaler(inputCol="vs", outputCol="vm"),
        VectorIndexer(inputCol="vm", outputCol="features", maxCategories=3)])
    model = pipeline.fit(rows)
    with folder() as path:
        model.save(path + "/model")
        pipeline.save(path + "/pipeline")
        stages = sorted(name.split("_")[0] + name.split("_")[1] for name in os.listdir(path + "/model/stages"))
        again = PipelineModel.load(path + "/model")
        other = Pipeline.load(path + "/pipeline").fit(rows)
        return [stages] + [column(m.transform(rows).limit(8), "vs", "vm", "features") for m in (model, again, other)]


# Tuning: the loops run in the client; folds, models and metrics come from the server


def lessons(spark, partitions=1):
    """Features, a label with noise, and the number of a fold."""
    from pyspark.ml.feature import VectorAssembler

    rows = spark.range(0, 240, 1, partitions).selectExpr(
        "id", "double(id * 37 % 101) as a", "double(id * id % 17) as b", "cast(id % 3 as int) as fold",
        "double(id * 37 % 101) / 4 + (id * 7 % 11) as label", "double((id * 37 % 101 + id * 7 % 23) > 60) as kind")
    return VectorAssembler(inputCols=["a", "b"], outputCol="features").transform(rows)


def rounded(numbers):
    """Metrics to eleven digits: the order of additions is not Spark's."""
    return [float(f"{float(number):.11g}") for number in numbers]


@case
def random_columns_and_splits(spark):
    from pyspark.sql import functions as F

    out = []
    for partitions in (1, 2, 3):
        rows = lessons(spark, partitions).select("id", "a", "b", "features")
        out.append([
            partitions, [cell(row.r) for row in rows.select(F.rand(42).alias("r")).limit(40).collect()],
            [[row.id for row in part.select("id").collect()] for part in rows.randomSplit([0.75, 0.25], 42)],
            [[row.id for row in part.select("id").collect()] for part in rows.randomSplit([1.0, 2.0, 3.0], -7)]])
    return out


@case
def cross_validator(spark):
    from pyspark.ml.evaluation import MulticlassClassificationEvaluator, RegressionEvaluator
    from pyspark.ml.classification import DecisionTreeClassifier
    from pyspark.ml.regression import DecisionTreeRegressor
    from pyspark.ml.tuning import CrossValidator, ParamGridBuilder

    out = []
    for partitions in (1, 2):
        tree = DecisionTreeRegressor()
        grid = ParamGridBuilder().addGrid(tree.maxDepth, [1, 4]).addGrid(tree.minInstancesPerNode, [1, 10]).build()
        for metric in ("rmse", "r2"):
            model = CrossValidator(
                estimator=tree, estimatorParamMaps=grid, evaluator=RegressionEvaluator(metricName=metric), numFolds=3, seed=11,
                parallelism=2).fit(lessons(spark, partitions))
            out.append([
                partitions, metric, rounded(model.avgMetrics), rounded(model.stdMetrics), model.bestModel.depth,
                model.bestModel.getMinInstancesPerNode(),
                rounded(row.prediction for row in model.transform(lessons(spark)).select("prediction").limit(30).collect())])
    tree = DecisionTreeClassifier(labelCol="kind")
    grid = ParamGridBuilder().baseOn({tree.maxBins: 16}).addGrid(tree.maxDepth, [0, 2, 5]).build()
    model = CrossValidator(
        estimator=tree, estimatorParamMaps=grid, evaluator=MulticlassClassificationEvaluator(labelCol="kind"), numFolds=4,
        seed=5).fit(lessons(spark))
    out.append([rounded(model.avgMetrics), rounded(model.stdMetrics), model.bestModel.depth, model.getNumFolds()])
    return out


@case
def cross_validator_with_folds(spark):
    from pyspark.ml.evaluation import RegressionEvaluator
    from pyspark.ml.regression import DecisionTreeRegressor
    from pyspark.ml.tuning import CrossValidator, ParamGridBuilder

    tree = DecisionTreeRegressor(seed=1)
    grid = ParamGridBuilder().addGrid(tree.maxDepth, [1, 3]).build()
    validator = CrossValidator(
        estimator=tree, estimatorParamMaps=grid, evaluator=RegressionEvaluator(), foldCol="fold", collectSubModels=True)
    model = validator.fit(lessons(spark))
    return [
        rounded(model.avgMetrics), rounded(model.stdMetrics), [[inner.depth for inner in models] for models in model.subModels],
        failure(lambda: validator.setNumFolds(2).fit(lessons(spark)).avgMetrics),
        failure(lambda: validator.setNumFolds(4).fit(lessons(spark)).avgMetrics)]


@case
def cross_validator_saved(spark):
    from pyspark.ml import Pipeline
    from pyspark.ml.evaluation import RegressionEvaluator
    from pyspark.ml.feature import StandardScaler
    from pyspark.ml.regression import DecisionTreeRegressor
    from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder

    scaler = StandardScaler(inputCol="features", outputCol="scaled")
    tree = DecisionTreeRegressor(featuresCol="scaled")
    grid = ParamGridBuilder().addGrid(scaler.withMean, [True, False]).addGrid(tree.maxDepth, [1, 3]).build()
    validator = CrossValidator(
        estimator=Pipeline(stages=[scaler, tree]), estimatorParamMaps=grid, evaluator=RegressionEvaluator(metricName="mae"), seed=3,
        numFolds=2, collectSubModels=True)
    model = validator.fit(lessons(spark))
    with folder() as path:
        validator.write().overwrite().save(path + "/validator")
        model.write().save(path + "/model")
        again = CrossValidatorModel.load(path + "/model")
        other = CrossValidator.load(path + "/validator")
        entries = sorted(os.listdir(path + "/model"))
        return [
            entries, rounded(model.avgMetrics), rounded(again.avgMetrics), rounded(again.stdMetrics), len(again.subModels),
            len(other.getEstimatorParamMaps()), other.getNumFolds(), other.getEvaluator().getMetricName(),
            rounded(row.prediction for row in again.transform(lessons(spark)).select("prediction").limit(20).collect()),
            rounded(other.fit(lessons(spark)).avgMetrics)]


@case
def train_validation_split(spark):
    from pyspark.ml.evaluation import RegressionEvaluator
    from pyspark.ml.regression import DecisionTreeRegressor
    from pyspark.ml.tuning import ParamGridBuilder, TrainValidationSplit, TrainValidationSplitModel

    tree = DecisionTreeRegressor()
    grid = ParamGridBuilder().addGrid(tree.maxDepth, [1, 2, 4]).build()
    out = []
    for partitions in (1, 2):
        for ratio in (0.75, 0.5):
            validator = TrainValidationSplit(
                estimator=tree, estimatorParamMaps=grid, evaluator=RegressionEvaluator(), trainRatio=ratio, seed=29, parallelism=2,
                collectSubModels=True)
            model = validator.fit(lessons(spark, partitions))
            out.append([
                partitions, ratio, rounded(model.validationMetrics), model.bestModel.depth, [inner.depth for inner in model.subModels]])
    with folder() as path:
        model.write().save(path + "/model")
        again = TrainValidationSplitModel.load(path + "/model")
        out.append([rounded(again.validationMetrics), again.bestModel.depth, again.getTrainRatio(), sorted(os.listdir(path + "/model"))])
    return out
