"""The example programs print on Redstart what they print on Apache Spark."""

import pytest
from compare import PROGRAMS, RECORDED, SAMPLED, difference, run


@pytest.mark.parametrize("name", [*PROGRAMS, *SAMPLED])
def test_prints_the_same(name, keeper, failures):
    expected = (RECORDED / f"{name}.txt").read_text()
    try:
        found = difference(name, expected, run(*(PROGRAMS | SAMPLED)[name], keeper.url))
    except RuntimeError as error:
        found = str(error)
    failures.check(f"examples::{name}", "", found)
