"""Starts a Redstart server for a test, a comparison or a measurement, and stops it again."""

import os
import pathlib
import re
import subprocess
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent


def binary() -> pathlib.Path:
    """The server to start: REDSTART_BIN, else what `make test` built, else the release build."""
    if named := os.environ.get("REDSTART_BIN"):
        return pathlib.Path(named)
    for folder in (".build-test/debug", ".build/release"):
        path = ROOT / folder / "redstart"
        if path.exists():
            return path
    raise FileNotFoundError("no redstart binary: run `make build`, or name one in REDSTART_BIN")


class Server:
    """A server on a free port of the loopback interface. Use it as a context manager; `url` is what clients connect to."""

    def __init__(self, *arguments: str, timeout: float = 30):
        command = [str(binary()), "server", "--port", "0", *arguments]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines: list[str] = []
        self._listening = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self.address = ""
        self._reader.start()
        if not self._listening.wait(timeout) or not self.address:
            self.stop()
            raise RuntimeError(f"{' '.join(command)} did not start to listen:\n{self.output}")
        self.url = f"sc://{self.address}"

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line)
            if found := re.search(r"listening on (\S+:\d+)", line):
                self.address = found[1]
                self._listening.set()
        self._listening.set()

    @property
    def output(self) -> str:
        """What the server has printed so far."""
        return "".join(self.lines)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join(5)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        self.stop()
