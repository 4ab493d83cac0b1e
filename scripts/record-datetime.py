"""Records what Apache Spark makes of dates, timestamps, zones and patterns.

usage: record-datetime.py OUTPUT.tsv      (a Python with pyspark 4.3.0 and Java 17)

Lines are `kind, zone, pattern, input, result`; a null result is written `\\N`, an error `!CONDITION`.
"""
import random
import sys

from pyspark.sql import SparkSession, functions as F
from pyspark.sql.types import LongType, StringType, StructField, StructType

spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
         .config("spark.sql.shuffle.partitions", "2").getOrCreate())
spark.sparkContext.setLogLevel("OFF")
out = open(sys.argv[1], "w", encoding="utf-8", newline="\n")
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})


def line(kind, zone, pattern, text, result):
    shown = "\\N" if result is None else str(result).translate(ESCAPES)
    out.write("\t".join([kind, zone, pattern.translate(ESCAPES), str(text).translate(ESCAPES), shown]) + "\n")


def run(kind, zone, pattern, inputs, expression, column=StringType()):
    spark.conf.set("spark.sql.session.timeZone", zone)
    frame = spark.createDataFrame([(x,) for x in inputs], StructType([StructField("v", column)]))
    try:
        rows = frame.select("v", F.expr(expression).alias("r")).collect()
    except Exception as error:
        condition = getattr(error, "getCondition", lambda: None)()
        if condition is None and len(inputs) > 1:
            # One value failed at run time: ask for each.
            for value in inputs:
                run(kind, zone, pattern, [value], expression, column)
        else:
            line(kind, zone, pattern, inputs[0], "!" + (condition or "ARITHMETIC_OVERFLOW"))
        return
    for value, result in rows:
        line(kind, zone, pattern, value, result)


rng = random.Random(7)
dates = """2020-01-01|2020-1-1|2020-1|2020|2020-|2020-01-|20200101|0001-01-01|0000-01-01|-0001-01-01|+2020-02-02|-2020|99999-12-31|1234567-1-1
5881580-07-11|5881580-07-12|9999999-01-01|12345678-1-1|2020-13-01|2020-00-10|2020-02-30|2020-02-29|2019-02-29|1900-02-29|2000-02-29
 2020-01-01 |2020-01-01 | 2020|2020 |2020-01 |\t2020-01-01\n|2020-01-01T|2020-01-01Tabc|2020-01-01 12:00:00|2020-01-01x|2020-01-1T10|020-01-01|20-1-1
2020/01/01|2020-1-123|2020-123-1|abc|-|+|--|T|1970-01-01|1969-12-31|2020-01-01-|2020-1-1-1|2020-01T10:00|+0010-05-05|2020-01-01\u00a0|\u0001""".replace("\n", "|").split("|")
dates += ["", " ", "\x7f2020-01-01", "2020-01-01Z", "2020-01-32", "2020-06-31", "-0004-02-29", "1582-10-10"]
times = """2020-01-01|2020|2020-06|2020-01-01 12|2020-01-01T12|2020-01-01 12:3|2020-01-01 12:03:4|2020-01-01 12:03:04|2020-01-01 12:03:04.5|2020-01-01 12:03:04.
2020-01-01 12:03:04.123456|2020-01-01 12:03:04.123456789|2020-01-01 12:03:04.1234567|2020-01-01T12:03:04.123Z|2020-01-01T12:03:04Z|2020-01-01T12:03:04+01:00
2020-01-01T12:03:04.5-7:30|2020-01-01T12:03:04+1|2020-01-01T12:03:04+01|2020-01-01T12:03:04+0130|2020-01-01T12:03:04+01:3|2020-01-01T12:03:04 UTC
2020-01-01T12:03:04 Europe/Zurich|2020-01-01 12:03:04 America/Los_Angeles|2020-01-01 12:03:04.1PST|2020-01-01 12:03:04 GMT+1|2020-01-01 12:03:04UTC+01:30|2020-01-01 12:03:04 Nowhere/City
2020-01-01 12:03 UTC|2020-01-01 12:03Z|2020-01-01 12:03+01:00|2020-01-01Z|12:30|12:30:15|T12:30|2020-01-01 24:00:00|2020-01-01 23:59:60|2020-01-01 12:60:00|2020-03-29 02:30:00|2020-10-25 02:30:00
2020-03-08 02:30:00|2020-11-01 01:30:00|1883-11-18 12:00:00|1883-11-18 12:05:00|1700-01-01 00:00:00|0001-01-01 00:00:00|0000-01-01 00:00:00|-0001-06-01 00:00:00|10000-01-01 00:00:00|+10000-01-01 00:00:00
294247-01-10 04:00:54.775807|294247-01-10 04:00:54.775808|-290308-12-21 19:59:05.224192|-290308-12-21 19:59:05.224191|999999-01-01 00:00:00|1234567-01-01 00:00:00
 2020-01-01 00:00:00 |2020-01-01  00:00:00|2020-01-01T 00:00:00|2020-1-1 1:2:3|2020-01-01 1:2:3.4|2020-01-01-01:00|2020-01-01 00:00:00 +01:00|2020-01-01 00:00:00+18:00|2020-01-01 00:00:00+18:01|2020-01-01 00:00:00+19:00
2020-01-01 00:00:00.1+00:00:30|2020-01-01 00:00:00Z+1|2020-01-01 00:00:00z|2020-01-01 00:00:00 utc|2020-01-01 00:00:00 EST|2020-01-01 00:00:00 CST|2020-01-01 00:00:00UT|2020-01-01 00:00:00UT+5|2020-01-01 00:00:00 GMT0|2020-01-01 00:00:00 Z
2100-07-01 12:00:00|2100-01-01 12:00:00|2500-07-01 12:00:00|2038-07-01 00:00:00|1970-01-01 00:00:00|1969-12-31 23:59:59.999999|1969-12-31 23:59:59.1|abc|2020-01-01 ab|2020-01-01 00:00:00 -08|2020-02-30 00:00:00
2020-01-01 00:00:00 +1:2|2020-01-01 00:00:00 +1:02|2020-01-01 00:00:00+010203|2020-01-01 00:00:00+01:02:03|2020-01-01 00:00:00+1:2:3|2020-01-01 00:00:00 Etc/GMT+5|2020-01-01 00:00:00 GMT+01:00|2020-01-01 00:00:00GMT-1:00""".replace("\n", "|").split("|")
times += ["", " ", "2020-01-01 00:00:00\t", "2020-01-01\t00:00:00"]

run("date", "UTC", "", dates, "unix_date(try_cast(v as date))")
for zone in ["UTC", "Europe/Zurich", "America/Los_Angeles", "Asia/Kolkata", "+05:30", "Australia/Lord_Howe"]:
    run("timestamp", zone, "", [t for t in times if not t.startswith(("12:", "T12"))], "unix_micros(try_cast(v as timestamp))")
run("timestampNTZ", "UTC", "", times, "cast(try_cast(v as timestamp_ntz) as string)")
days = [0, 1, -1, 18262, -719162, -719163, -719528, -719529, 2932896, 2932897, -1000000, 50000000, -50000000, 2147483647, -2147483648, 2**20]
run("formatDate", "UTC", "", days, "cast(date_from_unix_date(cast(v as int)) as string)", LongType())
micros = [0, 1, -1, 10, 123456, 1500000, -1500000, 1577880184120000, 1585443600000000, 1585447200000000, 1603587600000000, 1603584000000000,
          -62135596800000000, -62135596800000001, 253402300799999999, 253402300800000000, -62167219200000001, 4118083200000000,
          -2717640000000000, -2717650000000000, 16725225600000000, 9223372036854775807, -9223372036854775808]
micros += [rng.randrange(-4 * 10**15, 9 * 10**15) for _ in range(60)]
zones = ["UTC", "Europe/Zurich", "America/Los_Angeles", "America/New_York", "Asia/Kolkata", "Asia/Tehran", "Australia/Lord_Howe", "Australia/Sydney",
         "America/Sao_Paulo", "Africa/Casablanca", "Europe/Dublin", "Pacific/Apia", "Asia/Gaza", "+05:30", "-03:00", "GMT+1", "EST", "Etc/GMT+5", "UTC+2",
         "America/Godthab", "Africa/Cairo", "Antarctica/Troll", "America/St_Johns", "Europe/London"]
for zone in zones:
    run("formatTimestamp", zone, "", micros, "cast(timestamp_micros(v) as string)", LongType())

patterns = ["yyyy-MM-dd HH:mm:ss", "yyyy/MM/dd", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "dd.MM.yyyy", "d.M.yyyy", "M/d/yy", "yy-MM-dd", "yyyyMMdd", "yyyyMMddHHmmss", "yyyyMMddHHmmssSSS",
            "hh:mm a", "h:mm:ss a", "HH:mm", "kk:mm", "KK:mm a", "MMM d, yyyy", "MMMM dd yyyy", "dd-MMM-yy", "LLL yyyy", "LLLL", "y", "yyy", "yyyyy", "D yyyy", "DDD yyyy", "DD", "yyyyDDD",
            "EEE, d MMM yyyy", "EEEE", "E", "G yyyy", "yyyy G", "y-M-d H:m:s.S", "ss.SSSSSS", "ss.SSSSSSSSS", "s.SS", "VV", "z", "zzzz", "O", "OOOO", "X", "XX", "XXX", "XXXX", "XXXXX", "x", "xx", "xxx", "xxxx", "xxxxx",
            "Z", "ZZ", "ZZZ", "ZZZZ", "ZZZZZ", "Q", "QQ", "QQQ", "QQQQ", "q", "qqq", "'quoted' yyyy ''", "yyyy[-MM[-dd]]", "[yyyy-MM-dd][dd/MM/yyyy]", "yyyy-MM-dd[ HH:mm[:ss]]", "yyyy-MM-dd hh:mm:ss a Z",
            "F", "a", "h", "K", "k", "H", "m", "s", "S", "SSS", "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]", "''", "GGGG yyyy", "yyyy-MM-dd HH:mm:ss.SSSSSS VV", "dd/MMM/yyyy:HH:mm:ss Z", "yyyy.MM.dd G 'at' HH:mm:ss z", "MM", "dd", "d", "M", "EEEE MMMM d"]
bad = ["YYYY-MM-dd", "w", "W", "u", "e", "c", "A", "n", "N", "B", "p", "MMMMM", "EEEEE", "GGGGG", "yyyyyyy", "ddd", "HHH", "sss", "V", "VVV", "aa", "b", "C", "'abc", "yyyy]", "[yyyy", "SSSSSSSSSS", "OO", "DDDD", "zzzzz", "XXXXXX", "ZZZZZZ", "QQQQQ", "{", "#", "}", "FF", "LLLLL", "qqqqq", "T", "yyyy-MM-ddTHH:mm", "j"]
few = [0, 1577880184123456, -1500000, 1585443600000000, 1603587600123000, -62167219200000001, 253402300800000000, 951782400000000, 1596240000000000]
for pattern in patterns + bad:
    quoted = pattern.replace("\\", "\\\\").replace("'", "\\'")
    for zone in ["UTC", "America/Los_Angeles"] if pattern in patterns else ["UTC"]:
        run("format", zone, pattern, few, f"date_format(timestamp_micros(v), '{quoted}')", LongType())
    shapes = few
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    inputs = ["", "abc", "2020", "2020-01-01"]
    try:
        rows = spark.createDataFrame([(x,) for x in few], "v long").select(F.expr(f"date_format(timestamp_micros(v), '{quoted}')")).collect()
        for (text,) in rows:
            inputs += [text, text + " ", text.lower(), text.upper()]
            if len(text) > 1:
                cut = rng.randrange(len(text))
                inputs += [text[:-1], text[:cut] + text[cut + 1:], text[:cut] + "7" + text[cut:], text[:cut] + "0" + text[cut + 1:]]
    except Exception:
        pass
    run("parse", "America/Los_Angeles", pattern, sorted(set(inputs)), f"unix_micros(try_to_timestamp(v, '{quoted}'))")
extra = {
    "yyyy-MM-dd HH:mm:ss": ["2020-01-01 12:00:00", "2020-1-1 12:00:00", "2020-02-30 00:00:00", "2020-01-01 24:00:00", "2020-01-01 12:00", "+2020-01-01 00:00:00", "12020-01-01 00:00:00", "+12020-01-01 00:00:00", "-2020-01-01 00:00:00", "2020-03-08 02:30:00"],
    "d.M.yyyy": ["1.1.2020", "01.01.2020", "31.12.1999", "32.1.2020", "1.13.2020", "001.1.2020", "-1.1.2020"],
    "M/d/yy": ["1/2/03", "12/31/99", "1/2/2003", "1/2/3"], "yy-MM-dd": ["70-01-01", "69-12-31", "00-01-01", "99-12-31"],
    "MMM d, yyyy": ["Jan 5, 2020", "JAN 5, 2020", "jan 5, 2020", "Sept 5, 2020", "Sep 5, 2020", "May 12, 2021", "January 5, 2020"],
    "MMMM dd yyyy": ["January 05 2020", "may 05 2020", "Jan 05 2020"],
    "hh:mm a": ["12:30 AM", "12:30 PM", "01:15 pm", "13:00 PM", "00:10 AM"], "KK:mm a": ["00:30 AM", "11:30 PM", "12:30 PM"],
    "kk:mm": ["24:30", "01:00", "00:10"], "h": ["5", "12", "13"], "K": ["5", "11", "12"], "a": ["AM", "pm", "x"], "DDD yyyy": ["060 2020", "366 2020", "366 2019", "1 2020"], "D yyyy": ["60 2020", "366 2019"],
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX": ["2020-01-01T00:00:00.123Z", "2020-01-01T00:00:00.123+01:00", "2020-01-01T00:00:00.1-08:00", "2020-01-01T00:00:00.1234Z", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00.123+0100"],
    "yyyy[-MM[-dd]]": ["2020", "2020-05", "2020-05-06", "2020-05-", "2020-"], "yyyy-MM-dd[ HH:mm[:ss]]": ["2020-01-01", "2020-01-01 10:11", "2020-01-01 10:11:12", "2020-01-01 10"],
    "[yyyy-MM-dd][dd/MM/yyyy]": ["2020-01-02", "02/01/2020", "2020-01-0202/01/2020", ""],
    "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]": ["2020-01-01T00:00:00", "2020-01-01T00:00:00.5", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00.123+05:30"],
    "yyyyMMddHHmmssSSS": ["20200102030405678", "202001020304056", "20200102030405"], "Z": ["+0100", "-0800", "+01:00", "Z", "+0000"], "ZZZZZ": ["+01:00", "Z", "+0100"],
    "VV": ["Europe/Zurich", "UTC", "Z", "+01:00", "GMT+1", "Nowhere", "PST"], "z": ["UTC", "PST", "PDT", "CET", "Europe/Zurich", "EST", "Pacific Standard Time", "GMT", "GMT+01:00"], "zzzz": ["Pacific Standard Time", "Coordinated Universal Time", "PST"],
    "O": ["GMT", "GMT+1", "GMT+8:30", "GMT-08:00", "UTC+1"], "OOOO": ["GMT", "GMT+01:00", "GMT-8"], "x": ["+01", "+0130", "-08", "Z"], "X": ["Z", "+01", "+0130", "+01:30"], "yyyyDDD": ["2020060", "2019366"], "y": ["5", "-5", "123456", "0"], "yyy": ["5", "005", "12345"],
    "yyyy G": ["2020 AD", "0044 BC", "2020 ad", "0000 AD"], "G yyyy": ["AD 2020", "BC 0001"], "QQQ": ["Q1"], "Q": ["1"], "s.SS": ["1.5", "1.55", "1.555"], "ss.SSSSSSSSS": ["01.123456789", "01.1"],
}
for pattern, inputs in extra.items():
    quoted = pattern.replace("'", "\\'")
    run("parse", "America/Los_Angeles", pattern, inputs, f"unix_micros(try_to_timestamp(v, '{quoted}'))")
out.close()
