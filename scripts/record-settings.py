#!/usr/bin/env python3
"""Records what Apache Spark says to a list of settings. Usage: record-settings.py FILE"""
import json
import os
import sys
import tempfile

target = os.path.abspath(sys.argv[1])
os.chdir(tempfile.mkdtemp())
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
settings = [(row["key"], row["value"]) for row in json.load(open(target))]
rows = []
for key, value in settings:
    row = {"key": key, "value": value, "condition": None, "params": {}, "read": None}
    try:
        spark.conf.set(key, value)
        row["read"] = spark.conf.get(key)
        spark.conf.unset(key)
    except Exception as error:
        origin = error._origin
        row["condition"], row["params"] = origin.getCondition(), dict(origin.getMessageParameters())
    rows.append(row)
open(target, "w").write("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")
