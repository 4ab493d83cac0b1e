"""The Swift library's own tests, on a running server instead of in the process itself."""

import importlib.util
import os
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def test_library_on_the_server(keeper):
    bundles = list((ROOT / ".build-test" / "debug").glob("*.xctest"))
    if not bundles:
        pytest.skip("the Swift tests are not built: make test-swift")
    spec = importlib.util.spec_from_file_location("test_library", ROOT / "scripts" / "test-library.py")
    library = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(library)
    os.environ.pop("SPARK_REMOTE", None)
    done = library.run(keeper.url, on_spark=False)
    assert done.returncode == 0, "\n".join(line for line in done.stdout.splitlines() if "✘" in line or "error" in line)[-6000:]
