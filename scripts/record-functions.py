#!/usr/bin/env python3
"""Records what Apache Spark answers to calls of its functions: the fixture of Redstart's function tests.

    python scripts/record-functions.py [QUERIES...]

Asks again every query of Tests/RedstartAggregateFunctionsTests/Fixtures/functions.tsv, and those of the files named (one a
line), and writes the fixture anew: query, tab, `name:type = value` with `!` behind types that are never null, or the condition.
Needs pyspark 4.3.0 and a Java runtime.
"""
import re
import sys

from pyspark.sql import SparkSession

FIXTURE = "Tests/RedstartAggregateFunctionsTests/Fixtures/functions.tsv"


def condition(error):
    found = re.match(r"\s*\[([A-Z_.0-9]+)\]", str(error))
    return found.group(1) if found else str(error).split("\n")[0]


def answer(spark, query):
    try:
        frame = spark.sql(query if query.lower().startswith("select ") else "SELECT " + query)
        fields = frame.schema.fields
    except Exception as error:
        return "AERR " + condition(error)
    head = ",".join(f"{f.name}:{f.dataType.simpleString()}{'' if f.nullable else '!'}" for f in fields)
    try:
        rows = frame.collect()
    except Exception as error:
        return f"{head} RERR {condition(error)}"
    value = repr(rows[0][0]) if len(rows) == 1 and len(fields) == 1 else repr([tuple(row) for row in rows])
    return f"{head} = {value}"


def main():
    queries = [line.split("\t")[0] for line in open(FIXTURE)]
    for path in sys.argv[1:]:
        queries += [line.strip() for line in open(path) if line.strip()]
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    lines = [f"{query}\t{answer(spark, query)}\n" for query in dict.fromkeys(queries)]
    with open(FIXTURE, "w") as fixture:
        fixture.writelines(line for line in lines if line.count("\n") == 1)


main()
