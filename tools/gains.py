"""`make gains DOCS=DIR`: the records gained, lost and changed against the last commit, document by document.

Records are compared by what they say. Ids, and fields that hold ids or offsets, move with every record before them, so
they do not count.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools.documents import documents

ROOT = Path(__file__).resolve().parents[1]
MOVING = {"id", "doc_id", "spans", "places", "from", "statements", "enterprises", "projects", "parent"}
NAMES = ("title", "label", "name", "instrument", "indicator", "value_text", "formula", "code", "text")

Record = dict[str, Any]
Records = dict[str, list[Record]]


class Change(NamedTuple):
    """What became of a record: one side is missing when it was gained or lost."""

    before: Record | None
    after: Record | None

    @property
    def mark(self) -> str:
        """`+` gained, `-` lost, `~` changed."""
        return "+" if self.before is None else "-" if self.after is None else "~"


def committed(folder: Path) -> Path:
    """The code of the last commit, unpacked into a folder."""
    packed = subprocess.run(["git", "archive", "HEAD", "kb"], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        sys.exit(f"There is no commit with kb/ to compare with: {packed.stderr.decode().strip()}. Run: git commit")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def read(tree: Path, paths: list[Path]) -> tuple[Records, dict[str, str]]:
    """The records of each file as the code in `tree` reads them, and why a file could not be read."""
    command = [sys.executable, str(ROOT / "tools" / "dump.py"), *map(str, paths)]
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    records: Records = {str(path): [] for path in paths}
    errors: dict[str, str] = {}
    for row in map(json.loads, done.stdout.splitlines()):
        if "error" in row:
            errors[row["file"]] = row["error"]
        else:
            records[row["file"]].append(row["record"])
    return records, errors


# ------------------------------------------------------------------ comparing


def content(record: Record) -> str:
    """What a record says, as a string."""
    return json.dumps({k: v for k, v in record.items() if k not in MOVING}, ensure_ascii=False, sort_keys=True)


def name(record: Record) -> str:
    """Type, line and the words a reader knows a record by."""
    return " ".join([*place(record), *(str(record[key]) for key in NAMES if record.get(key))])


def place(record: Record) -> tuple[str, str]:
    """Type and first line."""
    return record["type"], str(record["anchor"]["line_start"])


def compare(before: list[Record], after: list[Record]) -> list[Change]:
    """All changes: equal records are set aside, then pairs are sought by name, then by place; the rest came or went."""
    changes: list[Change] = []
    keys: tuple[tuple[Callable[[Record], Any], bool], ...] = ((content, False), (name, True), (place, True))
    for key, changed in keys:
        before, after, pairs = _pair(before, after, key)
        changes += pairs if changed else []
    changes += [Change(record, None) for record in before] + [Change(None, record) for record in after]
    return sorted(changes, key=lambda c: (int(place(c.after or c.before or {})[1]), c.mark))


def _pair(
    before: list[Record], after: list[Record], key: Callable[[Record], Any]
) -> tuple[list[Record], list[Record], list[Change]]:
    """What is left on both sides, and the pairs whose keys are equal."""
    waiting: dict[Any, list[Record]] = defaultdict(list)
    for record in before:
        waiting[key(record)].append(record)
    left, pairs = [], []
    for record in after:
        same = waiting[key(record)]
        if same:
            pairs.append(Change(same.pop(0), record))
        else:
            left.append(record)
    return [record for records in waiting.values() for record in records], left, pairs


# ------------------------------------------------------------------ showing


def describe(change: Change) -> Iterator[str]:
    """A line for the record and, when it changed, one for each field."""
    record = change.after or change.before or {}
    yield f"  {change.mark} {_short(name(record))}"
    if change.before and change.after:
        for field in sorted({*change.before, *change.after} - MOVING - {"anchor"}):
            yield from _difference(field, change.before.get(field), change.after.get(field))
        yield from _difference("quote", change.before["anchor"]["quote"], change.after["anchor"]["quote"])


def _difference(field: str, old: Any, new: Any) -> Iterator[str]:
    if old != new:
        yield f"      {field}: {_short(old)} -> {_short(new)}"


def _short(value: Any, width: int = 100) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= width else text[: width - 1] + "…"


def summary(changes: list[Change], after: Records) -> Iterator[str]:
    """Counts by type."""
    yield f"{'type':14}{'gained':>8}{'lost':>8}{'changed':>9}{'now':>8}"
    records = [record for rows in after.values() for record in rows]
    kinds = [(c.after or c.before or {})["type"] for c in changes]
    for kind in dict.fromkeys([*(record["type"] for record in records), *kinds]):
        marks = [c.mark for c, k in zip(changes, kinds, strict=True) if k == kind]
        now = sum(record["type"] == kind for record in records)
        yield f"{kind:14}{marks.count('+'):8}{marks.count('-'):8}{marks.count('~'):9}{now:8}"


def main() -> None:
    """Print the changes of each document and the counts of all."""
    paths = [path.resolve() for path in documents(sys.argv[1:], "gains")]
    with tempfile.TemporaryDirectory() as folder:
        before, _ = read(committed(Path(folder)), paths)
    after, errors = read(ROOT, paths)
    everything: list[Change] = []
    for file in after:
        if file in errors:
            print(f"{Path(file).name}: {errors[file]}")
            continue
        changes = compare(before[file], after[file])
        everything += changes
        print(f"{Path(file).name}: " + ", ".join(f"{m} {[c.mark for c in changes].count(m)}" for m in "+-~"))
        print("".join(f"{line}\n" for change in changes for line in describe(change)), end="")
    print("\n" + "\n".join(summary(everything, after)))


if __name__ == "__main__":
    main()
