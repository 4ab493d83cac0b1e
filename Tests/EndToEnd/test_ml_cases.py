"""Feature stages and tuning answer through `pyspark.ml` what they answer on Apache Spark: schemas with metadata, rows, attributes of
models, folders of saved stages, and the kinds of errors."""

import json
import pathlib

import pytest
from ml_cases import CASES

RECORDED = json.loads((pathlib.Path(__file__).parent / "recorded" / "ml_cases.json").read_text())


def differences(expected, found, path=""):
    """Where two answers differ, as lines of text."""
    if is_failure(expected) and is_failure(found):
        # Conditions count where Spark has one. Slips of the JVM, such as a null pointer, may be any error here.
        if expected[0] in ("UnknownException", "ArrayIndexOutOfBoundsException"):
            return []
        expected, found = (expected, found) if expected[1:2] not in ([], [None]) else (expected[:1], found[:1])
        return [] if expected == found else [f"{path}: {expected} became {found}"]
    if type(expected) is not type(found):
        return [f"{path}: {text(expected)} became {text(found)}"]
    if isinstance(expected, dict):
        missing = [f"{path}.{key}: {'missing' if key in expected else 'new'}" for key in expected.keys() ^ found.keys()]
        return missing + [line for key in expected.keys() & found.keys() for line in differences(
            expected[key], found[key], f"{path}.{key}")]
    if isinstance(expected, list):
        if len(expected) != len(found):
            return [f"{path}: {text(expected)} became {text(found)}"]
        return [line for index, pair in enumerate(zip(expected, found)) for line in differences(*pair, f"{path}[{index}]")]
    return [] if expected == found else [f"{path}: {text(expected)} became {text(found)}"]


def is_failure(answer):
    return isinstance(answer, list) and len(answer) in (1, 3) and isinstance(answer[0], str) and answer[0].endswith(
        ("Exception", "Error"))


def text(value):
    return json.dumps(value)[:300]


@pytest.mark.parametrize("name", CASES)
def test_answers_as_spark(name, keeper, failures):
    if name not in RECORDED:
        pytest.skip("not recorded yet: scripts/record-ml-cases.py " + name)
    try:
        # Attributes of models are asked of the thread's active session, so the case runs in that.
        found = json.loads(json.dumps(CASES[name](keeper.spark)))
        result = "\n".join(sorted(differences(RECORDED[name], found))[:40])
    except Exception as error:
        result = f"{type(error).__name__}: {error}"[:1500]
    failures.check(f"ml_cases::{name}", "", result)
