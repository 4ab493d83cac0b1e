#!/usr/bin/env python3
"""Records the configuration entries of Apache Spark: key, kind, type, default, allowed words and requirement.

Usage: record-configuration.py FILE. Writes one JSON list. Types are learnt from the errors that setting nonsense gives.
"""
import json
import os
import sys
import tempfile

os.chdir(tempfile.mkdtemp())
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
jvm = spark._jvm
module = jvm.java.lang.Class.forName("org.apache.spark.internal.config.ConfigEntry$").getField("MODULE$").get(None)
# Entries of Spark Connect and the catalogue become known when their classes load.
for name in ("org.apache.spark.sql.connect.config.Connect$",):
    try:
        jvm.java.lang.Class.forName(name).getField("MODULE$").get(None)
    except Exception as error:
        print(name, error)
known = None
for field in module.getClass().getDeclaredFields():
    if field.getName() == "knownConfigs":
        field.setAccessible(True)
        known = field.get(module)
sql = jvm.java.lang.Class.forName("org.apache.spark.sql.internal.SQLConf$").getField("MODULE$").get(None)
public = {r.key for r in spark.sql("SET -v").collect()}


def probe(key, value):
    try:
        spark.conf.set(key, value)
        spark.conf.unset(key)
        return None
    except Exception as error:
        origin = getattr(error, "_origin", None)
        try:
            return {"condition": origin.getCondition(), "params": dict(origin.getMessageParameters()), "message": origin.getMessage()}
        except Exception:
            return {"condition": None, "params": {}, "message": str(error)[:200]}


entries = []
for key in sorted(str(k) for k in known.keySet()):
    entry = known.get(key)
    row = {
        "key": key,
        "default": entry.defaultValueString(),
        "public": key in public,
        "entry": entry.getClass().getSimpleName(),
        "sql": bool(sql.containsConfigKey(key)),
        "static": bool(sql.isStaticConfigKey(key)),
        "modifiable": bool(spark.conf.isModifiable(key)),
    }
    try:
        row["effective"] = spark.conf.get(key)
    except Exception:
        pass
    if row["sql"] and not row["static"] and row["modifiable"]:
        row["nonsense"] = probe(key, "no such word")
        if row["nonsense"] and row["nonsense"]["params"].get("confType", "") not in ("", "boolean"):
            row["minus"] = probe(key, "-1")
            row["zero"] = probe(key, "0")
    entries.append(row)
json.dump(entries, open(sys.argv[1], "w"), indent=0)
print(len(entries))
