"""Decision trees of realistic data equal those of Apache Spark, node by node, and answer alike."""

import json
import math

import pytest
import tree_cases
from conftest import HERE


def assert_close(found, expected, where: str) -> None:
    """Numbers may differ in their last digits: sums of weights are added in another order."""
    if isinstance(expected, list):
        assert isinstance(found, list) and len(found) == len(expected), where
        for index, (a, b) in enumerate(zip(found, expected)):
            assert_close(a, b, f"{where}[{index}]")
    elif isinstance(expected, dict):
        assert found.keys() == expected.keys(), where
        for key in expected:
            assert_close(found[key], expected[key], f"{where}.{key}")
    elif isinstance(expected, float):
        assert math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9), f"{where}: {found} instead of {expected}"
    else:
        assert found == expected, f"{where}: {found} instead of {expected}"


@pytest.mark.parametrize("name", tree_cases.CASES)
def test_tree(keeper, name, tmp_path):
    recorded = HERE / "recorded" / "trees" / f"{name}.json"
    if not recorded.exists():
        pytest.skip(f"not recorded yet: scripts/record-tree-cases.py {name}")
    expected = json.loads(recorded.read_text())
    # Models are saved and asked in the thread's active session, so the case runs in that.
    found = tree_cases.answers(keeper.spark, name, tmp_path)
    for part in expected:
        assert_close(found[part], expected[part], part)
