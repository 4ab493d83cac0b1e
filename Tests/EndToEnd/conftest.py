"""What the end-to-end tests share: a running server, and the list of what is known to fail.

REDSTART_BIN names the binary to test. With UPDATE_KNOWN_FAILURES=1 the list is written anew from what failed.
"""

import os
import pathlib
import sys
import time

os.environ["TZ"] = "UTC"
time.tzset()

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(ROOT / "Benchmarks" / "tpch"))

import pytest  # noqa: E402
from redstart_server import Server  # noqa: E402

KNOWN_FAILURES = HERE / "known_failures.txt"
HEADER = """\
# Cases that Redstart does not answer as Apache Spark does, yet: file::name, a tab, and what it answered instead.
# A case in this list that passes fails the tests: take it out. UPDATE_KNOWN_FAILURES=1 writes the list anew.
"""


class ServerKeeper:
    """A server that is started again when a test has brought it down, so that the others still get their answer."""

    def __init__(self):
        self._server: Server | None = None
        self._spark = None

    @property
    def server(self) -> Server:
        if self._server is None or self._server.process.poll() is not None:
            self._spark = None
            self._server = Server()
        return self._server

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def spark(self):
        """A session of this server, the thread's active one; a new one after a restart."""
        from pyspark.sql import SparkSession
        from pyspark.sql.connect.session import SparkSession as ConnectSession

        url = self.server.url
        if self._spark is None:
            self._spark = SparkSession.builder.remote(url).create()
        # A session that lost its server stays the active one, else; models are saved and asked through that.
        ConnectSession._active_session.session = self._spark
        return self._spark

    @property
    def is_alive(self) -> bool:
        return self._server is not None and self._server.process.poll() is None

    @property
    def output(self) -> str:
        return self._server.output if self._server else ""

    def close(self) -> None:
        if self._spark is not None:
            self._spark.stop()
        self.server.stop()

    def kill(self) -> None:
        if self._server:
            self._server.process.kill()
            self._server.stop()


@pytest.fixture(scope="session")
def keeper():
    keeper = ServerKeeper()
    yield keeper
    if keeper.is_alive:
        # A session that outlives its server keeps the interpreter from ending: its client tries for minutes to say goodbye.
        keeper.close()


@pytest.fixture
def spark(keeper):
    """A session of its own for one test."""
    session = keeper.spark.newSession()
    yield session
    if keeper.is_alive:
        session.stop()


def read_known_failures() -> dict[str, str]:
    if not KNOWN_FAILURES.exists():
        return {}
    lines = [line for line in KNOWN_FAILURES.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("\t", 1) if "\t" in line else (line, "") for line in lines)


class Failures:
    """Compares what happens with the list of known failures, and writes that list when it is asked to."""

    def __init__(self):
        self.known = read_known_failures()
        self.update = os.environ.get("UPDATE_KNOWN_FAILURES") == "1"
        self.now = dict(self.known)

    def check(self, name: str, expected: str, found: str) -> None:
        """Fails the test if a case failed that is not known to, or one passed that is."""
        if self.update:
            if found == expected:
                self.now.pop(name, None)
            else:
                self.now[name] = " | ".join(found.split("\n"))[:300]
            return
        if found == expected and name in self.known:
            pytest.fail(f"{name} passes now: take it out of {KNOWN_FAILURES.name}", pytrace=False)
        if found != expected and name in self.known:
            pytest.xfail(self.known[name])
        if found != expected:
            pytest.fail(f"{name}\nApache Spark:\n{expected}\nRedstart:\n{found}", pytrace=False)

    def write(self) -> None:
        if self.update:
            KNOWN_FAILURES.write_text(HEADER + "".join(f"{name}\t{text}\n" for name, text in sorted(self.now.items())))


@pytest.fixture(scope="session")
def failures():
    failures = Failures()
    yield failures
    failures.write()
