#!/usr/bin/env python3
"""Runs the examples in the documentation of Redstart's functions through Apache Spark and reports every difference.

    python scripts/check-function-examples.py

Needs pyspark 4.3.0 and a Java runtime. Prints the examples whose result differs from `str(collect()[0][0])` and fails then.
"""
import glob
import re
import sys

from pyspark.sql import SparkSession

LITERAL = r'(?:#"(?:[^"]|"(?!#))*"#|"(?:[^"\\]|\\.)*")'


def text(literal):
    if literal.startswith("#"):
        return literal[2:-2]
    return literal[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def examples():
    for path in sorted(glob.glob("Sources/Redstart*Functions/Registered/*.swift")):
        source = open(path).read()
        found = re.search(r"examples: \[(.*?)\]\)\n\n", source, re.S)
        for query, result in re.findall(rf"\(\s*({LITERAL}),\s*({LITERAL})\s*\)", found.group(1) if found else "", re.S):
            yield path, text(query), text(result)


def main():
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    count = wrong = 0
    for path, query, expected in examples():
        count += 1
        try:
            actual = str(spark.sql(query).collect()[0][0])
        except Exception as error:
            actual = "error: " + str(error).split("\n")[0]
        if actual != expected:
            wrong += 1
            print(f"{path}\n  {query}\n  documented: {expected}\n  Spark:      {actual}")
    print(f"{count} examples, {wrong} wrong")
    sys.exit(wrong > 0)


main()
