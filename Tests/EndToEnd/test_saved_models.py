"""What Apache Spark saved loads with the same answers, and is saved again in the same form."""

import importlib
import json
import pathlib
import re

import pyarrow.parquet
import pytest
import saved_models
from conftest import ROOT

SAVED = ROOT / "Tests" / "RedstartMLCoreTests" / "Fixtures" / "saved"
ANSWERS = json.loads((SAVED / "answers.json").read_text())
differences = importlib.import_module("check-saved-models").differences


@pytest.fixture(scope="module")
def spark(keeper):
    return keeper.spark


def load(name):
    return saved_models.CLASSES[ANSWERS[name]["class"]].load(str(SAVED / name))


@pytest.mark.parametrize("name", ANSWERS)
def test_loads_with_the_same_answers(name, spark):
    found = saved_models.answers(spark, load(name))
    assert not list(differences({name: ANSWERS[name]}, {name: found}))


def form(path: pathlib.Path) -> dict[str, str]:
    """What a folder holds, without what is new every time: times, default seeds, and the tokens in the names of files."""
    found = {}
    for file in sorted(path.rglob("*")):
        place = file.relative_to(path)
        if not file.is_file() or file.name.endswith(".crc"):
            continue
        name = str(place.parent / "-".join(file.name.split("-")[:2])) + file.suffix
        if file.suffix == ".parquet":
            table = pyarrow.parquet.read_table(file)
            found[name] = f"{pyarrow.parquet.read_schema(file).remove_metadata()}\n{table.to_pylist()}"
        elif file.name.startswith("part-"):
            text = file.read_text()
            text = text.replace(str(json.loads(text)["timestamp"]), "TIME")
            text = re.sub(r'"seed":-?\d+\}', '"seed":DEFAULT}', text)
            # Over Spark Connect the client saves pipelines itself, and says so.
            found[name] = text.replace("pyspark.ml.pipeline.", "org.apache.spark.ml.").replace(',"language":"Python"', "")
        else:
            found[name] = file.read_text()
    return found


@pytest.mark.parametrize("name", ANSWERS)
def test_is_saved_in_the_same_form(name, spark, tmp_path):
    load(name).write().overwrite().save(str(tmp_path / name))
    assert form(tmp_path / name) == form(SAVED / name)


def test_leaves_nothing_else_behind(spark, tmp_path):
    for _ in range(2):
        load("decision-tree-classification-model").write().overwrite().save(str(tmp_path / "model"))
    assert [file.name for file in tmp_path.iterdir()] == ["model"]
    with pytest.raises(Exception, match="exists"):
        load("decision-tree-classification-model").save(str(tmp_path / "model"))
    assert [file.name for file in tmp_path.iterdir()] == ["model"]
