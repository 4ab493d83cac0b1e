"""The 22 TPC-H queries over a small set of tables answer what Apache Spark answers."""

import pytest
from conftest import HERE
from record_expected import answer, create_views, queries

DATA = HERE / "tpch001"


@pytest.fixture(scope="module")
def tables(keeper):
    create_views(keeper.spark, DATA)
    return keeper


@pytest.mark.parametrize("name", queries())
def test_answer(name, tables, failures):
    expected = (DATA / "expected" / f"{name}.tsv").read_text()
    try:
        found = answer(tables.spark, queries()[name])
    except Exception as error:
        found = f"failure {type(error).__name__}: {str(error)[:300]}"
    failures.check(f"tpch::{name}", expected, found)
