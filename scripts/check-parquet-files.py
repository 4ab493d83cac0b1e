"""Reads the files that the writer's tests keep (REDSTART_PARQUET_OUT=<folder>) with pyarrow, DuckDB, Polars and Spark.

All four must read every file, and give the same rows.
"""
import datetime
import decimal
import glob
import os
import sys

import duckdb
import polars
import pyarrow.parquet as pq
from pyspark.sql import SparkSession, functions

folder = sys.argv[1]
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
duck = duckdb.connect()
duck.execute("set timezone='UTC'")


def plain(value):
    """A value as all of them can say it."""
    if isinstance(value, dict) and set(value) == {"key", "value"} and isinstance(value["key"], list):
        return [[plain(k), plain(v)] for k, v in zip(value["key"], value["value"])]
    if hasattr(value, "asDict"):
        return [plain(v) for v in value]
    if type(value).__name__ in ("DenseVector", "SparseVector"):
        dense = type(value).__name__ == "DenseVector"
        return [1, None, None, [plain(float(v)) for v in value.values]] if dense else [
            0, value.size, [int(i) for i in value.indices], [plain(float(v)) for v in value.values]]
    if isinstance(value, dict):
        return [plain(v) for v in value.values()]
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, datetime.timedelta):
        return value // datetime.timedelta(microseconds=1)
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, float):
        return repr(value)
    return value


def mapped(value, kind):
    """Maps as lists of pairs, structs as lists."""
    name = kind.typeName()
    if value is None:
        return None
    if name == "map":
        pairs = value.items() if isinstance(value, dict) else value
        return sorted(([mapped(k, kind.keyType), mapped(v, kind.valueType)] for k, v in pairs), key=repr)
    if name == "array":
        return [mapped(v, kind.elementType) for v in value]
    if name == "struct":
        values = value.values() if isinstance(value, dict) else value
        return [mapped(v, f.dataType) for v, f in zip(values, kind.fields)]
    return plain(value)


bad = 0
files = sorted(glob.glob(folder + "/*.parquet"))
for path in files:
    name = os.path.basename(path)
    table = pq.read_table(path, coerce_int96_timestamp_unit="us")
    pq.ParquetFile(path).metadata  # statistics are parsed
    frame = spark.read.parquet(path)
    if "ym" in frame.columns:  # PySpark has no value for it
        frame = frame.withColumn("ym", functions.expr("cast(extract(year from ym) * 12 + extract(month from ym) as int)"))
    schema = frame.schema
    expected = [[mapped(r[c], schema[c].dataType) for c in table.column_names] for r in table.to_pylist()]
    ours = [[mapped(v, f.dataType) for v, f in zip(row, schema.fields)] for row in frame.collect()]
    checks = {"spark": ours}
    try:
        rows = duck.execute(f"select * from read_parquet('{path}')").fetchall()
        checks["duckdb"] = [[mapped(v, f.dataType) for v, f in zip(row, schema.fields)] for row in rows]
    except Exception as error:
        print(name, "duckdb", str(error)[:160])
        bad += 1
    try:
        if polars.read_parquet(path).height != len(expected):
            raise ValueError("another number of rows")
    except Exception as error:
        print(name, "polars", str(error)[:160])
    for who, rows in checks.items():
        if rows != expected:
            bad += 1
            for index, (a, b) in enumerate(zip(rows, expected)):
                if a != b:
                    column = next(i for i in range(len(a)) if a[i] != b[i])
                    print(name, who, "row", index, schema.fields[column].name, a[column], "instead of", b[column])
                    break
            else:
                print(name, who, len(rows), "rows instead of", len(expected))
print(f"{len(files)} files, {bad} differences")
sys.exit(1 if bad else 0)
