"""Starts Apache Spark's own Connect server from the pyspark package, alone or on a standalone cluster, and stops it again."""

import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class SparkServer:
    """Apache Spark on the loopback interface. Use it as a context manager; `url` is what clients connect to.

    With `cluster`, a master and two workers run as processes of their own and the server computes on them; else it computes
    itself, with two threads.
    """

    def __init__(self, cluster: bool = False, timeout: float = 600):
        import pyspark

        self.home = pathlib.Path(pyspark.__file__).parent
        self.folder = tempfile.TemporaryDirectory(prefix="redstart-spark-", ignore_cleanup_errors=True)
        self.processes: list[tuple[str, subprocess.Popen]] = []
        port = free_port()
        self.url = f"sc://127.0.0.1:{port}"
        try:
            master = "local[2]"
            if cluster:
                master_port = free_port()
                master = f"spark://127.0.0.1:{master_port}"
                self._start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port",
                            str(master_port), "--webui-port", "0")
                self._wait_for(master_port, timeout)
                for number in (1, 2):
                    self._start(f"worker{number}", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1",
                                "--memory", "1g", "--webui-port", "0", "--work-dir", f"{self.folder.name}/work{number}", master)
            settings = {
                "spark.connect.grpc.binding.address": "127.0.0.1", "spark.connect.grpc.binding.port": port,
                "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
                "spark.sql.warehouse.dir": f"{self.folder.name}/warehouse", "spark.sql.shuffle.partitions": 4,
                "spark.executor.memory": "900m", "spark.sql.session.timeZone": "UTC",
                "spark.driver.extraJavaOptions": f"-Duser.timezone=UTC -Dderby.system.home={self.folder.name}",
                "spark.executor.extraJavaOptions": "-Duser.timezone=UTC",
            }
            self._start("server", "org.apache.spark.deploy.SparkSubmit", "--master", master,
                        *(part for pair in settings.items() for part in ("--conf", "=".join(map(str, pair)))),
                        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal")
            self._wait_for(port, timeout)
        except BaseException:
            self.stop()
            raise

    def _start(self, name: str, *command: str) -> None:
        environment = {**os.environ, "SPARK_HOME": str(self.home), "SPARK_LOCAL_IP": "127.0.0.1", "TZ": "UTC",
                       "SPARK_LOCAL_DIRS": self.folder.name}
        with open(f"{self.folder.name}/{name}.log", "w") as log:
            self.processes.append((name, subprocess.Popen(
                [str(self.home / "bin" / "spark-class"), *command], cwd=self.folder.name, env=environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)))

    def _wait_for(self, port: int, timeout: float) -> None:
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            for name, process in self.processes:
                if process.poll() is not None:
                    raise RuntimeError(f"Spark's {name} ended:\n{self.output(name)}")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.3)
        raise RuntimeError(f"Spark does not listen after {timeout} s:\n{self.output(self.processes[-1][0])}")

    def output(self, name: str = "server") -> str:
        """The end of what a process has printed."""
        return pathlib.Path(f"{self.folder.name}/{name}.log").read_text()[-4000:]

    def stop(self) -> None:
        for _, process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for _, process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.folder.cleanup()

    def __enter__(self) -> "SparkServer":
        return self

    def __exit__(self, *_) -> None:
        self.stop()
