#!/usr/bin/env python3
"""Records what Apache Spark's RDDs hold and how they describe their lineage. Usage: record-rdd.py FILE

Only operations without closures are recorded: they are called on the JVM's own RDDs through py4j.
"""
import json
import os
import re
import sys
import tempfile

target = os.path.abspath(sys.argv[1])
os.chdir(tempfile.mkdtemp())
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
sc = spark.sparkContext
jvm, jsc = sc._jvm, sc._jsc


def java_list(values):
    result = jvm.java.util.ArrayList()
    for value in values:
        result.add(value)
    return result


def numbers(count, slices):
    return jsc.parallelize(java_list(range(count)), slices)


def keyed(count, slices, modulus):
    return jsc.parallelize(java_list([n % modulus for n in range(count)]), slices).zip(numbers(count, slices))


def plain(value):
    if isinstance(value, (int, float, str, bool)):
        return value
    return [plain(value._1()), plain(value._2())]


def partitions(rdd):
    return [[plain(item) for item in part] for part in rdd.glom().collect()]


def debug(rdd):
    text = rdd.toDebugString()
    # Where the program stands differs; what was called does not.
    text = re.sub(r" at (\w+) at [\w.$<>]+(:\d+)?", r" at \1", text)
    first = min(int(n) for n in re.findall(r"\[(\d+)\]", text))
    return re.sub(r"\[(\d+)\]", lambda m: f"[{int(m.group(1)) - first}]", text)


record = {}
record["sample"] = [
    {"count": c, "slices": s, "fraction": f, "seed": seed, "values": list(numbers(c, s).sample(False, f, seed).collect())}
    for c, s, f, seed in [(200, 3, 0.1, 42), (200, 3, 0.3, 7), (200, 4, 0.5, 42), (50, 1, 0.9, -3), (100, 2, 1.0, 1), (100, 2, 0.0, 1)]
]
record["sampleWithReplacement"] = [
    {"count": c, "slices": s, "fraction": f, "seed": seed, "values": list(numbers(c, s).sample(True, f, seed).collect())}
    for c, s, f, seed in [(200, 3, 0.1, 42), (200, 3, 0.3, 7), (100, 2, 0.7, 5), (100, 2, 0.0, 5)]
]
weights = sc._gateway.new_array(jvm.double, 3)
for i, w in enumerate([0.5, 0.3, 0.2]):
    weights[i] = w
record["randomSplit"] = [
    {"count": 100, "slices": 3, "weights": [0.5, 0.3, 0.2], "seed": seed,
     "parts": [list(part.collect()) for part in numbers(100, 3).randomSplit(weights, seed)]}
    for seed in (1, 99)
]
record["repartition"] = [
    {"count": c, "slices": s, "partitions": n, "parts": [sorted(p) for p in partitions(numbers(c, s).repartition(n))]}
    for c, s, n in [(20, 2, 3), (40, 3, 4), (10, 4, 2), (7, 1, 5)]
]
record["coalesce"] = [
    {"count": c, "slices": s, "partitions": n, "parts": partitions(numbers(c, s).coalesce(n))}
    for c, s, n in [(20, 7, 3), (10, 4, 8), (30, 5, 1), (30, 10, 4)]
]
HashPartitioner = jvm.org.apache.spark.HashPartitioner
strings = ["", "a", "spark", "Zürich", "日本", "🚀x", "the quick brown fox"]
doubles = [0.0, -0.0, 1.5, -2.25, 1e300, float("nan"), float("inf"), 3.0]
# py4j makes ints of longs that fit: a negative one would have another hash.
longs = [0, 1, 2**31, -(2**31) - 1, 2**63 - 1, -(2**63), 123456789012]
p = HashPartitioner(7)
record["hashPartitions"] = {
    "strings": [[s, p.getPartition(s)] for s in strings],
    "doubles": [[repr(d), p.getPartition(d)] for d in doubles],
    "longs": [[str(n), p.getPartition(jvm.java.lang.Long.valueOf(str(n)))] for n in longs],
    "ints": [[n, p.getPartition(jvm.java.lang.Integer.valueOf(n))] for n in (0, 1, -1, 7, -8, 2**31 - 1, -(2**31))],
    "booleans": [[b, p.getPartition(b)] for b in (True, False)],
}
pairs = keyed(20, 3, 4)
record["zipWithUniqueId"] = [list(map(plain, part)) for part in numbers(11, 4).zipWithUniqueId().glom().collect()]
record["zipWithIndex"] = [list(map(plain, part)) for part in numbers(11, 4).zipWithIndex().glom().collect()]
record["cartesian"] = [list(map(plain, part)) for part in numbers(4, 2).cartesian(numbers(3, 2)).glom().collect()]
record["parallelize"] = [{"count": c, "slices": s, "parts": partitions(numbers(c, s))} for c, s in [(10, 3), (3, 5), (0, 2), (16, 4)]]

record["debug"] = {
    "parallelize": debug(numbers(10, 2)),
    "distinct": debug(numbers(10, 2).distinct()),
    "repartition": debug(numbers(10, 2).repartition(12)),
    "coalesce": debug(numbers(10, 4).coalesce(2)),
    "union": debug(numbers(10, 2).union(numbers(5, 3))),
    "intersection": debug(numbers(10, 2).intersection(numbers(5, 2))),
    "subtract": debug(numbers(10, 2).subtract(numbers(5, 2))),
    "cartesian": debug(numbers(4, 2).cartesian(numbers(3, 2))),
    "zip": debug(numbers(4, 2).zip(numbers(4, 2))),
    "zipWithIndex": debug(numbers(4, 2).zipWithIndex()),
    "zipWithUniqueId": debug(numbers(4, 2).zipWithUniqueId()),
    "glom": debug(numbers(4, 2).glom()),
    "sample": debug(numbers(4, 2).sample(False, 0.5, 1)),
    "keys": debug(pairs.keys()),
    "partitionBy": debug(pairs.partitionBy(HashPartitioner(5))),
    "groupByKey": debug(pairs.groupByKey()),
    "join": debug(pairs.join(pairs)),
    "coPartitionedJoin": debug(pairs.partitionBy(HashPartitioner(5)).join(pairs.partitionBy(HashPartitioner(5)))),
    "leftOuterJoin": debug(pairs.leftOuterJoin(pairs)),
    "cogroup": debug(pairs.cogroup(pairs)),
    "sortByKey": debug(pairs.sortByKey(True, 2)),
    "subtractByKey": debug(pairs.subtractByKey(pairs)),
}
level = jvm.org.apache.spark.storage.StorageLevel
cached = numbers(10, 2).distinct()
cached.persist(level.MEMORY_AND_DISK())
cached.rdd().setName("my numbers")
record["debug"]["persisted"] = debug(cached.coalesce(1))
record["levels"] = {
    name: getattr(level, name)().description()
    for name in ["NONE", "DISK_ONLY", "MEMORY_ONLY", "MEMORY_ONLY_SER", "MEMORY_AND_DISK", "MEMORY_AND_DISK_SER", "OFF_HEAP", "MEMORY_ONLY_2"]
}
data = sc.parallelize([1.5, 2.0, -3.25, 8.0, 8.0, 4.5, 0.0, 10.0], 3)
stats = data.stats()
record["stats"] = {"count": stats.count(), "mean": stats.mean(), "stdev": stats.stdev(), "variance": stats.variance(),
                   "sampleStdev": stats.sampleStdev(), "sampleVariance": stats.sampleVariance(), "min": stats.min(), "max": stats.max(), "sum": stats.sum()}
record["histogram"] = {"count": data.histogram(4), "buckets": data.histogram([-5, 0, 2, 8, 10]), "outside": data.histogram([0, 2, 8])}
with open(target, "w") as file:
    json.dump(record, file, separators=(",", ":"), ensure_ascii=False)
