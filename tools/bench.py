"""`make bench`: how long things take, in one table. Times depend on the machine, so they are no tests.

`make bench DOCS=DIR` answers over the corpus together with the documents of a folder as well.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from kb.build import build
from kb.intake import add
from kb.knowledge import KnowledgeBase
from kb.parse import parse
from tools.documents import documents
from tools.figures import PLAN, QUESTIONS, ROOT
from tools.mutations import reading

QUESTION = "2020 target for high-tech enterprises"
ROUNDS = 5
PROSE = 60_000
"""Characters of the prose that is read; the second measurement reads twice as many."""


class Row(NamedTuple):
    """A line of the table; `asked` is the bound of the project, empty where there is none."""

    what: str
    value: str
    asked: str = ""


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(*arguments: str) -> Callable[[], object]:
    """A whole run of `kb`, from an empty process to its last line."""
    line = [sys.executable, "-m", "kb", *arguments]
    return lambda: subprocess.run(line, cwd=ROOT, check=True, capture_output=True)


def building(folder: Path) -> Iterator[Row]:
    """`kb build`: into an empty home, and again with nothing changed."""
    homes = [folder / f"home-{number}" for number in range(3)]
    fresh = [seconds(command("build", "--home", str(home))) for home in homes]
    yield Row("kb build of the corpus, empty home, median of 3", f"{statistics.median(fresh):.2f} s", "5 s")
    again = seconds(command("build", "--home", str(homes[0])))
    yield Row("kb build again, nothing changed", f"{again:.2f} s")


def cold_answers(home: Path) -> Iterator[Row]:
    """`kb ask` as a whole process; the first run may read files from the disk and is left out."""
    ask = command("ask", QUESTION, "--home", str(home))
    ask()
    times = [seconds(ask) for _ in range(ROUNDS)]
    yield Row(f"kb ask, one process, median of {ROUNDS}", f"{statistics.median(times):.2f} s", "2.5 s")
    yield Row(f"kb ask, one process, slowest of {ROUNDS}", f"{max(times):.2f} s")


class Asked(NamedTuple):
    """The bounds of a warm answer, for half of all questions and for nineteen of twenty."""

    half: str
    most: str


PLAN_ALONE = Asked("8 ms", "25 ms")
SEVERAL = Asked("", "60 ms")


def warm_answers(home: Path, asked: Asked) -> Iterator[Row]:
    """Answers in a process that has answered before."""
    questions = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    kb = KnowledgeBase.open(home)
    over = f"{number} documents" if (number := len(kb.documents())) > 1 else "the plan"
    kb.ask(QUESTION)
    times = sorted(seconds(lambda q=q: kb.ask(q["question"], q["history"])) for q in questions)  # type: ignore[misc]
    cuts = statistics.quantiles(times, n=20)
    yield Row(f"{len(times)} answers over {over}, warm, p50", f"{statistics.median(times) * 1000:.1f} ms", asked.half)
    yield Row(f"{len(times)} answers over {over}, warm, p95", f"{cuts[18] * 1000:.1f} ms", asked.most)
    yield Row(f"{len(times)} answers over {over}, warm, slowest", f"{times[-1] * 1000:.1f} ms")


def joined(files: Sequence[Path], folder: Path) -> Path:
    """A home of the corpus and of these files."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    for file in files:
        add(file, folder / "corpus")
    build(folder / "corpus", folder / "home-joined")
    return folder / "home-joined"


def parsing() -> Iterator[Row]:
    """Reading a plan, and prose, in a process that has read some before; all on one core."""
    size = len(parse(PLAN).document.text)
    best = min(seconds(lambda: parse(PLAN)) for _ in range(ROUNDS))
    yield Row("parsing, a plan with tables, one core", f"{size / best:,.0f} /s")
    texts = [prose(length) for length in (PROSE, 2 * PROSE)]
    once, twice = (min(seconds(lambda text=text: reading(text)) for _ in range(3)) for text in texts)  # type: ignore[misc]
    yield Row("parsing, prose, one core, characters", f"{len(texts[1]) / twice:,.0f} /s", "100,000 /s")
    yield Row("parsing, prose, twice the text takes", f"{twice / once:.2f} times", "2.3 times")


def prose(length: int) -> str:
    """The paragraphs of our plan without its tables, again and again, with other numbers each time."""
    document = parse(PLAN).document
    cells = {document.text[slice(*cell)].strip() for table in document.tables for row in table.cells for cell in row}
    lines = [line for line in document.text.split("\n") if line.strip() not in cells and not line.startswith("\t")]
    made: list[str] = []
    random, size = Random(0), 0
    while size < length:
        line = re.sub(
            r"(?<!\d)\d{1,3}(?![\d.]|年)", lambda _: str(random.randint(2, 999)), lines[len(made) % len(lines)]
        )
        made.append(line)
        size += len(line) + 1
    return "\n".join(made)


def rows(files: Sequence[Path] = ()) -> Iterator[Row]:
    """All lines of the table, as they are measured; `files` are answered over together with the corpus."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        build(ROOT / "corpus", home)
        yield from cold_answers(home)
        yield from warm_answers(home, PLAN_ALONE)
        if files:
            yield from warm_answers(joined(files, Path(folder)), SEVERAL)
        yield from building(Path(folder))
    yield from parsing()


def main() -> None:
    """Print the table."""
    print(f"{'what':52}{'measured':>12}{'asked':>10}", flush=True)
    files = documents(sys.argv[1:], "bench") if any(sys.argv[1:]) else []
    for row in rows(files):
        print(f"{row.what:52}{row.value:>12}{row.asked:>10}", flush=True)


if __name__ == "__main__":
    main()
