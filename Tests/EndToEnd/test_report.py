"""`redstart tree` and the demo's page, looked at by a real browser."""

import pathlib
import subprocess

import browser
import pytest
import redstart_server

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "Tests" / "RedstartMLReportTests" / "Fixtures"
needs_browser = pytest.mark.skipif(browser.binary() is None, reason=browser.HOW_TO_INSTALL)


def redstart(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(redstart_server.binary()), *map(str, arguments)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[str, pathlib.Path]:
    """What the demo prints with a tree of depth 6, and its page."""
    out = tmp_path_factory.mktemp("demo")
    done = redstart("demo", "--depth", 6, "--out", out)
    assert done.returncode == 0, done.stderr
    return done.stdout, out / "flight_delays.html"


@pytest.fixture(scope="module")
def shared_window():
    with browser.Browser() as window:
        yield window


@pytest.fixture
def window(shared_window):
    yield shared_window
    shared_window.look()


def count(window, selector: str) -> int:
    return window.evaluate(f"document.querySelectorAll({selector!r}).length")


def levels(window) -> list[int]:
    """The levels of the tree that are unfolded."""
    return window.evaluate("[...new Set([...document.querySelectorAll('.node')].map(e => Number(e.ariaLevel)))].sort()")


# Boxes that overlap another one, and texts that stick out of their box.
MISPLACED = """(() => {
  const found = [];
  const boxes = [...document.querySelectorAll('.node')].map(e => [e, e.getBoundingClientRect()]);
  for (const [i, [e, r]] of boxes.entries()) {
    for (const [f, s] of boxes.slice(i + 1))
      if (r.left < s.right && s.left < r.right && r.top < s.bottom && s.top < r.bottom) found.push(`${e.id} overlaps ${f.id}`);
    const parts = [...e.querySelectorAll('span')].map(p => [p, p.getBoundingClientRect()]);
    for (const [p, q] of parts) {
      if (q.left < r.left || q.right > r.right + 0.5 || q.top < r.top || q.bottom > r.bottom + 0.5) found.push(`${e.id}: "${p.textContent}" sticks out`);
      for (const [o, t] of parts)
        if (o !== p && q.left < t.right - 0.5 && t.left < q.right - 0.5 && q.top < t.bottom - 3 && t.top < q.bottom - 3)
          found.push(`${e.id}: "${p.textContent}" over "${o.textContent}"`);
    }
  }
  return found;
})()"""


@needs_browser
def test_page_of_the_demo(demo, window):
    text, page = demo
    nodes = int(text.split("tree: depth 6, ")[1].split()[0])
    window.open(page)
    assert window.problems == []
    assert levels(window) == [1, 2, 3, 4], "it starts with four levels"
    assert window.evaluate(MISPLACED) == []
    for part in ["What it looks at", "How well it ranks", "Where it errs", "The data", "How long it took"]:
        assert part in window.evaluate("document.body.innerText")
    area = text.split("areaUnderROC ")[1].split()[0]
    assert area in window.evaluate("document.body.innerText")

    window.click("#all")
    assert count(window, ".node") == nodes
    assert window.evaluate(MISPLACED) == []
    window.click("#less")
    assert count(window, ".node") < nodes

    # Nothing but the page itself was asked for.
    assert set(window.requests) == {page.resolve().as_uri()}
    assert len(window.pdf()) > 10_000
    assert window.problems == []


@needs_browser
def test_boxes_fold_and_unfold(demo, window):
    window.open(demo[1])
    unfolded = count(window, ".node")
    window.click("#node-1")
    assert window.evaluate("document.getElementById('node-1').getAttribute('aria-expanded')") == "false"
    folded = count(window, ".node")
    assert folded < unfolded
    window.click("#node-1")
    assert window.evaluate("document.getElementById('node-1').getAttribute('aria-expanded')") == "true"
    assert count(window, ".node") == unfolded

    # The same from the keyboard: to the parent, fold it, unfold it, and on to its first child.
    window.press("ArrowLeft")
    assert count(window, ".node") == folded
    window.press("ArrowLeft")
    assert window.evaluate("document.activeElement.id") == "node-0"
    window.press("ArrowLeft")
    assert count(window, ".node") == 1
    window.press("Enter")
    window.press("ArrowRight")
    assert window.evaluate("document.activeElement.id") == "node-1"
    window.press("End")
    window.press("Home")
    assert window.evaluate("document.activeElement.id") == "node-0"
    assert window.problems == []


@needs_browser
def test_rule_and_search(demo, window):
    window.open(demo[1])
    window.hover("#node-2")
    rule = window.evaluate("document.getElementById('rule').innerText")
    assert "dep_delay" in rule and "flights" in rule
    window.click("#search")
    window.type("dep_delay")
    assert window.evaluate("document.getElementById('found').textContent").endswith("nodes")
    assert 0 < count(window, ".node:not(.faded)") <= count(window, ".node")
    window.press("Enter")
    assert window.evaluate("document.activeElement.className").startswith("node")
    assert window.problems == []


@needs_browser
@pytest.mark.parametrize("name", ["classifier", "regressor", "alone"])
@pytest.mark.parametrize("dark", [False, True])
def test_pages_of_saved_trees(name, dark, window, tmp_path):
    page = tmp_path / "page.html"
    done = redstart("tree", FIXTURES / name, "-o", page)
    assert (done.returncode, done.stdout) == (0, f"{page}\n"), done.stderr
    expected = (FIXTURES / f"{name}.txt").read_text()
    window.look(width=700, dark=dark)
    window.open(page)
    window.click("#all")
    leaves, inner = expected.count("Predict:"), expected.count("If (")
    assert (count(window, ".node.leaf"), count(window, ".node.inner")) == (leaves, inner)
    assert window.evaluate(MISPLACED) == []
    assert window.problems == []
    # Narrow windows scroll the tree, not the page.
    assert window.evaluate("document.documentElement.scrollWidth") <= 700
    assert window.evaluate("getComputedStyle(document.body).backgroundColor === 'rgb(20, 22, 26)'") == dark


@pytest.mark.parametrize("name", ["classifier", "regressor", "alone", "unknown_stages"])
def test_text(name):
    done = redstart("tree", FIXTURES / name, "--text")
    assert (done.returncode, done.stdout) == (0, (FIXTURES / f"{name}.txt").read_text())


@pytest.mark.parametrize("name, reason", [("forest", "not ensembles"), ("logistic", "LogisticRegressionModel"), ("nothing", "no file")])
def test_clear_errors(name, reason, tmp_path):
    done = redstart("tree", FIXTURES / name, "-o", tmp_path / "page.html")
    assert done.returncode == 1
    assert reason in done.stderr and len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_tree_saved_through_the_server(keeper, tmp_path):
    """A pipeline that PySpark trained and saved on Redstart keeps its names."""
    from pyspark.ml import Pipeline
    from pyspark.ml.classification import DecisionTreeClassifier
    from pyspark.ml.feature import StringIndexer, VectorAssembler

    rows = [(c, float(i), float(i > 6 or c == "b")) for i in range(12) for c in "abc"]
    frame = keeper.spark.createDataFrame(rows, "letter string, number double, label double")
    stages = [
        StringIndexer(inputCol="letter", outputCol="i"), VectorAssembler(inputCols=["i", "number"], outputCol="features"),
        DecisionTreeClassifier(maxDepth=2)]
    Pipeline(stages=stages).fit(frame).write().save(str(tmp_path / "model"))
    done = redstart("tree", tmp_path / "model", "--text")
    assert done.returncode == 0, done.stderr
    assert "(letter in {" in done.stdout and "(number <= 6.5)" in done.stdout
    assert "Predict: label = 1" in done.stdout


def test_demo_prints_what_the_program_prints(demo, keeper, tmp_path):
    """The demo is the same program as Examples/flight_delays.py: the same text up to the times."""
    import compare

    command = ["flight_delays.py", ["--depth", "6"], keeper.url]
    assert demo[0].split("\n== Time")[0].split() == compare.run(*command).split()
