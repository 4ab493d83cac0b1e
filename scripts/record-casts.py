"""Records what Apache Spark makes of casts and arithmetic, for the tests of RedstartEvaluation.

Usage: python record-casts.py OUTPUT_FOLDER   (with pyspark 4.3.0, classic mode)
Writes casts.tsv, cast-rules.tsv and arithmetic.tsv.
"""
import json
import sys
import warnings

warnings.filterwarnings("ignore")
from pyspark.sql import SparkSession

out = sys.argv[1]
zone = "America/Los_Angeles"
spark = (
    SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    .config("spark.sql.session.timeZone", zone).getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")


def escape(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def integers(sql, values):
    return [(str(v), f"cast('{v}' as {sql})") for v in values]


def decimals(sql, scale, values):
    return [(str(int(round(float(v) * 10**scale))) if abs(float(v)) < 1e15 else v.replace(".", ""), f"cast('{v}' as {sql})")
            for v in values]


strings = ["", " ", "abc", "1", " 12 ", "\t7\n", "+5", "-5", "--5", "12.7", "12.", ".", "-.5", ".5", "1e3", "1E-2", "1e400", "127",
           "128", "-128", "-129", "32768", "2147483647", "2147483648", "-2147483648", "9223372036854775807",
           "9223372036854775808", "-9223372036854775808", "1.5d", "1.5f", "1d", "d", "inf", "+Infinity", "-iNf", "nan", "NaN", "-nan", "0x10",
           "true", "TRUE", "t", "Yes", "y", "no", "n", "f", "false", "0", "tru", "2020-01-01", "2020-1-1", "2020", "2020-13-01",
           "2020-02-30", "2020-01-01T", "2020-01-01 10:11:12", "2020-01-01 10:11:12.123456", "2020-01-01T10:11:12Z",
           "2020-01-01 10:11:12+02:00", "2020-01-01 10:11:12 Europe/Paris", "99999999999", "0.005", "0.015", "123456.785",
           "12345678.99", "99999999.999", "1e100", "1e-100", "123456789012345678901234567890123456789012", "1-2", "-1-2", "+3-11",
           "1-12", "1 02:03:04.5", "-1 02:03:04", "1 2:3", "10", "INTERVAL '1-2' YEAR TO MONTH",
           "INTERVAL '1 02:03:04.567' DAY TO SECOND", "interval 1 day", "1 day 2 hours", "-3 months 1.5 seconds", "é"]
sources = {
    "boolean": [("true", "true"), ("false", "false")],
    "tinyint": integers("tinyint", [0, 1, -1, 127, -128]),
    "smallint": integers("smallint", [0, 300, -300, 32767, -32768]),
    "int": integers("int", [0, 1, -7, 127, 128, 40000, 2147483647, -2147483648]),
    "bigint": integers("bigint", [0, 5, -5, 128, 3000000000, 9223372036854775807, -9223372036854775808]),
    "float": [(v, f"cast('{v}' as float)") for v in ["0.0", "-0.0", "1.5", "-1.5", "0.1", "1.0E10", "3.4028235E38", "NaN", "Infinity", "-Infinity", "127.9", "128.0", "1.0E-5", "16777216"]],
    "double": [(v, f"cast('{v}' as double)") for v in ["0.0", "-0.0", "1.5", "-1.5", "0.1", "127.99", "-128.99", "300.7", "1.0E20", "-1.0E20", "9.223372036854775807E18", "2.147483647E9", "2.1474836475E9", "NaN", "Infinity", "-Infinity", "1.0E-5", "123456.785", "1.0E30", "1234567.125", "0.005"]],
    "decimal(5,2)": decimals("decimal(5,2)", 2, ["0", "1.50", "-1.50", "127.99", "999.99", "0.01", "-0.50"]),
    "decimal(18,9)": decimals("decimal(18,9)", 9, ["0", "0.000000001", "123456789.5", "-1.005"]),
    "decimal(38,10)": [("0", "cast(0 as decimal(38,10))"), ("15000000000", "cast('1.5' as decimal(38,10))"), ("-15000000000", "cast('-1.5' as decimal(38,10))"),
                       ("99999999999999999999999999990000000000", "cast('9999999999999999999999999999' as decimal(38,10))"),
                       ("1", "cast('0.0000000001' as decimal(38,10))"), ("92233720368547758080000000000", "cast('9223372036854775808' as decimal(38,10))")],
    "string": [(escape(s), "'" + s.replace("'", "\\'").replace("\t", "\\t").replace("\n", "\\n") + "'") for s in strings],
    "binary": [("414243", "X'414243'"), ("", "X''")],
    "date": [(str(v), f"date_from_unix_date({v})") for v in [0, 18262, -1, -719893, 2932896, 3000000]],
    "timestamp": [(str(v), f"timestamp_micros({v}L)") for v in [0, 1, -1, 1900000, -1900000, 1577865600123456, 1577865600120000, 32503680000000000, 1604217600000000]],
    "timestamp_ntz": [(str(v), f"cast(cast(timestamp_micros({v}L) as timestamp_ntz) + make_dt_interval(0, 8) as timestamp_ntz)") for v in [0, 1577865600123456, 1577836800000000]],
    "interval year to month": [(str(v), f"make_ym_interval(0, {v})") for v in [0, 14, -14, 300]],
    "interval month": [(str(v), f"cast(make_ym_interval(0, {v}) as interval month)") for v in [0, 14, -200]],
    "interval year": [(str(v), f"cast(make_ym_interval(0, {v}) as interval year)") for v in [0, 24, -36]],
    "interval day to second": [(str(v), f"make_dt_interval(0, 0, 0, {v / 1e6:.6f})") for v in [0, 93784500000, -93784500000, 1500000, 60000000000000]],
    "interval minute": [(str(v), f"cast(make_dt_interval(0, 0, {v // 60000000}) as interval minute)") for v in [0, 300000000, 5400000000]],
    "interval hour to second": [(str(v), f"cast(make_dt_interval(0, 0, 0, {v / 1e6:.6f}) as interval hour to second)") for v in [0, 93784500000, 1500000]],
    "interval second": [(str(v), f"cast(make_dt_interval(0, 0, 0, {v / 1e6:.6f}) as interval second)") for v in [0, 1500000, 93784000000]],
}
targets = ["boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal(5,2)", "decimal(18,9)", "decimal(38,10)", "decimal(3,0)",
           "string", "binary", "date", "timestamp", "timestamp_ntz", "interval year to month", "interval year", "interval month",
           "interval day to second", "interval day", "interval minute", "interval second"]

jvm = spark._jvm
Cast = jvm.org.apache.spark.sql.catalyst.expressions.Cast


def parsed(name):
    return jvm.org.apache.spark.sql.types.DataType.fromDDL(name)


rule_types = sorted(set(sources) | set(targets) | {"void", "interval", "array<int>", "array<string>", "map<string,int>", "map<int,string>",
                                                    "struct<a:int,b:string>", "struct<c:bigint,d:string>", "struct<c:bigint>"})
handles = {name: parsed(name) for name in rule_types}
rules = {"legacy": Cast.canCast, "ansi": Cast.canAnsiCast, "try": Cast.canTryCast, "up": Cast.canUpCast, "store": Cast.canANSIStoreAssign}
with open(out + "/cast-rules.tsv", "w") as file:
    for rule, check in rules.items():
        for a in rule_types:
            allowed = [b for b in rule_types if check(handles[a], handles[b])]
            file.write(f"{rule}\t{a}\t{';'.join(allowed)}\n")


def text_of(sql, type):
    # Binary as its bytes, everything else as Spark's text.
    return f"hex({sql})" if type == "binary" else f"cast(({sql}) as string)"


def bulk(expressions):
    """Values of many expressions that do not fail."""
    values = []
    for start in range(0, len(expressions), 200):
        part = expressions[start:start + 200]
        row = spark.sql("select " + ", ".join(f"{e} as c{i}" for i, e in enumerate(part))).collect()[0]
        values += list(row)
    return values


def single(expression):
    try:
        return "ok", spark.sql("select " + expression).collect()[0][0], ""
    except Exception as error:
        condition = getattr(error, "getCondition", lambda: None)()
        if condition is None:
            return "skip", str(error)[:80], ""
        return "error", condition, json.dumps(error.getMessageParameters(), sort_keys=True)


numbers = ["tinyint", "smallint", "int", "bigint", "float", "double"]
shapes = {"decimal(5,2)": ["0", "1.50", "-7.25", "999.99"], "decimal(18,4)": ["0", "3.0001", "-99999999999999.9999"],
          "decimal(38,0)": ["1", "-7", "99999999999999999999999999999999999999"], "decimal(38,20)": ["1.5", "-999999999999999999.99999999999999999999", "0.00000000000000000003"],
          "decimal(20,10)": ["2.5", "-9999999999.9999999999", "0"], "decimal(10,0)": ["3", "-9999999999"]}
tries = {"+": "try_add", "-": "try_subtract", "*": "try_multiply", "/": "try_divide", "%": "try_mod"}


def digits(value, shape):
    scale = int(shape.rstrip(")").split(",")[1])
    whole, _, fraction = value.partition(".")
    return str(int(whole + fraction.ljust(scale, "0")))


with open(out + "/arithmetic.tsv", "w") as file:
    cases = []
    for type in numbers:
        values = sources[type]
        for op in ["+", "-", "*", "/", "%", "div"]:
            if op == "div" and type in ("float", "double"):
                continue
            cases += [(type, x, type, y, op) for x in values for y in values]
    for a, xs in shapes.items():
        for b, ys in shapes.items():
            for op in ["+", "-", "*", "/", "%", "div"]:
                cases += [(a, (digits(x, a), f"cast('{x}' as {a})"), b, (digits(y, b), f"cast('{y}' as {b})"), op) for x in xs for y in ys]
    spark.conf.set("spark.sql.ansi.enabled", "false")
    types = {}
    frames = [f"{x[1]} {op} {y[1]}" for _, x, _, y, op in cases]
    legacy = bulk([f"cast(({e}) as string)" for e in frames])
    kinds = {}
    for (a, x, b, y, op), e in zip(cases, frames):
        if (a, b, op) not in kinds:
            kinds[(a, b, op)] = spark.sql("select " + e).schema[0].dataType.simpleString()
    spark.conf.set("spark.sql.ansi.enabled", "true")
    tried = bulk([f"cast({tries[op]}({x[1]}, {y[1]}) as string)" if op in tries else "null" for _, x, _, y, op in cases])
    for (a, x, b, y, op), e, old, attempt in zip(cases, frames, legacy, tried):
        head = [a, x[0], op, b, y[0], kinds[(a, b, op)]]
        first = ("null", "", "") if old is None else ("ok", old, "")
        second = ("ok", attempt, "") if attempt is not None else single(f"cast(({e}) as string)")
        if second[0] == "ok" and second[1] is None:
            second = ("null", "", "")
        for modes, outcome in ([("ansi,legacy", first)] if first == second else [("legacy", first), ("ansi", second)]):
            file.write("\t".join([modes] + head + [escape(part) for part in outcome]) + "\n")


outcomes = {}


def write(mode, a, raw, b, status, value, parameters=""):
    if status == "ok" and value is None:
        status, value = "null", ""
    outcomes.setdefault((a, raw, b), {}).setdefault((status, escape(str(value)), escape(parameters)), []).append(mode)


for mode in ("try", "legacy"):
    spark.conf.set("spark.sql.ansi.enabled", "true" if mode == "try" else "false")
    cases = [(a, raw, sql, b) for a, values in sources.items() for b in targets if rules[mode](handles[a], handles[b])
             for raw, sql in values]
    word = "try_cast" if mode == "try" else "cast"
    # Conversions to and from intervals fail in every mode.
    risky = [c for c in cases if c[3].startswith("interval") != c[0].startswith("interval") and c[3] != "string"]
    safe = [c for c in cases if c not in risky]
    results = bulk([text_of(f"{word}({sql} as {b})", b) for _, _, sql, b in safe])
    for (a, raw, sql, b), value in zip(safe, results):
        write(mode, a, raw, b, "ok", value)
        if mode == "try" and (value is None or (a == "string" and b not in ("string", "binary"))):
            write("ansi", a, raw, b, *single(text_of(f"cast({sql} as {b})", b)))
        elif mode == "try":
            write("ansi", a, raw, b, "ok", value)
    for a, raw, sql, b in risky:
        write(mode, a, raw, b, *single(text_of(f"{word}({sql} as {b})", b)))
        if mode == "try":
            write("ansi", a, raw, b, *single(text_of(f"cast({sql} as {b})", b)))
with open(out + "/casts.tsv", "w") as file:
    for (a, raw, b), found in outcomes.items():
        for (status, value, parameters), modes in found.items():
            file.write("\t".join([",".join(modes), a, raw, b, status, value, parameters]) + "\n")
