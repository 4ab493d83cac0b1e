"""The example programs print on Redstart what they print on Apache Spark."""

import pytest
from compare import PROGRAMS, RECORDED, SAMPLED, SWIFT, difference, run


@pytest.mark.parametrize("name", [*PROGRAMS, *SAMPLED])
def test_prints_the_same(name, keeper, failures):
    expected = (RECORDED / f"{name}.txt").read_text()
    try:
        found = difference(name, expected, run(*(PROGRAMS | SAMPLED)[name], keeper.url))
    except RuntimeError as error:
        found = str(error)
    failures.check(f"examples::{name}", "", found)


@pytest.mark.parametrize("name", SWIFT)
@pytest.mark.parametrize("remote", [False, True])
def test_swift_program_prints_the_same(name, remote, keeper):
    """Examples/FlightDelays, with the engine in its own process and as a client of the server."""
    same = SWIFT[name]
    found = run("FlightDelays", PROGRAMS[same][1], keeper.url if remote else None)
    assert difference(same, (RECORDED / f"{same}.txt").read_text(), found) == ""
