"""Records how Apache Spark reads many small CSV files: schemas, rows, bad records, errors.

usage: record-csv.py OUTPUT.jsonl [first letters of the cases to record]     (a Python with pyspark 4.3.0 and Java 17)

A line is one case: files (base64), options, the declared schema or none, the selected columns or none; then the schema that
Spark finds and the rows as text, or the condition of the error.
"""
import base64
import json
import os
import random
import shutil
import sys
import tempfile

from pyspark.sql import SparkSession, functions as F

spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
         .config("spark.sql.session.timeZone", "America/Los_Angeles").getOrCreate())
spark.sparkContext.setLogLevel("OFF")
out = open(sys.argv[1], "w", encoding="utf-8", newline="\n")
only = sys.argv[2] if len(sys.argv) > 2 else ""
work = tempfile.mkdtemp()
count = 0


def conditions(error):
    found = []
    while error is not None:
        condition = getattr(error, "getCondition", lambda: None)()
        if condition and condition not in found:
            found.append(condition)
        java = getattr(error, "java_exception", None)
        while java is not None:
            try:
                condition = java.getCondition()
            except Exception:
                condition = None
            if condition and condition not in found:
                found.append(condition)
            java = java.getCause()
        error = error.__cause__
    return found


def case(name, data, options=None, schema=None, select=None, suffix=".csv"):
    global count
    if only and not name.startswith(only):
        return
    count += 1
    folder = os.path.join(work, str(count))
    os.mkdir(folder)
    files = data if isinstance(data, list) else [data]
    files = [f.encode("utf-8") if isinstance(f, str) else f for f in files]
    paths = []
    for index, content in enumerate(files):
        paths.append(os.path.join(folder, f"{index}{suffix}"))
        with open(paths[-1], "wb") as file:
            file.write(content)
    record = {"name": name, "files": [base64.b64encode(f).decode() for f in files], "suffix": suffix, "options": options or {}}
    if schema:
        record["schema"] = schema
    if select is not None:
        record["select"] = select
    try:
        reader = spark.read.options(**(options or {}))
        if schema:
            reader = reader.schema(schema)
        frame = reader.csv(paths)
        record["found"] = [[f.name, f.dataType.simpleString()] for f in frame.schema.fields]
        if select is not None:
            frame = frame.select(*select)
        shown = frame.select([F.col("`" + f.name.replace("`", "``") + "`").cast("string").alias(str(i)) for i, f in enumerate(frame.schema.fields)])
        record["rows"] = [list(row) for row in shown.collect()]
    except Exception as error:
        record["error"] = conditions(error) or [type(error).__name__ + ": " + str(error)[:300]]
    out.write(json.dumps(record, ensure_ascii=True) + "\n")


# Tokens: random lines over the characters that matter.
def fuzz(seed, lines, alphabet, longest=12):
    rng = random.Random(seed)
    return "".join("".join(rng.choice(alphabet) for _ in range(rng.randrange(1, longest))) + "\n" for _ in range(lines))


four = "a string, b string, c string, d string, bad string"
corrupt = {"columnNameOfCorruptRecord": "bad"}
alphabet = 'ab",,"" '
case("fuzz default", fuzz(1, 1500, alphabet + "\\"), corrupt, four)
case("fuzz quote escape", fuzz(2, 1500, alphabet), corrupt | {"escape": '"'}, four)
case("fuzz escape escape", fuzz(3, 1000, alphabet + "\\\\^"), corrupt | {"charToEscapeQuoteEscaping": "^"}, four)
case("fuzz same escape escape", fuzz(4, 600, alphabet + "\\\\"), corrupt | {"charToEscapeQuoteEscaping": "\\"}, four)
case("fuzz leading", fuzz(5, 1000, alphabet + " \\\t"), corrupt | {"ignoreLeadingWhiteSpace": "true"}, four)
case("fuzz trailing", fuzz(6, 1000, alphabet + " \\\t"), corrupt | {"ignoreTrailingWhiteSpace": "true"}, four)
case("fuzz both", fuzz(7, 1000, alphabet + " \\\t"), corrupt | {"ignoreLeadingWhiteSpace": "true", "ignoreTrailingWhiteSpace": "true"}, four)
for handling in ["STOP_AT_CLOSING_QUOTE", "BACK_TO_DELIMITER", "SKIP_VALUE", "RAISE_ERROR"]:
    case("fuzz " + handling, fuzz(8, 800, alphabet + "\\"), corrupt | {"unescapedQuoteHandling": handling}, four)
case("fuzz tab", fuzz(9, 600, "ab\t\t\"\"\\ "), corrupt | {"sep": "\\t"}, four)
case("fuzz separator of two", fuzz(10, 1000, "ab||||\"\"\\ "), corrupt | {"sep": "||"}, four)
case("fuzz no quote", fuzz(11, 300, alphabet), corrupt | {"quote": ""}, four)
case("fuzz other quote", fuzz(12, 600, "ab,,''\\ "), corrupt | {"quote": "'"}, four)
case("fuzz comment", fuzz(13, 600, "ab,,##\" "), corrupt | {"comment": "#"}, four)
case("fuzz null value", fuzz(14, 600, "N,,\"\" "), corrupt | {"nullValue": "N"}, four)
case("fuzz empty value", fuzz(15, 600, "E,,\"\" "), corrupt | {"emptyValue": "E"}, four)
case("fuzz null and empty", fuzz(16, 600, "NE,,\"\" "), corrupt | {"emptyValue": "E", "nullValue": "N"}, four)
case("fuzz selected", fuzz(17, 600, alphabet + "\\"), None, "a string, b string, c string, d string", ["b", "d"])
case("fuzz selected with corrupt", fuzz(17, 600, alphabet + "\\"), corrupt, four, ["c", "bad"])
case("fuzz no pruning", fuzz(17, 300, alphabet + "\\"), corrupt | {"columnPruning": "false"}, four, ["c", "bad"])
case("fuzz carriage returns", fuzz(18, 600, "ab,\"\r"), corrupt, four)
case("fuzz multi line", fuzz(19, 1500, alphabet + "\\\n"), corrupt | {"multiLine": "true"}, four)
case("fuzz multi line quote escape", fuzz(20, 1500, alphabet + "\n"), corrupt | {"multiLine": "true", "escape": '"'}, four)
case("fuzz multi line crlf", fuzz(21, 800, alphabet + "\n").replace("\n", "\r\n"), corrupt | {"multiLine": "true", "escape": '"'}, four)
case("fuzz multi line spaces", fuzz(22, 800, alphabet + " \n"), corrupt | {"multiLine": "true", "ignoreLeadingWhiteSpace": "true", "ignoreTrailingWhiteSpace": "true"}, four)
case("fuzz multi line comment", fuzz(23, 600, "ab,,##\" \n"), corrupt | {"multiLine": "true", "comment": "#"}, four)
case("fuzz line separator", fuzz(24, 600, "ab,,\";\n"), corrupt | {"lineSep": ";"}, four)
case("fuzz quoted commonly", fuzz(27, 600, ["a", "b", ",", '"x",', ',"y"', '"z"', '""', '\\"']), corrupt, four)
case("fuzz quoted commonly, escaped by quotes", fuzz(28, 600, ["a", "b", ",", '"x",', ',"y"', '"z""w"', '""', '"a,b"']), corrupt | {"escape": '"'}, four)
case("fuzz quoted commonly over lines", fuzz(29, 600, ["a", "b", ",", '"x",', ',"y"', '"z\nw"', '""', '"a,\n"', "\n"]), corrupt | {"escape": '"', "multiLine": "true"}, four)
case("fuzz quoted commonly over lines crlf", fuzz(29, 600, ["a", "b", ",", '"x",', ',"y"', '"z\nw"', '""', '"a,\n"', "\n"]).replace("\n", "\r\n"), corrupt | {"escape": '"', "multiLine": "true"}, four)
case("fuzz drop", fuzz(25, 400, "12a,,,\""), {"mode": "DROPMALFORMED"}, "a int, b int, c string")
case("fuzz typed", fuzz(26, 400, "12a,,,\""), corrupt, "a int, b int, c string, bad string")
case("fuzz drop selected", fuzz(25, 400, "12a,,,\""), {"mode": "DROPMALFORMED"}, "a int, b int, c string", ["b"])
case("fuzz drop none selected", fuzz(25, 100, "12a,,,\""), {"mode": "DROPMALFORMED"}, "a int, b int, c string", [])

# Files.
header = {"header": "true", "inferSchema": "true"}
plain = "id,name,price,day,at,ok\n1,ann,1.5,2020-01-02,2020-01-02 03:04:05,true\n2,bob,2.25,2020-02-03,2020-02-03T04:05:06.789,false\n,,,,,\n"
case("file plain", plain, header)
case("file plain as text", plain, {"header": "true"})
case("file without header", plain)
case("file infer without header", plain, {"inferSchema": "true"})
case("file crlf", plain.replace("\n", "\r\n"), header)
case("file cr", plain.replace("\n", "\r"), header)
case("file no newline at end", plain.rstrip("\n"), header)
case("file bom", b"\xef\xbb\xbf" + plain.encode(), header)
case("file bom multi line", b"\xef\xbb\xbf" + plain.encode(), header | {"multiLine": "true"})
case("file empty", "", header)
case("file empty no header", "")
case("file empty with schema", "", header, "a int")
case("file blank lines", "\n\n  \nid,name\n\n1,a\n \n2,b\n\n", header)
case("file blank lines multi line", "\n\n  \nid,name\n\n1,a\n \n2,b\n\n", header | {"multiLine": "true"})
case("file header only", "a,b,c\n", header)
case("file header only no newline", "a,b,c", {"header": "true"})
case("file odd headers", 'a,A,,"",a b,NA,"x""y",\n1,2,3,4,5,6,7,8\n', {"header": "true", "nullValue": "NA"})
case("file same headers", "a,a,b,b,B\n1,2,3,4,5\n", header)
case("file spaces in header", " a , b\n1,2\n", header)
case("file ragged", "a,b,c\n1,2\n1,2,3,4\n1\n1,2,3\n", header)
case("file ragged corrupt", "a,b,c\n1,2\n1,2,3,4\n1\n1,2,3\n", header | corrupt, "a int, b int, c int, bad string")
case("file ragged fail fast", "a,b,c\n1,2\n1,2,3\n", {"header": "true", "mode": "FAILFAST"}, "a int, b int, c int")
case("file bad cast fail fast", "a,b\n1,x\n", {"header": "true", "mode": "FAILFAST"}, "a int, b int")
case("file fail fast not needed", "a,b\n1,x\n", {"header": "true", "mode": "FAILFAST"}, "a int, b int", ["a"])
case("file bad cast drop", "a,b\n1,x\n2,3\n", {"header": "true", "mode": "DROPMALFORMED"}, "a int, b int")
case("file only corrupt", "a,b\n1,x\n2,3\n", corrupt, "a int, b int, bad string", ["bad"])
case("file corrupt not string", "1,x\n", corrupt, "a int, b int, bad int")
case("file two", ["a,b\n1,2\n", "a,b\n3,4.5\n"], header)
case("file two headers differ", ["a,b\n1,2\n", "c,d\n3,x\n"], header)
case("file header order enforced", "b,a\n1,2\n", {"header": "true", "enforceSchema": "false"}, "a int, b int")
case("file header count enforced", "a\n1\n", {"header": "true", "enforceSchema": "false"}, "a int, b int")
case("file header fine", "A,b\n1,2\n", {"header": "true", "enforceSchema": "false"}, "a int, b int")
case("file multi line quotes", 'a,b\n"x\ny",1\n"p""q",2\n"r\r\ns",3\n', header | {"multiLine": "true", "escape": '"'})
case("file quotes over lines without multi line", 'a,b\n"x\ny",1\n', header)
case("file utf-16", plain.encode("utf-16"), header | {"encoding": "UTF-16", "multiLine": "true"})
case("file utf-16le", plain.encode("utf-16-le"), header | {"encoding": "UTF-16LE", "multiLine": "true"})
case("file latin", "a,b\n\u00e9t\u00e9,\u00fc\n".encode("latin-1"), header | {"encoding": "ISO-8859-1"})
case("file windows", "a,b\n\u20ac,\u201cx\u201d\n".encode("cp1252"), header | {"charset": "windows-1252"})
case("file ascii", "a,b\n\u00e9,x\n".encode("utf-8"), header | {"charset": "US-ASCII"})
case("file bad utf-8", b"a,b\nx\xff\xfey,\xc3(\n\xe2\x82,\xf0\x9f\x98\x80\n\xed\xa0\x80,\xc0\x80\n", header)
case("file unknown charset", "a,b\n", {"encoding": "nope"})
case("file nul bytes", "a,b\n\0x,y\0\n", header)
case("file unicode", "\u00fcber,\u65e5\u672c\n\u00e9,\U0001f600\n", header)
case("file long line separator", "a;;1\n\n2", {"sep": ";;"})
case("file one column", "a\n1\n\n3\n", header)
case("file quoted numbers", 'a,b,c\n"1","2.5","2020-01-01"\n', header)
case("file comment lines", "#c\na,b\n#x\n1,2\n #y,3\n", header | {"comment": "#"})
case("file limits columns", "a,b,c\n", {"maxColumns": "2"})
case("file limits characters", "abcdef,b\n", {"maxCharsPerColumn": "3"})
import bz2, gzip
case("file gzip", gzip.compress(plain.encode(), mtime=0), header, suffix=".csv.gz")
case("file gzip of two members", gzip.compress(plain[:30].encode(), mtime=0) + gzip.compress(plain[30:].encode(), mtime=0), header, suffix=".csv.gz")
case("file bzip2", bz2.compress(plain.encode()), header, suffix=".csv.bz2")
case("file gzip multi line", gzip.compress(b'a,b\n"x\ny",1\n', mtime=0), header | {"multiLine": "true"}, suffix=".csv.gz")
case("file not null", "1,\n", {}, "a int not null, b int not null")

# Options.
for name, options in {
    "quote of two": {"quote": "''"}, "escape of two": {"escape": "ab"}, "comment of two": {"comment": "##"}, "mode": {"mode": "wrong"}, "empty separator": {"sep": ""},
    "bool": {"header": "yes"}, "integer": {"maxColumns": "many"}, "line separator": {"lineSep": ""}, "line separator of three": {"lineSep": "abc"}, "sampling": {"samplingRatio": "0", "inferSchema": "true"},
    "unicode separator": {"sep": "\u00a7"}, "escaped separator": {"sep": "\\u0001"}, "backslash": {"sep": "\\"}, "long backslash": {"sep": "\\ab"}, "date pattern": {"dateFormat": "YYYY", "inferSchema": "true"},
    "timestamp pattern": {"timestampFormat": "bb", "inferSchema": "true"}, "handling": {"unescapedQuoteHandling": "x"}, "sampling text": {"samplingRatio": "x"}, "locale": {"locale": "de-DE"}, "delimiter wins": {"delimiter": "b"},
    "both": {"delimiter": "b", "sep": ","}, "columns": {"maxColumns": "-1"}, "time zone": {"timeZone": "Nowhere"}, "quote newline": {"quote": "\n"}, "same": {"quote": ","}, "compression": {"compression": "wrong"}, "prefer": {"preferDate": "x"},
}.items():
    case("option " + name, "a,b\u00a7c\n1,2\n", options)

# Values of declared types.
values = ["1", "-1", "+1", "01", "1.0", "1e3", " 1", "1 ", "128", "-129", "32768", "2147483648", "9223372036854775808", "99999999999999999999", "1.5", "-.5", "5.", ".", "1d", "1F", "1.5D", "0x10", "0x1p3", "NaN", "nan", "Inf", "-Inf", "inf",
          "Infinity", "-Infinity", "+Infinity", "true", "TRUE", "True", "t", "yes", "1e400", "1e-400", "1_000", "1,5", "\u0661", "null", "abc", "", "2020-01-01", "2020-1-1", "2020", "2020-01-01 10:00:00", "2020-01-01T10:00:00Z", "2020-01-01T10:00:00.123456789+01:00",
          "2020-02-30", "2020-01-01T10:00GMT+01:00", " 2020-01-01", "2020-01-01 ", "01/02/2020", "20200101", "12020-01-01", "+12020-01-01", "0001-01-01", "123456789012345678901234567890.5", "0.000000000000000000000000001", "1e38", "99999.995", "-99999.994", "1E+2", "100000"]
lines = "".join('"' + v + '"\n' for v in values)
for type in ["tinyint", "smallint", "int", "bigint", "float", "double", "decimal(10,2)", "decimal(38,10)", "decimal(5,0)", "boolean", "date", "timestamp", "timestamp_ntz", "string", "binary"]:
    case("value " + type, lines, corrupt, f"v {type}, bad string")
for options in [{"dateFormat": "yyyy/MM/dd"}, {"dateFormat": "MM/dd/yyyy"}, {"dateFormat": "yyyy-MM-dd"}, {"preferDate": "false"}, {"enableDateTimeParsingFallback": "false"}, {"dateFormat": "MM/dd/yyyy", "enableDateTimeParsingFallback": "true"}]:
    case("value date " + json.dumps(options), lines, corrupt | options, "v date, bad string")
for options in [{"timestampFormat": "yyyy-MM-dd'T'HH:mm:ssXXX"}, {"timestampFormat": "yyyy-MM-dd HH:mm:ss"}, {"timestampFormat": "MM/dd/yyyy"}, {"timestampFormat": "yyyy-MM-dd", "enableDateTimeParsingFallback": "true"}, {"timeZone": "Asia/Kolkata"}, {"enableDateTimeParsingFallback": "false"}]:
    case("value timestamp " + json.dumps(options), lines, corrupt | options, "v timestamp, bad string")
    case("value timestamp_ntz " + json.dumps(options), lines, corrupt | options, "v timestamp_ntz, bad string")
case("value timestamp_ntz format", lines, corrupt | {"timestampNTZFormat": "yyyy-MM-dd HH:mm:ss"}, "v timestamp_ntz, bad string")
case("value double names", "1\nnot\nplus\nminus\nNaN\nInf\n", corrupt | {"nanValue": "not", "positiveInf": "plus", "negativeInf": "minus"}, "v double, bad string")
case("value float names", "1\nnot\nplus\nminus\nNaN\nInf\n", corrupt | {"nanValue": "not", "positiveInf": "plus", "negativeInf": "minus"}, "v float, bad string")

# Inference: one column a value, and columns of pairs.
for options in [{}, {"preferDate": "false"}, {"dateFormat": "dd/MM/yyyy"}, {"dateFormat": "MM/dd/yyyy", "timestampFormat": "yyyy-MM-dd HH:mm:ss"}, {"timestampFormat": "yyyy-MM-dd"}, {"nanValue": "abc", "nullValue": "null"}]:
    wide = ",".join('"' + v + '"' for v in values) + "\n"
    case("infer each " + json.dumps(options), wide, {"inferSchema": "true"} | options)
    firsts = ["1", "9999999999", "99999999999999999999", "1.5", "2020-01-01", "2020-01-01 10:00:00", "true", "abc", "", "12345678901234567890123456789012345678", "9223372036854775808", "2020", "NaN", "01/02/2020"]
    pairs = [(a, b) for a in firsts for b in firsts]
    case("infer pairs " + json.dumps(options), ",".join(a for a, _ in pairs) + "\n" + ",".join(b for _, b in pairs) + "\n", {"inferSchema": "true"} | options)
case("infer prefix", "2020-01-01xyz,2020-01-01 10:00:00 and more\n", {"inferSchema": "true", "timestampFormat": "yyyy-MM-dd"})
case("infer zeros", "00123456789012345678901,-0,+5,-,+\n", {"inferSchema": "true"})
case("infer short first row", "1\n1,2\n1,2,3\n", {"inferSchema": "true"})
case("infer nothing", ",,\n,,\n", {"inferSchema": "true"})
case("infer white space", " 1,2 , 3 ,\t4\n", {"inferSchema": "true"})
case("infer white space trimmed", " 1,2 , 3 ,\t4\n", {"inferSchema": "true", "ignoreLeadingWhiteSpace": "true", "ignoreTrailingWhiteSpace": "true"})
out.close()
shutil.rmtree(work)
