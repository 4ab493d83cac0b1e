"""Records what Apache Spark's analyser says about SQL statements: schemas, or conditions with their parameters.

Writes Tests/RedstartAnalyzerTests/Fixtures/analysis.jsonl. Run it with a Python that has pyspark 4.3.
"""
import json
import pathlib

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.types import StructType

TABLES = {
    "t": "a INT NOT NULL, b STRING, c DOUBLE, d DECIMAL(10,2), e DATE, f TIMESTAMP, g BOOLEAN, l BIGINT,"
    " s STRUCT<x: INT NOT NULL, y: STRING>, h SMALLINT, r FLOAT",
    "u": "a INT, b STRING, k BIGINT NOT NULL, z DECIMAL(20,4)",
    "v": "id BIGINT NOT NULL, name STRING NOT NULL, amount DECIMAL(15,2) NOT NULL, day DATE NOT NULL",
}

STATEMENTS = """
SELECT 1
SELECT 1 AS x, 'a', 1.5, 1.5D, 2L, 3S, 4Y, true, NULL, DATE '2020-01-02', TIMESTAMP '2020-01-02 03:04:05'
SELECT * FROM t
SELECT t.* FROM t
SELECT A, B FROM t
SELECT T.a, t.B FROM t
SELECT a + 1, a - 1, a * 2, a / 2, a % 2, -a, +a, a div 2 FROM t
SELECT a + l, a + c, a + d, d + d, d - d, d * d, d / d, d % d, l * d, h + h, r + a, r + l, c / a FROM t
SELECT d + 1, d * 2, d / 3, 1 - d, d * (1 - d) * (1 + d), d * 1.5, d + 1L FROM t
SELECT amount * (1 - amount) * (1 + amount), sum(amount * (1 - amount)), avg(amount) FROM v GROUP BY amount
SELECT a = 1, a <> 1, a != 1, a < 1, a <= 1, a > 1, a >= 1, a <=> 1, NOT g, g AND g, g OR NOT g FROM t
SELECT a = l, a = c, a = d, b = 'x', e = '2020-01-01', e < f, b = a FROM t
SELECT a IS NULL, b IS NOT NULL, b IS NULL FROM t
SELECT a IN (1, 2), a IN (1, 2L), b IN ('x', 'y'), a NOT IN (1), d IN (1, 2.5) FROM t
SELECT a BETWEEN 1 AND 2, a NOT BETWEEN 1 AND 2, d BETWEEN 0.05 AND 0.07 FROM t
SELECT CASE WHEN a > 1 THEN 'x' ELSE 'y' END, CASE a WHEN 1 THEN 2 END, CASE WHEN g THEN 1 WHEN NOT g THEN 2.5 ELSE NULL END FROM t
SELECT CASE WHEN a > 1 THEN 1 ELSE 2L END, CASE WHEN a > 1 THEN d ELSE 0 END FROM t
SELECT CAST(a AS STRING), CAST(b AS INT), a::long, CAST(a AS DECIMAL(5,1)), CAST(c AS DECIMAL(10,2)), try_cast(b AS INT) FROM t
SELECT CAST(e AS TIMESTAMP), CAST(f AS DATE), CAST(b AS DATE), CAST(b AS BOOLEAN), CAST(l AS INT) FROM t
SELECT s.x, s.y, t.s.x, s FROM t
SELECT s['x'] FROM t
SELECT s.* FROM t
SELECT a AS x, x + 1 AS y FROM t
SELECT a AS x, x + 1 AS y, y * 2 AS z FROM t
SELECT a AS b, b FROM t
SELECT * EXCEPT (a, b) FROM t
SELECT * EXCEPT (s.x) FROM t
SELECT count(*), count(1), count(a), count(DISTINCT a), count(DISTINCT a, b) FROM t
SELECT sum(a), sum(l), sum(c), sum(d), sum(h), sum(r), avg(a), avg(d), avg(c), min(a), max(b), min(e) FROM t
SELECT sum(DISTINCT a), avg(DISTINCT a), mean(a), first(a), last(a), any_value(b) FROM t
SELECT stddev(a), variance(c), stddev_pop(a), var_pop(a), corr(a, c), covar_pop(a, c), skewness(a), kurtosis(a) FROM t
SELECT collect_list(a), collect_set(b), approx_count_distinct(a), percentile_approx(a, 0.5), median(a) FROM t
SELECT b, sum(a) FROM t GROUP BY b
SELECT b, sum(a) AS total FROM t GROUP BY b HAVING sum(a) > 10
SELECT b, sum(a) AS total FROM t GROUP BY b HAVING total > 10
SELECT b, sum(a) AS total FROM t GROUP BY b HAVING count(*) > 10 ORDER BY sum(c)
SELECT b, sum(a) FROM t GROUP BY 1
SELECT b, sum(a) FROM t GROUP BY ALL
SELECT b, a + 1, sum(c) FROM t GROUP BY ALL
SELECT sum(c) FROM t GROUP BY ALL
SELECT upper(b), count(*) FROM t GROUP BY upper(b)
SELECT upper(b) AS ub, count(*) FROM t GROUP BY ub
SELECT a + 1, count(*) FROM t GROUP BY a + 1
SELECT a + 1 + 2, count(*) FROM t GROUP BY a + 1
SELECT (a + 1) * 2 FROM t GROUP BY a + 1
SELECT a, b FROM t ORDER BY 2, 1
SELECT a FROM t ORDER BY b
SELECT a AS x FROM t ORDER BY x, a
SELECT a, count(*) FROM t GROUP BY a ORDER BY count(*) DESC, a
SELECT a, count(*) AS n FROM t GROUP BY a ORDER BY n
SELECT b, sum(a) FROM t GROUP BY b ORDER BY max(c)
SELECT DISTINCT a, b FROM t ORDER BY a
SELECT a FROM t ORDER BY ALL
SELECT a FROM t LIMIT 10
SELECT a FROM t LIMIT 5 + 5
SELECT a FROM t LIMIT 10 OFFSET 2
SELECT a FROM t WHERE g
SELECT a FROM t WHERE a > 1 AND b LIKE 'x%'
SELECT b LIKE 'x%', b NOT LIKE '%y', b RLIKE 'z', b || 'x', concat(b, 'y'), substring(b, 1, 2), substr(b, 1) FROM t
SELECT upper(b), lower(b), length(b), trim(b), coalesce(b, 'x'), coalesce(a, l), nvl(b, 'z'), nullif(a, 1), if(g, 1, 2), ifnull(b, 'q') FROM t
SELECT year(e), month(f), extract(year FROM e), date_add(e, 1), e + 1, e - 1, e - e, e + INTERVAL 1 DAY, f + INTERVAL 1 HOUR, datediff(e, e) FROM t
SELECT DATE '1998-12-01' - INTERVAL 90 DAY, DATE '1994-01-01' + INTERVAL 1 YEAR, DATE '1994-01-01' + INTERVAL '3' MONTH
SELECT abs(a), round(c), round(d, 1), round(a), floor(c), ceil(c), ceiling(d), floor(d), sqrt(a), pow(a, 2), exp(a), ln(a) FROM t
SELECT greatest(a, l), least(a, c), current_date(), pi(), e() FROM t
SELECT t.a, u.b FROM t JOIN u ON t.a = u.a
SELECT * FROM t JOIN u USING (a)
SELECT * FROM t LEFT JOIN u USING (a)
SELECT * FROM t RIGHT JOIN u USING (a)
SELECT * FROM t FULL JOIN u USING (a, b)
SELECT * FROM t NATURAL JOIN u
SELECT t.a, u.a FROM t JOIN u USING (a)
SELECT * FROM t LEFT JOIN u ON t.a = u.a
SELECT * FROM t RIGHT JOIN u ON t.a = u.a
SELECT * FROM t FULL OUTER JOIN u ON t.a = u.a
SELECT * FROM t LEFT SEMI JOIN u ON t.a = u.a
SELECT * FROM t LEFT ANTI JOIN u ON t.a = u.a
SELECT * FROM t CROSS JOIN u
SELECT x.a, y.a FROM t x JOIN t y ON x.a = y.a
SELECT x.a, y.a FROM t x, t y WHERE x.a = y.a
SELECT * FROM (SELECT a, b FROM t) q
SELECT q.a FROM (SELECT a, b FROM t) AS q(b, a)
WITH q AS (SELECT a, b FROM t) SELECT * FROM q
WITH q(x, y) AS (SELECT a, b FROM t) SELECT x FROM q
WITH q AS (SELECT a FROM t), p AS (SELECT a FROM q) SELECT q.a, p.a FROM q JOIN p ON q.a = p.a
WITH q AS (SELECT 1 AS a) SELECT (SELECT max(a) FROM q) AS m
SELECT a FROM t UNION ALL SELECT a FROM u
SELECT a FROM t UNION SELECT k FROM u
SELECT a, b FROM t UNION ALL SELECT k, b FROM u
SELECT d FROM t UNION ALL SELECT z FROM u
SELECT a FROM t INTERSECT SELECT a FROM u
SELECT a FROM t EXCEPT SELECT a FROM u
SELECT a FROM t EXCEPT ALL SELECT a FROM u
SELECT a FROM t UNION ALL SELECT a FROM u ORDER BY a LIMIT 3
SELECT (SELECT max(a) FROM u)
SELECT (SELECT max(k) FROM u WHERE u.a = t.a) FROM t
SELECT (SELECT count(*) FROM u WHERE u.a = t.a) AS n FROM t
SELECT a FROM t WHERE a IN (SELECT a FROM u)
SELECT a FROM t WHERE a NOT IN (SELECT a FROM u)
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a)
SELECT a FROM t WHERE NOT EXISTS (SELECT * FROM u WHERE u.a = t.a AND u.k <> t.l)
SELECT a FROM t WHERE a > (SELECT avg(a) FROM u)
SELECT a IN (SELECT a FROM u) FROM t
SELECT a, b, sum(c) FROM t GROUP BY ROLLUP (a, b)
SELECT a, b, sum(c) FROM t GROUP BY CUBE (a, b)
SELECT a, b, sum(c) FROM t GROUP BY GROUPING SETS ((a), (a, b), ())
SELECT a, b, sum(c), grouping(a), grouping_id() FROM t GROUP BY ROLLUP (a, b)
SELECT a, grouping_id(a) FROM t GROUP BY CUBE (a)
SELECT a, b, count(*) FROM t GROUP BY a, b WITH ROLLUP
SELECT sum(a) FILTER (WHERE g) FROM t
SELECT count(DISTINCT a) FILTER (WHERE a > 1), sum(a) FROM t
SELECT * FROM range(10)
SELECT id, id * 2 AS dbl FROM range(1, 10, 2)
SELECT * FROM VALUES (1, 'a'), (2, NULL) AS w(x, y)
SELECT * FROM VALUES (1), (2.5)
VALUES (1, 'x'), (2, 'y')
SELECT x FROM (VALUES (1), (NULL)) AS w(x)
SELECT a, struct(a, b), named_struct('p', a, 'q', b) FROM t
SELECT array(1, 2, 3), map('a', 1), array(a, l) FROM t
SELECT hex(a), md5(b), sha2(b, 256), crc32(b) FROM t
SELECT a & 1, a | 2, a ^ 3, ~a FROM t
SELECT isnull(a), isnotnull(b), nanvl(c, 1.0D), isnan(c) FROM t
SELECT INTERVAL 1 DAY, INTERVAL '1-2' YEAR TO MONTH, INTERVAL '1' HOUR
SELECT date_trunc('month', f), trunc(e, 'year'), to_date(b), to_timestamp(b), date_format(e, 'yyyy') FROM t
SELECT replace(b, 'x', 'y'), instr(b, 'x'), lpad(b, 3, ' '), split(b, ','), regexp_replace(b, 'a', 'b') FROM t
SELECT count(*) AS n, n + 1 FROM t
SELECT sum(a) AS x, x / count(*) AS y FROM t
SELECT 1 + 1 AS two, 'x' || 'y' AS xy
SELECT a.b FROM (SELECT named_struct('b', 1) AS a)
SELECT if(a > 1, b, NULL), if(g, a, l) FROM t
SELECT cast(NULL AS INT), NULL + 1, coalesce(NULL, 1)
SELECT sum(CASE WHEN b = 'x' THEN amount ELSE 0 END) / sum(amount) * 100.00 FROM t, v
SELECT 100.00 * sum(CASE WHEN name LIKE 'PROMO%' THEN amount * (1 - amount) ELSE 0 END) / sum(amount * (1 - amount)) AS promo FROM v
SELECT sum(amount) / 7.0 AS avg_yearly FROM v
SELECT 0.2 * avg(amount) FROM v
SELECT name, sum(amount * id) AS value FROM v GROUP BY name HAVING sum(amount * id) > (SELECT sum(amount * id) * 0.0001 FROM v) ORDER BY value DESC
SELECT nope FROM t
SELECT t.nope FROM t
SELECT x.a FROM t
SELECT aa FROM t
SELECT nope
SELECT a FROM nope
SELECT a FROM x.nope
SELECT nope(a) FROM t
SELECT uper(b) FROM t
SELECT a FROM t x JOIN t y ON x.a = y.a
SELECT a, a FROM (SELECT 1 AS a, 2 AS a)
SELECT q.a FROM (SELECT 1 AS a, 2 AS a) q
SELECT a, sum(c) FROM t
SELECT a, b, sum(c) FROM t GROUP BY a
SELECT a + 1, sum(c) FROM t GROUP BY b
SELECT a FROM t GROUP BY b
SELECT sum(sum(a)) FROM t
SELECT a FROM t WHERE sum(a) > 1
SELECT a FROM t WHERE a
SELECT a FROM t WHERE b
SELECT a FROM t WHERE a + 1
SELECT count(*) FROM t GROUP BY sum(a)
SELECT a, sum(c) FROM t GROUP BY 2
SELECT a, sum(c) FROM t GROUP BY 3
SELECT a FROM t ORDER BY 3
SELECT a FROM t ORDER BY nope
SELECT a FROM t HAVING a > 1
SELECT * FROM t HAVING sum(a) > 1
SELECT sum(a) FROM t HAVING b = 'x'
SELECT a FROM t UNION SELECT a, b FROM u
SELECT a FROM t UNION SELECT s FROM t
SELECT g FROM t UNION SELECT a FROM t
SELECT e FROM t EXCEPT SELECT a FROM t
SELECT a + g FROM t
SELECT g + g FROM t
SELECT a AND g FROM t
SELECT NOT a FROM t
SELECT -b FROM t
SELECT -g FROM t
SELECT a = g FROM t
SELECT a < s FROM t
SELECT e + c FROM t
SELECT CASE WHEN a THEN 1 END FROM t
SELECT CASE WHEN g THEN 1 ELSE e END FROM t
SELECT a IN (e) FROM t
SELECT CAST(a AS DATE) FROM t
SELECT CAST(g AS DATE) FROM t
SELECT CAST(s AS INT) FROM t
SELECT s.nope FROM t
SELECT a.x FROM t
SELECT (SELECT a, b FROM u) FROM t
SELECT a FROM t WHERE a IN (SELECT a, b FROM u)
SELECT a FROM t WHERE (a, b) IN (SELECT a, b FROM u)
SELECT a FROM t WHERE s IN (SELECT a FROM u)
SELECT (SELECT u.k FROM u WHERE u.a = t.a) FROM t
SELECT (SELECT max(k) FROM u WHERE u.a > t.a) FROM t
SELECT a FROM t ORDER BY (SELECT max(a) FROM u)
SELECT a FROM t GROUP BY a, (SELECT max(a) FROM u)
SELECT t.*, nope.* FROM t
SELECT a FROM t LIMIT a
SELECT a FROM t LIMIT -1
SELECT a FROM t LIMIT 'x'
SELECT a FROM t LIMIT NULL
SELECT a FROM t OFFSET -1
SELECT * FROM t JOIN u ON t.a
SELECT * FROM t JOIN u USING (c)
SELECT * FROM t JOIN u USING (a, nope)
SELECT * FROM (SELECT a, b FROM t) AS q(x)
SELECT * FROM (SELECT a, b FROM t) AS q(x, y, z)
WITH q(x) AS (SELECT a, b FROM t) SELECT x FROM q
SELECT * FROM VALUES (1, 2), (3)
SELECT * FROM VALUES (1), (DATE '2020-01-01')
SELECT upper() FROM t
SELECT upper(a, b) FROM t
SELECT sum() FROM t
SELECT sum(b), avg(b) FROM t
SELECT sum(g) FROM t
SELECT sum(e) FROM t
SELECT upper(a), length(a), substring(a, 1, 1) FROM t
SELECT abs(b) FROM t
SELECT year(a) FROM t
SELECT year(b) FROM t
SELECT * FROM t ORDER BY 1, nope
SELECT max(s), min(g) FROM t
SELECT DISTINCT a FROM t ORDER BY b
SELECT a AS x, x AS y, sum(a) FROM t GROUP BY a
SELECT grouping(a) FROM t GROUP BY a
SELECT a, grouping(b) FROM t GROUP BY ROLLUP (a)
SELECT * FROM parquet.`/nowhere/at/all`
SELECT * FROM nosuch.`/nowhere`
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.nope = t.a)
SELECT a FROM t WHERE b > 1 AND nope = 2
SELECT row_number() OVER (ORDER BY a) FROM t
SELECT explode(array(1, 2)) FROM t
SELECT count(*) FROM t WHERE c > (SELECT avg(c) FROM t x WHERE x.b = t.b)
SELECT a, (SELECT b) FROM t
SELECT `a` + `l` AS `my col`, 1 AS `x.y` FROM t
SELECT `x.y` FROM (SELECT 1 AS `x.y`)
SELECT x.y FROM (SELECT 1 AS `x.y`)
SELECT stack(2, 1, 2) FROM t
SELECT max(a) - min(a) AS spread, count(*) FROM t
SELECT b, max(a) FROM t WHERE c > 0.5 GROUP BY b HAVING max(a) > 5 ORDER BY b LIMIT 3
SELECT a FROM t x WHERE x.a = (SELECT min(a) FROM t y WHERE x.b = y.b)
SELECT first_value(a) FROM t
SELECT any(g), every(g), bool_and(g), bool_or(g), count_if(g) FROM t
SELECT string(a), int(b), double(b), date(b), decimal(a) FROM t
SELECT a <=> NULL, a = NULL FROM t
SELECT b > 5, b = 5, b + 1, b * 2, b / 2 FROM t
SELECT c = 1.5, r = 1.5, d = 1.5, d > c, l > 1.5 FROM t
SELECT e > '2020-01-01', f > '2020-01-01', e BETWEEN '2020-01-01' AND '2020-02-01' FROM t
SELECT 1/3, 1/0, 7 % 3, 2 * 3.5, 10 / 4, 1.0 / 3, 1 + 1.5, 2.5 * 2.5, 0.1 + 0.2
SELECT 123456789012, 12345678901234567890, 1e3, 1.5e2, .5, 1.
SELECT 'it''s', "double", r'raw', X'1F'
""".strip().splitlines()


def main():
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    schemas = {}
    for name, ddl in TABLES.items():
        schema = StructType.fromDDL(ddl)
        schemas[name] = json.loads(schema.json())
        spark.createDataFrame([], schema).createOrReplaceTempView(name)
    target = pathlib.Path(__file__).parent.parent / "Tests/RedstartAnalyzerTests/Fixtures/analysis.jsonl"
    with target.open("w") as out:
        out.write(json.dumps({"tables": schemas}) + "\n")
        for sql in STATEMENTS:
            fact = {"sql": sql}
            try:
                fact["schema"] = json.loads(spark.sql(sql).schema.json())
            except PySparkException as error:
                fact["condition"] = error.getCondition()
                fact["state"] = error.getSqlState()
                fact["parameters"] = error.getMessageParameters()
            out.write(json.dumps(fact) + "\n")
    print(len(STATEMENTS), "statements")


if __name__ == "__main__":
    main()
