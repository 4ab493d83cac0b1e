"""Records what Apache Spark answers to the queries in Tests/RedstartSessionTests/Fixtures/generators.jsonl.

Reads the queries from the file and writes their answers back. Run it with a Python that has pyspark 4.3.
"""
import json
import pathlib

from pyspark.errors import PySparkException
from pyspark.sql import Row, SparkSession

PATH = pathlib.Path(__file__).parent.parent / "Tests/RedstartSessionTests/Fixtures/generators.jsonl"


def text(value):
    """A value as `show()` prints it."""
    if value is None:
        return "NULL"
    if isinstance(value, Row):
        return "{" + ", ".join(map(text, value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text, value)) + "]"
    return str(value)


def main():
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    facts = []
    for line in PATH.read_text().splitlines():
        fact = {"query": json.loads(line)["query"]}
        try:
            frame = spark.sql(fact["query"])
            fact["schema"] = [[f.name, f.dataType.simpleString(), f.nullable] for f in frame.schema.fields]
            fact["rows"] = [[text(value) for value in row] for row in frame.collect()]
        except PySparkException as error:
            fact["condition"] = error.getCondition()
            fact["parameters"] = dict(error.getMessageParameters())
        facts.append(fact)
    PATH.write_text("".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts))


if __name__ == "__main__":
    main()
