#!/usr/bin/env python3
"""Writes Arrow IPC streams with pyarrow and, beside each, the values as JSON.

Usage: record-arrow-streams.py FOLDER. Values: numbers as text, bytes as hex, decimals as digits without point, timestamps
and durations as microseconds, intervals as [months, days, microseconds], maps as [[keys], [values]].
"""
import datetime
import decimal
import json
import random
import sys

import pyarrow as pa
import pyarrow.ipc as ipc

folder = sys.argv[1]
rnd = random.Random(5)
N = 67
epoch = datetime.datetime(1970, 1, 1)


def maybe(v):
    return None if rnd.random() < 0.2 else v


def ints(lo, hi, n=N):
    return [maybe(rnd.choice([lo, hi, 0, rnd.randint(lo, hi)])) for _ in range(n)]


def text(n=N):
    return [maybe("é" * (rnd.randrange(4) == 0) + "abcdefghijklmnopqrstuvwxyz"[: rnd.randrange(27)] * rnd.choice([1, 1, 3])) for _ in range(n)]


def decs(p, s, n=N):
    out = []
    for _ in range(n):
        digits = rnd.randrange(-(10**p) + 1, 10**p)
        t = str(abs(digits)).rjust(s + 1, "0")
        out.append(maybe(decimal.Decimal(("-" if digits < 0 else "") + (t[:-s] + "." + t[-s:] if s else t))))
    return out


def plain(value, typ):
    if value is None:
        return None
    t = typ
    if pa.types.is_dictionary(t):
        return plain(value, t.value_type)
    if pa.types.is_run_end_encoded(t):
        return plain(value, t.value_type)
    if pa.types.is_decimal(t):
        return str(int(value.scaleb(t.scale, decimal.Context(prec=100))))
    if pa.types.is_floating(t):
        return repr(float(value))
    if pa.types.is_boolean(t):
        return value
    if pa.types.is_integer(t):
        return str(value)
    if pa.types.is_struct(t):
        return [plain(value[f.name], f.type) for f in t]
    if pa.types.is_map(t):
        return [[plain(k, t.key_type) for k, _ in value], [plain(v, t.item_type) for _, v in value]]
    if pa.types.is_nested(t):
        return [plain(v, t.value_type) for v in value]
    if isinstance(value, bytes):
        return value.hex()
    return value


def raw(column):
    """Values that Python would round or cannot show, as integers."""
    t = column.type
    if pa.types.is_timestamp(t) or pa.types.is_duration(t):
        f = {"s": 1000000, "ms": 1000, "us": 1, "ns": 0}[t.unit]
        return [None if v is None else str(v * f if f else v // 1000) for v in column.cast(pa.int64()).to_pylist()]
    if pa.types.is_date32(t):
        return [None if v is None else str(v) for v in column.cast(pa.int32()).to_pylist()]
    if pa.types.is_date64(t):
        return [None if v is None else str(v // 86400000) for v in column.cast(pa.int64()).to_pylist()]
    if t == pa.month_day_nano_interval():
        return [None if v is None else [v.months, v.days, v.nanoseconds // 1000] for v in column.to_pylist()]
    return [plain(v, t) for v in column.to_pylist()]


big = 10**15
columns = {
    "null": pa.nulls(N),
    "bool": pa.array([maybe(rnd.random() < 0.5) for _ in range(N)], pa.bool_()),
    "i8": pa.array(ints(-128, 127), pa.int8()),
    "i16": pa.array(ints(-(2**15), 2**15 - 1), pa.int16()),
    "i32": pa.array(ints(-(2**31), 2**31 - 1), pa.int32()),
    "i64": pa.array(ints(-(2**63), 2**63 - 1), pa.int64()),
    "u8": pa.array(ints(0, 255), pa.uint8()),
    "u16": pa.array(ints(0, 2**16 - 1), pa.uint16()),
    "u32": pa.array(ints(0, 2**32 - 1), pa.uint32()),
    "u64": pa.array(ints(0, 2**64 - 1), pa.uint64()),
    "f16": pa.array([maybe(x) for x in [0.0, 1.5, -2.25, 65504.0, 6e-8, float("inf")] + [0.5] * (N - 6)], pa.float16()),
    "f32": pa.array([maybe(rnd.uniform(-1e6, 1e6)) for _ in range(N)], pa.float32()),
    "f64": pa.array([maybe(rnd.uniform(-1e6, 1e6)) for _ in range(N)], pa.float64()),
    "d32": pa.array(decs(7, 2), pa.decimal32(7, 2)),
    "d64": pa.array(decs(16, 3), pa.decimal64(16, 3)),
    "d128": pa.array(decs(18, 4), pa.decimal128(18, 4)),
    "d128w": pa.array(decs(38, 10), pa.decimal128(38, 10)),
    "d256": pa.array(decs(30, 5), pa.decimal256(30, 5)),
    "utf8": pa.array(text(), pa.string()),
    "lutf8": pa.array(text(), pa.large_string()),
    "vutf8": pa.array(text(), pa.string_view()),
    "bin": pa.array([maybe(rnd.randbytes(rnd.randrange(20))) for _ in range(N)], pa.binary()),
    "lbin": pa.array([maybe(rnd.randbytes(rnd.randrange(20))) for _ in range(N)], pa.large_binary()),
    "vbin": pa.array([maybe(rnd.randbytes(rnd.randrange(20))) for _ in range(N)], pa.binary_view()),
    "fbin": pa.array([maybe(rnd.randbytes(16)) for _ in range(N)], pa.binary(16)),
    "date32": pa.array(ints(-20000, 40000), pa.date32()),
    "date64": pa.array([None if v is None else v * 86400000 for v in ints(-20000, 40000)], pa.date64()),
    "ts_s": pa.array(ints(-(10**10), 10**10), pa.timestamp("s")),
    "ts_ms": pa.array(ints(-(10**12), 10**12), pa.timestamp("ms", "UTC")),
    "ts_us": pa.array(ints(-big, big), pa.timestamp("us", "Europe/Zurich")),
    "ts_ns": pa.array(ints(-(10**18), 10**18), pa.timestamp("ns")),
    "dur_us": pa.array(ints(-big, big), pa.duration("us")),
    "dur_ns": pa.array(ints(-big, big), pa.duration("ns")),
    "mdn": pa.array([maybe((rnd.randrange(-50, 50), rnd.randrange(-50, 50), rnd.randrange(-(10**12), 10**12))) for _ in range(N)], pa.month_day_nano_interval()),
    "list": pa.array([maybe(ints(-9, 9, rnd.randrange(5))) for _ in range(N)], pa.list_(pa.int32())),
    "llist": pa.array([maybe(text(rnd.randrange(5))) for _ in range(N)], pa.large_list(pa.string())),
    "flist": pa.array([maybe(ints(-9, 9, 3)) for _ in range(N)], pa.list_(pa.int64(), 3)),
    "vlist": pa.array([maybe(ints(-9, 9, rnd.randrange(5))) for _ in range(N)], pa.list_view(pa.int32())),
    "map": pa.array([maybe([(f"k{i}", maybe(i)) for i in range(rnd.randrange(4))]) for _ in range(N)], pa.map_(pa.string(), pa.int64())),
    "struct": pa.array([maybe({"a": maybe(rnd.randrange(9)), "b": {"c": maybe("x" * rnd.randrange(20))}}) for _ in range(N)], pa.struct([("a", pa.int32()), ("b", pa.struct([("c", pa.string())]))])),
    "dict": pa.array([maybe(rnd.choice(["red", "green", "a rather long colour name"])) for _ in range(N)]).dictionary_encode(),
    "dict8": pa.DictionaryArray.from_arrays(pa.array([maybe(rnd.randrange(4)) for _ in range(N)], pa.uint8()), pa.array([1.5, None, 2.5, -1.0])),
    "dictlist": pa.array([maybe([rnd.choice(["p", "q"]) for _ in range(rnd.randrange(3))]) for _ in range(N)], pa.list_(pa.dictionary(pa.int16(), pa.string()))),
    "ree": pa.RunEndEncodedArray.from_arrays(pa.array([5, 30, N], pa.int32()), pa.array(["one", None, "a long enough value"])),
}


def write(name, tables, options=None, schema=None):
    sink = pa.BufferOutputStream()
    with ipc.new_stream(sink, schema or tables[0].schema, options=options or ipc.IpcWriteOptions()) as writer:
        for batch in tables:
            writer.write_batch(batch)
    open(f"{folder}/{name}.arrow", "wb").write(sink.getvalue().to_pybytes())
    expected = []
    for i, field in enumerate(tables[0].schema):
        values = []
        for batch in tables:
            values += raw(batch.column(i))
        expected.append({"name": field.name, "values": values})
    json.dump(expected, open(f"{folder}/{name}.json", "w"), separators=(",", ":"), ensure_ascii=False)


batch = pa.record_batch(columns)
write("all", [batch])
write("sliced", [batch.slice(13, 40), batch.slice(0, 1), batch.slice(5, 0)])
write("lz4", [batch], ipc.IpcWriteOptions(compression="lz4"))
write("zstd", [batch], ipc.IpcWriteOptions(compression="zstd"))
write("legacy", [batch.select(["i32", "utf8"])], ipc.IpcWriteOptions(use_legacy_format=True, metadata_version=ipc.MetadataVersion.V4))
d1 = pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array(["a", "bb"]))
d2 = pa.DictionaryArray.from_arrays(pa.array([2, 1, 0]), pa.array(["a", "bb", "a longer third value"]))
d3 = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0]), pa.array(["new", "words"]))
write("delta", [pa.record_batch({"d": d}) for d in (d1, d2)], ipc.IpcWriteOptions(emit_dictionary_deltas=True))
write("replaced", [pa.record_batch({"d": d}) for d in (d1, d3)])
write("pandas", [pa.record_batch({"x": pa.array([1, 2, 3])}).replace_schema_metadata({"pandas": "{}"})])
print(", ".join(f"{f.name}: {f.type}" for f in batch.schema))
