"""Files of SQL statements with the results that Apache Spark gives: what they look like, and how a case is run.

A file holds cases with an empty line between them:

    -- name of the case
    SELECT 1 + 1 AS two
    => two: integer not null
    2

The name comes first, then one or more statements (all but the last end with `;` at the end of a line and only prepare), then
after `=> ` the result: names, types and nullability of its columns, and a line for each row with tabs between the values; or
`=> error`, the class of the exception in PySpark, the error condition, its SQLSTATE and its parameters as JSON. Rows of a
query without ORDER BY stand in the order of their text. Lines that start with `#` are comment. A case that is called `setup`
has no result and runs before all others of its file; a file has a session of its own, with the time zone UTC.
"""

import dataclasses
import json
import pathlib
import re

from pyspark.errors import PySparkException
from result_text import is_ordered, rows_text, schema_text

# Statements that answer with no rows and no columns.
NOTHING = "nothing"
# The connection failed: no answer to the statement.
TRANSPORT = ("SparkConnectGrpcException", "RetriesExceeded")


@dataclasses.dataclass
class Case:
    name: str
    statements: list[str]
    expected: str | None  # the text after `=> `, without the newline at its end
    comment: list[str] = dataclasses.field(default_factory=list)

    @property
    def text(self) -> str:
        head = [*self.comment, f"-- {self.name}", ";\n".join(self.statements)]
        return "\n".join(head) + ("" if self.expected is None else f"\n=> {self.expected}") + "\n"


def parse(path: pathlib.Path) -> list[Case]:
    cases: list[Case] = []
    for block in re.split(r"\n{2,}", path.read_text().strip("\n")):
        lines = block.split("\n")
        comment = []
        while lines and lines[0].startswith("#"):
            comment.append(lines.pop(0))
        if not lines:
            cases.append(Case("", [], None, comment))
            continue
        if not lines[0].startswith("-- "):
            raise ValueError(f"{path.name}: a case begins with `-- name`, not with {lines[0]!r}")
        name = lines[0][3:]
        end = next((i for i, line in enumerate(lines) if line.startswith("=> ")), len(lines))
        statements = re.split(r";\n", "\n".join(lines[1:end]))
        expected = "\n".join(lines[end:])[3:] if end < len(lines) else None
        cases.append(Case(name, statements, expected, comment))
    names = [case.name for case in cases if case.name]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{path.name}: more than one case is called {', '.join(sorted(twice))}")
    return cases


def write(path: pathlib.Path, cases: list[Case]) -> None:
    path.write_text("\n".join(
        case.text if case.name else "\n".join(case.comment) + "\n" for case in cases))


def open_session(spark):
    """A session for one file."""
    session = spark.newSession()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    return session


def run(spark, case: Case) -> str:
    """What a server answers to the case, in the form of `Case.expected`."""
    *before, last = case.statements
    try:
        for statement in before:
            spark.sql(statement)
        df = spark.sql(last)
        schema = schema_text(df)
        return "\n".join([schema or NOTHING, *rows_text(df, is_ordered(last))])
    except PySparkException as error:
        if type(error).__name__ in TRANSPORT:
            raise
        return error_text(error)
    except (ArithmeticError, ValueError, TypeError, AssertionError) as error:
        return f"error of the client: {type(error).__name__}: {error}"


def error_text(error: PySparkException) -> str:
    parameters = {
        key: value for key, value in (error.getMessageParameters() or {}).items()
        if not re.search(r"#\d|plan_id|@[0-9a-f]{4}", value)  # numbers that are new in every run
    }
    text = f"error {type(error).__name__} {error.getCondition() or '-'} {error.getSqlState() or '-'}"
    return f"{text} {json.dumps(parameters, sort_keys=True, ensure_ascii=False)}" if parameters else text
