"""Wrong parameters, columns, rows and files are answered as Apache Spark does, seen from PySpark."""

import ml_misuse
import pytest
from conftest import HERE

RECORDED = HERE / "recorded" / "ml_misuse.txt"
ANSWERS = ml_misuse.read(RECORDED)


@pytest.fixture(scope="module")
def session(keeper):
    """One session for all cases; a new one when the server had to be replaced."""
    return lambda: keeper.spark


@pytest.mark.parametrize("name", ml_misuse.CASES)
def test_answer(name, session, tmp_path, failures):
    expected = ANSWERS[name]
    found = ml_misuse.answer(name, session(), tmp_path)
    failures.check(f"ml::{name}", expected, expected if ml_misuse.same(expected, found) else found)
