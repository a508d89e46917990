"""The table of figures in both READMEs: written by `make eval`, compared by a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.figures import ROOT, Figures, cell, kept, promises

MARKS = ("<!-- figures -->\n", "<!-- end of figures -->\n")
HEADS = {"README.md": ("what", "measured", "promised"), "README.zh-CN.md": ("项目", "实测", "要求")}
FIELDS = {"README.md": "what", "README.zh-CN.md": "zh"}


def figures_table(name: str, figures: Figures) -> str:
    """The Markdown table of a README, with its marks."""
    return MARKS[0] + "\n".join(_rows(name, figures)) + "\n" + MARKS[1]


def _rows(name: str, figures: Figures) -> Iterator[str]:
    yield "| " + " | ".join(HEADS[name]) + " |"
    yield "|---|---|---|"
    for promise in promises():
        value, _ = kept(promise, figures)
        asked = f"≥ {promise['at_least']}" if "at_least" in promise else f"≤ {promise['at_most']}"
        yield f"| {promise[FIELDS[name]]} | {cell(value)} | {asked} |"


def shown_table(text: str) -> str:
    """The table that stands in a README, with its marks; empty when there is none."""
    found = re.search(re.escape(MARKS[0]) + r".*?" + re.escape(MARKS[1]), text, re.DOTALL)
    return found.group() if found else ""


def refresh(figures: Figures) -> list[Path]:
    """Writes the measured figures into both READMEs; gives the files that changed."""
    changed = []
    for path in (ROOT / name for name in HEADS):
        text = path.read_text("utf-8")
        new = text.replace(shown_table(text), figures_table(path.name, figures)) if shown_table(text) else text
        if new != text:
            path.write_text(new, "utf-8")
            changed.append(path)
    return changed
