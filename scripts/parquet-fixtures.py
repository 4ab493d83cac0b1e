"""Writes the Parquet files that the reader's tests read, and what they hold, into Tests/RedstartParquetSourceTests/Fixtures.

Run with a Python that has pyspark, pyarrow, duckdb and polars. The values are rendered from what pyarrow reads, the schemas
are what Spark infers.
"""
import datetime
import decimal
import glob
import json
import os
import random
import shutil
import struct
import sys
import tempfile

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq

OUT = os.path.join(os.path.dirname(__file__), "..", "Tests", "RedstartParquetSourceTests", "Fixtures")
shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
rng = random.Random(4)
D = decimal.Decimal
CODECS = {"none": "NONE", "snappy": "SNAPPY", "gzip": "GZIP", "zstd": "ZSTD", "lz4raw": "LZ4"}


def some(values, nulls=0.2):
    return [None if rng.random() < nulls else v for v in values]


def scalars(n, nulls=0.2):
    words = ["", "a", "four", "twelve bytes", "thirteen byte", "a longer text that has its own heap", "ünïcödé 漢字"]
    r = rng.randint
    s = lambda f: some([f() for _ in range(n)], nulls)
    return pa.table({
        "bool": pa.array(s(lambda: r(0, 1) == 1), pa.bool_()),
        "i8": pa.array(s(lambda: r(-128, 127)), pa.int8()),
        "i16": pa.array(s(lambda: r(-32768, 32767)), pa.int16()),
        "i32": pa.array(s(lambda: r(-2**31, 2**31 - 1)), pa.int32()),
        "i64": pa.array(s(lambda: r(-2**63, 2**63 - 1)), pa.int64()),
        "few": pa.array(s(lambda: r(0, 5)), pa.int64()),
        "u8": pa.array(s(lambda: r(0, 255)), pa.uint8()),
        "u16": pa.array(s(lambda: r(0, 65535)), pa.uint16()),
        "u32": pa.array(s(lambda: r(0, 2**32 - 1)), pa.uint32()),
        "u64": pa.array(s(lambda: r(0, 2**64 - 1)), pa.uint64()),
        "f32": pa.array(s(lambda: rng.choice([0.5, -1.25, float("inf"), 3.0e10])), pa.float32()),
        "f64": pa.array(s(lambda: rng.random() * 1e6), pa.float64()),
        "str": pa.array(s(lambda: rng.choice(words) + str(r(0, 10**r(0, 9)))), pa.string()),
        "word": pa.array(s(lambda: rng.choice(words)), pa.string()),
        "bin": pa.array(s(lambda: rng.randbytes(r(0, 20))), pa.binary()),
        "fixed": pa.array(s(lambda: rng.randbytes(5)), pa.binary(5)),
        "date": pa.array(s(lambda: r(-100000, 100000)), pa.date32()),
        "ms": pa.array(s(lambda: r(-10**13, 10**13)), pa.timestamp("ms")),
        "us": pa.array(s(lambda: r(-10**16, 10**16)), pa.timestamp("us", "UTC")),
        "d5": pa.array(s(lambda: D(r(-99999, 99999)).scaleb(-2)), pa.decimal128(5, 2)),
        "d15": pa.array(s(lambda: D(r(-10**15 + 1, 10**15 - 1)).scaleb(-3)), pa.decimal128(15, 3)),
        "d38": pa.array(s(lambda: D(r(-10**37, 10**37)).scaleb(-10, decimal.Context(prec=60))), pa.decimal128(38, 10)),
    })


def nested(n):
    r = rng.randint
    maybe = lambda f, p=0.2: None if rng.random() < p else f()
    word = lambda: rng.choice(["x", "yy", "a text of more than twelve bytes", ""])
    ints = lambda: [maybe(lambda: r(-9, 9)) for _ in range(r(0, 4))]
    record = lambda: {"a": maybe(lambda: r(0, 99)), "s": maybe(word), "l": maybe(ints)}
    return pa.table({
        "id": pa.array(range(n), pa.int32()),
        "l": pa.array([maybe(ints) for _ in range(n)], pa.list_(pa.int32())),
        "ll": pa.array([maybe(lambda: [maybe(ints) for _ in range(r(0, 3))]) for _ in range(n)], pa.list_(pa.list_(pa.int64()))),
        "s": pa.array([maybe(record) for _ in range(n)], pa.struct([("a", pa.int32()), ("s", pa.string()), ("l", pa.list_(pa.int32()))])),
        "ls": pa.array([maybe(lambda: [maybe(record) for _ in range(r(0, 3))]) for _ in range(n)],
                       pa.list_(pa.struct([("a", pa.int32()), ("s", pa.string()), ("l", pa.list_(pa.int32()))]))),
        "m": pa.array([maybe(lambda: [(word() + str(i), maybe(lambda: r(0, 9))) for i in range(r(0, 3))]) for _ in range(n)],
                      pa.map_(pa.string(), pa.int64())),
        "mm": pa.array([maybe(lambda: [(i, maybe(lambda: [(word() + str(j), maybe(ints)) for j in range(r(0, 2))])) for i in range(r(0, 3))])
                        for _ in range(n)], pa.map_(pa.int32(), pa.map_(pa.string(), pa.list_(pa.int32())))),
        "deep": pa.array([maybe(lambda: {"b": maybe(lambda: {"c": maybe(lambda: r(0, 9)), "d": maybe(lambda: r(0, 1) == 1)})}) for _ in range(n)],
                         pa.struct([("b", pa.struct([("c", pa.int64()), ("d", pa.bool_())]))])),
    })


def write(name, table, **options):
    pq.write_table(table, os.path.join(OUT, name + ".parquet"), **options)


for codec, arrow in CODECS.items():
    write("scalars-" + codec, scalars(150), compression=arrow, store_decimal_as_integer=True, version="2.6")
    write("scalars-v2-" + codec, scalars(150), compression=arrow, data_page_version="2.0", use_dictionary=False)
write("no-nulls", scalars(400, 0.0), compression="snappy", data_page_size=1024)
required = scalars(300, 0.0)
write("required", pa.table(required.columns, schema=pa.schema([f.with_nullable(False) for f in required.schema])), compression="zstd")
write("nested", nested(400), compression="snappy")
write("nested-v2", nested(300), compression="zstd", data_page_version="2.0", data_page_size=512, write_batch_size=16)
write("nested-small-pages", nested(300), compression="snappy", data_page_size=256, write_batch_size=8, use_dictionary=False)
write("row-groups", scalars(700), compression="zstd", row_group_size=100)
write("pages", pa.table({"a": pa.array(range(20000), pa.int32()), "b": pa.array([f"text number {i // 7}" for i in range(20000)]),
                         "n": pa.array([None if i % 3 == 0 or 5000 < i < 9000 else i * 3 for i in range(20000)], pa.int64()),
                         "l": pa.array([[i, i + 1][: i % 3] for i in range(20000)], pa.list_(pa.int32()))}),
      compression="zstd", data_page_size=4096, write_batch_size=500, write_page_index=True, row_group_size=15000)
write("fallback", pa.table({"s": pa.array([f"value {i % 3000:05d} {'x' * (i % 40)}" for i in range(12000)]),
                            "i": pa.array([i % 5000 for i in range(12000)], pa.int64())}),
      compression="zstd", dictionary_pagesize_limit=4096, data_page_size=8192)
write("large-dictionary", pa.table({"s": pa.array([f"value {i * 7919 % 2000:05d}" for i in range(9000)]),
                                    "t": pa.array([None if i % 5 == 0 else "abc"[i % 3] for i in range(9000)])}), compression="zstd")
n = 700
ints = [rng.choice([i, -i, 2**62, -2**62 - 5, 7, 7, 7]) for i in range(n)]
write("delta-integers", pa.table({"i32": pa.array(some([rng.randint(-2**31, 2**31 - 1) for _ in range(n)]), pa.int32()),
                                  "i64": pa.array(some(ints), pa.int64()), "up": pa.array(range(n), pa.int64()), "one": pa.array([5] * n, pa.int32())}),
      use_dictionary=False, column_encoding="DELTA_BINARY_PACKED", compression="snappy")
strings = sorted(f"prefix {i % 50} and {rng.choice(['some', 'other', ''])} text {i}" for i in range(n))
write("delta-length", pa.table({"s": pa.array(some(strings)), "b": pa.array(some([rng.randbytes(rng.randint(0, 30)) for _ in range(n)]))}),
      use_dictionary=False, column_encoding="DELTA_LENGTH_BYTE_ARRAY", compression="none", data_page_size=2048)
write("delta-strings", pa.table({"s": pa.array(some(strings)), "f": pa.array(some([rng.randbytes(6) for _ in range(n)]), pa.binary(6)),
                                 "short": pa.array([str(i // 10) for i in range(n)])}),
      use_dictionary=False, column_encoding="DELTA_BYTE_ARRAY", compression="gzip", data_page_size=2048)
write("split", pa.table({"f32": pa.array(some([rng.random() for _ in range(n)]), pa.float32()), "f64": pa.array(some([rng.random() for _ in range(n)])),
                         "i32": pa.array(some(range(n)), pa.int32()), "i64": pa.array(some(ints), pa.int64()),
                         "fixed": pa.array(some([rng.randbytes(7) for _ in range(n)]), pa.binary(7))}),
      use_dictionary=False, column_encoding="BYTE_STREAM_SPLIT", compression="zstd")
write("booleans", pa.table({"b": pa.array(some([i % 100 < 60 for i in range(3000)], 0.05)), "t": pa.array([True] * 3000)}),
      data_page_version="2.0", compression="snappy", use_dictionary=False, column_encoding={"b": "RLE", "t": "RLE"})
write("empty", scalars(0), compression="snappy")
write("all-null", pa.table({"i": pa.array([None] * 50, pa.int32()), "s": pa.array([None] * 50, pa.string()), "l": pa.array([None] * 50, pa.list_(pa.int32()))}))
write("int96", pa.table({"t": pa.array(some([rng.randint(-10**15, 10**15) for _ in range(200)]), pa.timestamp("us"))}), use_deprecated_int96_timestamps=True)
write("nanos", pa.table({"t": pa.array(some([rng.randint(-10**18, 10**18) for _ in range(100)]), pa.timestamp("ns"))}), version="2.6")

con = duckdb.connect()
con.execute("set threads=1; select setseed(0.5)")
query = """select i::int i, case when i % 3 = 0 then null else i * 1000003 end b, 'text ' || (i % 17) s, repeat('y', (i % 29)::int) r, i / 7.0 d, (i / 3)::decimal(18,4) d18,
  (i * 12345678901)::decimal(38,6) d38, i % 2 = 0 b2, date '2020-01-01' + (i % 400)::int dt, timestamp '2021-03-04 05:06:07.123456' + interval (i) minute ts,
  [x for x in range(i % 4)] l, {'a': i, 'b': ['k' || i]} st, map(['k' || (i % 3)], [i]) m, ('b' || i)::blob bl, i::utinyint u8, i::smallint i16 from range(200) t(i)"""
con.execute(f"copy ({query}) to '{OUT}/duckdb.parquet' (format parquet)")
con.execute(f"copy ({query}) to '{OUT}/duckdb-v2.parquet' (format parquet, parquet_version v2, codec zstd)")
frame = polars.DataFrame({"i": list(range(300)), "s": [f"name {i % 11}" if i % 4 else None for i in range(300)], "f": [i / 8 for i in range(300)],
                          "l": [[i, None] if i % 3 else None for i in range(300)], "st": [{"a": i, "b": "z" * (i % 20)} for i in range(300)],
                          "d": [datetime.date(2020, 1, 1) + datetime.timedelta(days=i) for i in range(300)], "b": [i % 5 == 0 for i in range(300)]})
frame.write_parquet(os.path.join(OUT, "polars.parquet"), compression="zstd", row_group_size=128, data_page_size=1000)

from pyspark.ml.linalg import Vectors
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
temporary = tempfile.mkdtemp()


def keep(name, frame, **options):
    folder = os.path.join(temporary, name)
    frame.coalesce(1).write.options(**options).parquet(folder)
    shutil.copy(glob.glob(folder + "/part-*.parquet")[0], os.path.join(OUT, name + ".parquet"))


rows = spark.sql("""select id % 2 = 0 b, cast(id as tinyint) i8, cast(id * 3 as smallint) i16, cast(id as int) i32, if(id % 5 = 0, null, id * 7) i64, cast(id / 3 as float) f, id / 7D d,
  cast(id / 10 as decimal(5,2)) d5, cast(id * 100003 / 7 as decimal(18,4)) d18, cast(id * 1234567 as decimal(38,10)) d38, concat('s', id % 9) s, if(id % 4 = 0, null, cast(repeat('b', cast(id % 30 as int)) as binary)) bin,
  date_add(date'2020-01-01', cast(id as int)) dt, timestamp'2020-01-02 03:04:05.678901' + make_interval(0,0,0,cast(id as int)) ts, cast('1969-07-20 20:17:40' as timestamp_ntz) ntz,
  if(id % 6 = 0, null, array(id, null, id + 1)) arr, map(concat('k', id), if(id % 2 = 0, null, id)) m, named_struct('a', id, 'b', array(named_struct('z', 'q'))) st,
  interval '1-2' year to month ym, interval '1 2:3:4.5' day to second dts, cast(null as array<map<string,struct<a:int>>>) nest, null v from range(120)""")
keep("spark", rows)
for codec in ["lz4", "lz4_raw", "gzip", "zstd", "none"]:
    keep("spark-" + codec, rows, compression=codec)
keep("spark-v2", rows, **{"parquet.writer.version": "v2"})
spark.conf.set("spark.sql.parquet.writeLegacyFormat", "true")
keep("spark-legacy", rows.drop("v", "ntz"))
spark.conf.set("spark.sql.parquet.writeLegacyFormat", "false")
spark.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MILLIS")
keep("spark-millis", rows.select("ts"))
vectors = spark.createDataFrame([(i, Vectors.dense([i, 2.0]) if i % 2 else Vectors.sparse(5, [1, 3], [1.5, i])) for i in range(20)] + [(20, None)], ["id", "v"])
keep("spark-vector", vectors.withMetadata("id", {"comment": "hi", "n": 1}))


def text(value):
    """The rendering that the tests make of our values as well."""
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, D):
        sign, digits, _ = value.as_tuple()
        return ("-" if sign and any(digits) else "") + (str(int("".join(map(str, digits)))))
    if isinstance(value, str):
        return "s" + value.encode().hex()
    if isinstance(value, bytes):
        return "x" + value.hex()
    if isinstance(value, dict):
        return "(" + ",".join(text(v) for v in value.values()) + ")"
    if isinstance(value, Map):
        return "{" + ",".join(text(k) + "=" + text(v) for k, v in value.entries) + "}"
    if isinstance(value, list):
        return "[" + ",".join(text(v) for v in value) + "]"
    raise TypeError(type(value))


class Map:
    def __init__(self, entries):
        self.entries = entries


def plain(scalar):
    """A pyarrow scalar as numbers, texts, lists, maps and dictionaries."""
    kind = scalar.type
    if not scalar.is_valid:
        return None
    if pa.types.is_timestamp(kind):
        per = {"s": 10**6, "ms": 1000, "us": 1}
        return scalar.value // 1000 if kind.unit == "ns" else scalar.value * per[kind.unit]
    if pa.types.is_date32(kind):
        return scalar.value
    if pa.types.is_map(kind):
        keys, values = scalar.values.field(0), scalar.values.field(1)
        return Map([(plain(k), plain(v)) for k, v in zip(keys, values)])
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return [plain(v) for v in scalar.values]
    if pa.types.is_struct(kind):
        return {f.name: plain(scalar[f.name]) for f in kind}
    return scalar.as_py()


def hashed(lines):
    value = 0xCBF29CE484222325
    for line in lines:
        for byte in (line + "\n").encode():
            value = ((value ^ byte) * 0x100000001B3) & (2**64 - 1)
    return format(value, "016x")


facts = {}
for path in sorted(glob.glob(OUT + "/*.parquet")):
    name = os.path.basename(path)[: -len(".parquet")]
    table = pq.read_table(path, coerce_int96_timestamp_unit="us")
    columns = {}
    for field in table.column_names:
        lines = [text(plain(v)) for v in table.column(field)]
        columns[field] = {"hash": hashed(lines), "head": lines[:12]}
    try:
        schema = spark.read.parquet(path).schema.json()
        schema = json.loads(schema)
    except Exception as error:
        schema = error.getCondition()
    facts[name] = {"rows": table.num_rows, "columns": columns, "schema": schema}
with open(os.path.join(OUT, "facts.json"), "w") as file:
    json.dump(facts, file, ensure_ascii=False, separators=(",", ":"))
shutil.rmtree(temporary)
