"""Fitting ends when the client interrupts it, and the session goes on."""

import threading

import pytest
from pyspark.sql import functions as F

SECONDS = 60  # a fit that does not stop hangs


def long_fit(spark):
    """Fits a deep tree on noise: minutes of work."""
    from pyspark.ml.classification import DecisionTreeClassifier
    from pyspark.ml.feature import VectorAssembler

    columns = [(F.abs(F.hash(F.col("id"), F.lit(i))) % 1000 / 7).alias(f"x{i}") for i in range(12)]
    rows = spark.range(1_500_000).select((F.abs(F.hash("id")) % 50).cast("double").alias("label"), *columns)
    assembled = VectorAssembler(inputCols=[f"x{i}" for i in range(12)], outputCol="features").transform(rows)
    return DecisionTreeClassifier(maxDepth=30, maxBins=256, maxMemoryInMB=64).fit(assembled)


INTERRUPTS = {
    "all": lambda spark: spark.interruptAll(),
    "tag": lambda spark: spark.interruptTag("long"),
}


@pytest.mark.parametrize("kind", INTERRUPTS)
def test_interrupt_ends_a_fit(spark, kind):
    failures = []

    def work():
        spark.addTag("long")
        try:
            long_fit(spark)
            failures.append(None)
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    for _ in range(SECONDS):
        # The first interrupts may come before the fit has begun.
        thread.join(1)
        if not thread.is_alive():
            break
        INTERRUPTS[kind](spark)
    assert not thread.is_alive(), "the fit goes on"
    assert "OPERATION_CANCELED" in str(failures[0])
    assert spark.range(3).count() == 3
