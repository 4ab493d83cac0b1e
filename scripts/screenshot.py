"""Takes the picture of the demo's page that README.md shows: docs/images/flight-delays.png.

    screenshot.py [PAGE [PICTURE]]        default: out/flight_delays.html, which `make demo` writes
"""

import pathlib
import sys

import browser

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main() -> None:
    page = sys.argv[1] if len(sys.argv) > 1 else ROOT / "out/flight_delays.html"
    picture = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs/images/flight-delays.png"
    if not browser.binary():
        sys.exit(browser.HOW_TO_INSTALL)
    picture.parent.mkdir(parents=True, exist_ok=True)
    with browser.Browser(width=1400, height=1000) as window:
        window.open(page)
        # The rule of a late flight stands below the tree.
        late = window.evaluate(
            "[...document.querySelectorAll('.node')].map(e => e.id)"
            ".findLast(id => document.getElementById(id).textContent.includes('late'))")
        window.evaluate(f"document.getElementById('{late}').dispatchEvent(new PointerEvent('pointerover', {{bubbles: true}}))")
        # Down to the charts; what follows are tables.
        bottom = window.evaluate("document.querySelector('.plot').closest('.card').getBoundingClientRect().bottom + scrollY")
        window.screenshot(picture, height=int(bottom) + 10)
    print(f"{picture}: {picture.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
