"""Records the bytes that Apache Spark writes for CSV and text.

usage: record-csv-writes.py OUTPUT.jsonl      (a Python with pyspark 4.3.0 and Java 17)

A line is one case: format, options, the rows as text with their schema, and the file's bytes (base64) or the error's condition.
"""
import base64
import glob
import json
import os
import sys
import tempfile

from pyspark.sql import SparkSession

spark = (SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
         .config("spark.sql.session.timeZone", "America/Los_Angeles").getOrCreate())
spark.sparkContext.setLogLevel("OFF")
out = open(sys.argv[1], "w", encoding="utf-8", newline="\n")
work = tempfile.mkdtemp()
count = 0

strings = ["plain", "a,b", 'say "hi"', '"', "", None, " lead", "trail ", "  ", "new\nline", "cr\rx", "crlf\r\nx", "back\\slash", "\\", '\\"', "#comment", "tab\tx", "\u00e9\u65e5\U0001f600", "'q'", "a;b",
           '"quoted"', '""', "NULL", "x|y", "||", "\x00nul", "\x0bvt", "a,\"b\"", "\\,", "-", "a\\", "x\"", "\u00a0nbsp\u00a0"]
columns = {
    "boolean": ["true", "false", None], "tinyint": ["1", "-128", None], "smallint": ["300", None], "int": ["-5", "2147483647", None], "bigint": ["9223372036854775807", "-9223372036854775808", None],
    "float": ["1.5", "-0.0", "1.0E10", "NaN", "Infinity", "3.4028235E38", "1.0E-5", None], "double": ["1.5", "0.1", "1.0E7", "123456789.125", "1.0E-300", "NaN", "-Infinity", "100.0", None],
    "decimal(10,2)": ["1.50", "-0.01", "99999999.99", None], "decimal(38,10)": ["1.0000000000", "0.0000000001", None], "date": ["2020-01-02", "0001-01-01", "9999-12-31", "+12020-01-01", "-0004-03-01", None],
    "timestamp": ["2020-01-02 03:04:05", "2020-07-02 03:04:05.5", "2020-01-02 03:04:05.123456", "1883-01-01 00:00:00", "0001-01-01 00:00:00", None],
    "timestamp_ntz": ["2020-01-02 03:04:05", "2020-01-02 03:04:05.123456", "2020-07-02 00:00:00.5", None],
}


def write(name, format, schema, rows, options):
    global count
    count += 1
    folder = os.path.join(work, str(count))
    record = {"name": name, "format": format, "schema": schema, "rows": rows, "options": options}
    try:
        names = [part.split(" ")[0] for part in schema.split("; ")]
        types = [part.split(" ")[1] for part in schema.split("; ")]
        frame = spark.createDataFrame([tuple(row) for row in rows], ", ".join(f"{n} string" for n in names))
        frame = frame.selectExpr(*[f"cast({n} as {t}) as {n}" for n, t in zip(names, types)]).coalesce(1)
        frame.write.format(format).options(**options).save(folder)
        file = [f for f in glob.glob(folder + "/part-*")][0]
        record["file"] = os.path.basename(file).split(".", 1)[1] if "." in os.path.basename(file) else ""
        if "compression" not in options:
            record["bytes"] = base64.b64encode(open(file, "rb").read()).decode()
    except Exception as error:
        record["error"] = getattr(error, "getCondition", lambda: None)() or type(error).__name__
    out.write(json.dumps(record) + "\n")


text = [[s, "x" if i % 3 else None] for i, s in enumerate(strings)]
for name, options in {
    "default": {}, "header": {"header": "true"}, "quote all": {"quoteAll": "true"}, "quote all null": {"quoteAll": "true", "nullValue": "NULL"}, "no escaped quotes": {"escapeQuotes": "false"}, "escape by quote": {"escape": '"'},
    "null": {"nullValue": "NULL"}, "empty": {"emptyValue": ""}, "empty word": {"emptyValue": "EMPTY"}, "spaces kept": {"ignoreLeadingWhiteSpace": "false", "ignoreTrailingWhiteSpace": "false"}, "tab": {"sep": "\t"}, "two": {"sep": "||"},
    "other quote": {"quote": "'"}, "no quote": {"quote": ""}, "comment": {"comment": "#"}, "line separator": {"lineSep": "|"}, "crlf": {"lineSep": "\r\n"}, "escape escape": {"charToEscapeQuoteEscaping": "^"}, "semicolon": {"delimiter": ";", "header": "true"},
    "quote all empty": {"quoteAll": "true", "emptyValue": "E"}, "escape off": {"escape": ""},
}.items():
    write("strings " + name, "csv", "a string; b string", text, options)
for type, values in columns.items():
    write("type " + type, "csv", f"v {type}; w string", [[v, "x"] for v in values], {})
write("type date pattern", "csv", "v date; w string", [[v, "x"] for v in columns["date"]], {"dateFormat": "dd/MM/yyyy"})
write("type timestamp pattern", "csv", "v timestamp; w string", [[v, "x"] for v in columns["timestamp"]], {"timestampFormat": "yyyy-MM-dd HH:mm:ss.SSSSSS VV", "timeZone": "Asia/Kolkata"})
write("type timestamp_ntz pattern", "csv", "v timestamp_ntz; w string", [[v, "x"] for v in columns["timestamp_ntz"]], {"timestampNTZFormat": "yyyy/MM/dd"})
write("header names", "csv", "a string; bb string", [["1", "2"]], {"header": "true", "quoteAll": "true"})
write("no rows", "csv", "a string; b string", [], {"header": "true"})
for codec in ["gzip", "bzip2", "zstd", "none", "wrong"]:
    write("codec " + codec, "csv", "a string; b string", text, {"compression": codec})
    write("codec " + codec, "text", "a string", [[s] for s in strings], {"compression": codec})
write("text", "text", "a string", [[s] for s in strings], {})
write("text separator", "text", "a string", [[s] for s in strings], {"lineSep": "||"})
write("text of numbers", "text", "a int", [["1"]], {})
write("text of two", "text", "a string; b string", [["1", "2"]], {})
out.close()
