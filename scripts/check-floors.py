"""Checks that every module stands on its floor.

docs/floors.tsv lists the package's modules from the ground up: `module<TAB>floor`, more columns are comment. A module may
depend on, and import, only modules on lower floors or printed above it on its own floor. Both the dependencies that
Package.swift declares and the `import` lines of the sources are checked (an import of a module that is reached only
through another one compiles, and is refused here). Tests and plugins stand outside.

    check-floors.py [--scratch-path DIRECTORY]
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "floors.tsv"
IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public\s+|package\s+|internal\s+|private\s+|fileprivate\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)",
    re.MULTILINE,
)


def read_table() -> dict[str, tuple[int, int]]:
    """The place of every module: its floor, then its line."""
    if not TABLE.exists():
        sys.exit("docs/floors.tsv is missing: one line `module<TAB>floor` for every module, from the ground up")
    places = {}
    for number, line in enumerate(TABLE.read_text().splitlines(), 1):
        cells = line.split("\t")
        if not line.strip() or line.startswith("#") or cells[0] == "module":
            continue
        if len(cells) < 2 or not cells[1].strip().isdigit():
            sys.exit(f"{TABLE.relative_to(ROOT)}:{number}: expected 'module<TAB>floor', found {line!r}")
        if cells[0] in places:
            sys.exit(f"{TABLE.relative_to(ROOT)}:{number}: {cells[0]} is listed twice")
        places[cells[0]] = (int(cells[1]), number)
    return places


def main() -> None:
    described = subprocess.run(
        ["swift", "package", *sys.argv[1:], "describe", "--type", "json"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )
    text = described.stdout
    targets = json.loads(text[text.index("{"):])["targets"]
    modules = {t["name"]: t for t in targets if t["type"] not in ("test", "plugin")}
    plugins = {t["name"] for t in targets if t["type"] == "plugin"}
    places = read_table()
    problems = [f"{name}: not listed in docs/floors.tsv" for name in sorted(modules.keys() - places.keys())]
    problems += [f"{name}: listed in docs/floors.tsv, but the package has no such module"
                 for name in sorted(places.keys() - modules.keys())]

    def check(name: str, other: str, how: str) -> None:
        if name in places and other in places and other != name and places[other] >= places[name]:
            problems.append(
                f"{name} (floor {places[name][0]}) {how} {other} (floor {places[other][0]}), which does not lie below it")

    for name, target in sorted(modules.items()):
        declared = set(target.get("target_dependencies", [])) - plugins
        for other in sorted(declared):
            check(name, other, "depends on")
        for source in target["sources"]:
            path = ROOT / target["path"] / source
            if path.suffix != ".swift":
                continue
            for other in dict.fromkeys(IMPORT.findall(path.read_text())):
                if other in modules and other not in declared and other != name:
                    problems.append(
                        f"{path.relative_to(ROOT)}: imports {other}, which Package.swift does not give to {name}")
    if problems:
        sys.exit("Floors do not hold:\n" + "\n".join(f"  {p}" for p in problems))
    print(f"floors: {len(modules)} modules, each on its place")


if __name__ == "__main__":
    main()
