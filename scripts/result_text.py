"""Results of queries as text: one form for every engine that a Spark Connect client can talk to.

A value is written in a way that tells its kind and loses nothing. A row is its values with tabs between them.
"""

import datetime
import decimal
import math
import re

from pyspark.sql import DataFrame, Row

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"}


def value_text(value) -> str:
    """One value, as a client got it."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "true" if value else "false"
        case str():
            return "'" + "".join(_ESCAPES.get(c, c) for c in value) + "'"
        case float():
            if math.isnan(value):
                return "NaN"
            if math.isinf(value):
                return "Infinity" if value > 0 else "-Infinity"
            return repr(value)
        case int():
            return str(value)
        case decimal.Decimal():
            return format(value, "f")
        case bytes() | bytearray():
            return f"X'{bytes(value).hex().upper()}'"
        case datetime.datetime():
            return value.isoformat(sep=" ")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            micros = round(value / datetime.timedelta(microseconds=1))
            return f"{micros}us"
        case Row():
            return "{" + ", ".join(f"{name}: {value_text(v)}" for name, v in zip(value.__fields__, value)) + "}"
        case dict():
            # The order of a map's entries says nothing.
            return "{" + ", ".join(sorted(f"{value_text(k)} -> {value_text(v)}" for k, v in value.items())) + "}"
        case list() | tuple():
            return "[" + ", ".join(value_text(v) for v in value) + "]"
    return f"{type(value).__name__}:{value}"


def schema_text(df: DataFrame) -> str:
    """Names, types and nullability of a result's columns: `name: type, other: type not null`."""
    return ", ".join(_field_text(field.jsonValue()) for field in df.schema.fields)


def _field_text(field: dict) -> str:
    name = field["name"]
    if not re.fullmatch(r"\w+", name):
        name = "`" + "".join(_ESCAPES.get(c, c) for c in name).replace("`", "``") + "`"
    return f"{name}: {_type_text(field['type'])}{'' if field['nullable'] else ' not null'}"


def _type_text(kind) -> str:
    if isinstance(kind, str):
        return kind
    match kind["type"]:
        case "array":
            return f"array<{_type_text(kind['elementType'])}{'' if kind['containsNull'] else ' not null'}>"
        case "map":
            value = _type_text(kind["valueType"]) + ("" if kind["valueContainsNull"] else " not null")
            return f"map<{_type_text(kind['keyType'])}, {value}>"
        case "struct":
            return "struct<" + ", ".join(_field_text(field) for field in kind["fields"]) + ">"
        case "udt":
            return f"udt<{kind.get('class') or kind.get('pyClass')}>"
    raise ValueError(f"unknown type {kind}")


def is_ordered(statement: str) -> bool:
    """Whether the outermost query has an ORDER BY."""
    text = re.sub(r"'(?:[^'\\]|\\.|'')*'|\"[^\"]*\"|--[^\n]*", "''", statement)
    while (shorter := re.sub(r"\([^()]*\)", " ", text)) != text:
        text = shorter
    return re.search(r"\bORDER\s+BY\b", text, re.IGNORECASE) is not None


def rows_text(df: DataFrame, ordered: bool) -> list[str]:
    """The rows of a result; in the order of their text, if the query does not say in which order they come."""
    lines = ["\t".join(value_text(value) for value in row) for row in df.collect()]
    return lines if ordered else sorted(lines)
