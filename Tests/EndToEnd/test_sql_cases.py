"""The statements of Tests/sql answer what Apache Spark answers, seen from PySpark."""

import concurrent.futures

import pytest
import sql_cases
from conftest import ROOT, read_known_failures

SECONDS = 30  # for one case; a server that takes longer hangs, and is replaced
FILES = {path.stem: sql_cases.parse(path) for path in sorted((ROOT / "Tests" / "sql").glob("*.test"))}
CASES = [(file, case) for file, cases in FILES.items() for case in cases if case.name and case.name != "setup"]


class Sessions:
    """One session a file, set up again when the server had to be replaced."""

    def __init__(self, keeper):
        self.keeper = keeper
        self.sessions = {}
        self.pool = concurrent.futures.ThreadPoolExecutor(1)

    def session(self, file: str):
        root = self.keeper.spark
        if self.sessions.get(file, (None,))[0] is not root:
            session = sql_cases.open_session(root)
            for case in FILES[file]:
                if case.name == "setup":
                    for statement in case.statements:
                        session.sql(statement)
            self.sessions[file] = (root, session)
        return self.sessions[file][1]

    def answer(self, file: str, case) -> str:
        def run() -> str:
            try:
                return sql_cases.run(self.session(file), case)
            except Exception as error:  # the connection is gone, or the answer makes no sense to the client
                return f"failure {type(error).__name__}: {str(error)[:200]}"

        try:
            found = self.pool.submit(run).result(SECONDS)
        except concurrent.futures.TimeoutError:
            self.keeper.kill()
            self.pool = concurrent.futures.ThreadPoolExecutor(1)
            return f"failure no answer in {SECONDS} s"
        if not self.keeper.is_alive:
            found = f"failure the server ended: {self.keeper.output[-300:]}"
        return found


@pytest.fixture(scope="module")
def sessions(keeper):
    return Sessions(keeper)


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}::{case.name}" for file, case in CASES])
def test_answer(file, case, sessions, failures):
    assert case.expected is not None, "not recorded yet: scripts/record_sql_cases.py"
    failures.check(f"{file}::{case.name}", case.expected, sessions.answer(file, case))


def test_known_failures_exist():
    names = {f"{file}::{case.name}" for file, case in CASES}
    ours = {name for name in read_known_failures() if name.split("::")[0] in FILES}
    assert not ours - names, "known failures of cases that are not there"
