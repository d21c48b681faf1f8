"""Writes the results into a page, whose text between these markers is generated:

    <!-- benchmarks/run: NAME -->
    ...
    <!-- end -->
"""
import re
from pathlib import Path
from typing import Iterable

from measure import Failed


def check_page(page: Path, names: Iterable[str]) -> None:
    """Raises Failed unless the page has markers for each name."""
    if not page.is_file():
        raise Failed(f"{page}: no such file; --write needs a page with markers, such as "
                     "docs/performance.md.")
    text = page.read_text()
    for name in names:
        if len(_pattern(name).findall(text)) != 1:
            raise Failed(f"{page}: expected the line {_marker(name)} once, followed by a line "
                         f"<!-- end -->, with the results of {name} between them; nothing was "
                         "measured.")


def write_part(page: Path, name: str, lines: list[str]) -> None:
    """Replaces the text between the markers of a name that check_page() found."""
    part = "\n".join([_marker(name), *lines, "<!-- end -->"])
    page.write_text(_pattern(name).sub(lambda _: part, page.read_text()))


def _marker(name: str) -> str:
    return f"<!-- benchmarks/run: {name} -->"


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(_marker(name))}\n.*?<!-- end -->", re.DOTALL)
