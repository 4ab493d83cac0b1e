"""Records what Spark makes of Parquet columns that are read as another type, into Fixtures/changes of the Parquet tests."""
import decimal
import json
import os
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

OUT = os.path.join(os.path.dirname(__file__), "..", "Tests", "RedstartParquetSourceTests", "Fixtures", "changes")
shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
D = decimal.Decimal
two = [D("1.23"), D("-4.56")]
columns = {
    "i8": pa.array([1, -2], pa.int8()), "i16": pa.array([1, -300], pa.int16()), "i32": pa.array([70000, -2], pa.int32()),
    "i64": pa.array([7, -8], pa.int64()), "u8": pa.array([1, 255], pa.uint8()), "u32": pa.array([1, 2**32 - 1], pa.uint32()),
    "u64": pa.array([1, 2**64 - 1], pa.uint64()), "f32": pa.array([1.5, -2.25], pa.float32()), "f64": pa.array([1.5, -2.25]),
    "str": pa.array(["x", "yy"]), "bin": pa.array([b"x", b"yy"], pa.binary()), "date": pa.array([1, -2], pa.date32()),
    "us_utc": pa.array([1, -1], pa.timestamp("us", "UTC")), "ms": pa.array([1, -1], pa.timestamp("ms")), "bool": pa.array([True, False]),
    "d5": pa.array(two, pa.decimal128(5, 2)), "d12": pa.array(two, pa.decimal128(12, 2)), "d38": pa.array(two, pa.decimal128(38, 2)),
    "fixed": pa.array([b"abc", b"def"], pa.binary(3)),
}
for name, column in columns.items():
    pq.write_table(pa.table({"c": column}), f"{OUT}/{name}.parquet", store_decimal_as_integer=name == "d12", compression="snappy")
pq.write_table(pa.table({"c": pa.array([1, -1], pa.timestamp("us"))}), OUT + "/int96.parquet", use_deprecated_int96_timestamps=True)
types = ["tinyint", "smallint", "int", "bigint", "float", "double", "decimal(3,0)", "decimal(10,0)", "decimal(12,2)", "decimal(14,4)",
         "decimal(20,0)", "decimal(38,10)", "string", "binary", "date", "timestamp", "timestamp_ntz", "boolean",
         "interval day to second", "array<int>"]
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
facts = []
for name in list(columns) + ["int96"]:
    for kind in types:
        frame = spark.read.schema("c " + kind).parquet(f"{OUT}/{name}.parquet")
        try:
            if kind.startswith("timestamp"):
                frame = frame.selectExpr("unix_micros(cast(c as timestamp))")
            elif kind.startswith("interval"):
                frame = frame.selectExpr("cast(extract(second from c) * 1000000 as bigint)")
            elif kind == "date":
                frame = frame.selectExpr("unix_date(c)")
            elif kind.startswith("decimal"):
                scale = int(kind.rstrip(")").split(",")[1])
                frame = frame.selectExpr(f"cast(c * cast(1{'0' * scale} as decimal(12,0)) as decimal(38,0))")
            value = [str(r[0]) if not isinstance(r[0], (bytes, bytearray)) else bytes(r[0]).hex() for r in frame.collect()]
        except Exception as error:
            text = str(error)
            value = "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH" if "PARQUET_COLUMN_DATA_TYPE_MISMATCH" in text else "other"
            if value == "other":
                print(name, kind, text[:300])
        facts.append({"file": name, "type": kind, "result": value})
json.dump(facts, open(OUT + "/facts.json", "w"), separators=(",", ":"))
