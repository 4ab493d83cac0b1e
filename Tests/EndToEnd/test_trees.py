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
def test_tree(spark, name, tmp_path):
    expected = json.loads((HERE / "recorded" / "trees" / f"{name}.json").read_text())
    found = tree_cases.answers(spark, name, tmp_path)
    for part in expected:
        assert_close(found[part], expected[part], part)


def test_fit_is_cancelled(spark):
    """A fit ends soon after its operation is interrupted."""
    import threading
    import time

    from pyspark.ml.classification import DecisionTreeClassifier
    from pyspark.ml.feature import VectorAssembler
    from pyspark.sql import functions as F

    df = spark.range(300_000).select(*[F.rand(i).alias(f"x{i}") for i in range(12)], (F.rand(99) > 0.5).cast("double").alias("label"))
    data = VectorAssembler(inputCols=[f"x{i}" for i in range(12)], outputCol="features").transform(df)
    timer = threading.Timer(0.2, spark.interruptAll)
    timer.start()
    started = time.monotonic()
    try:
        for _ in range(50):
            DecisionTreeClassifier(maxDepth=25, maxBins=256).fit(data)
        pytest.fail("no fit was interrupted")
    except Exception as error:
        assert "OPERATION_CANCELED" in str(error) or "cancel" in str(error).lower(), error
    finally:
        timer.cancel()
    assert time.monotonic() - started < 60
