"""`make practice DOCS=DIR`: for any folder of documents the laws each one keeps, and its numbers, read and unread.

`MUTATIONS=N` damages the documents N times as well (see tools/mutations.py) and names each law that breaks.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb.errors import KBError
from kb.extract.accounting import UNREAD, Entry, account
from kb.laws import LAWS, breaches, same_again
from kb.model import Document
from kb.parse import parse
from kb.text import Lines
from tools.documents import documents
from tools.mutations import Mutant, mutant, reading

SHOWN = 8
"""Breaches of one law, and unread numbers of one document, that are shown."""
AROUND = 12
"""Characters shown on either side of an unread number."""


class Read(NamedTuple):
    """What became of one document: its numbers by kind, or why it could not be read."""

    name: str
    records: int
    broken: dict[str, tuple[str, ...]]
    numbers: Counter[str]
    unread: tuple[str, ...]
    reason: str = ""
    text: str = ""


def practise(path: Path) -> Read:
    """One document read, with what the laws and the account of numbers say of it."""
    try:
        parsed = parse(path)
    except KBError as error:
        return Read(path.name, 0, {}, Counter(), (), reason=str(error))
    entries = account(parsed.document, parsed.records)
    unread = tuple(in_context(parsed.document, entry) for entry in entries if entry.kind == UNREAD)
    kinds = Counter(entry.kind for entry in entries)
    return Read(path.name, len(parsed.records), breaches(parsed), kinds, unread, text=parsed.document.text)


def in_context(document: Document, entry: Entry) -> str:
    """A number with its line and the words around it."""
    line = Lines(document.text).number(entry.span.start)
    before = document.text[max(0, entry.span.start - AROUND) : entry.span.start].rpartition("\n")[2]
    after = document.text[entry.span.end : entry.span.end + AROUND].partition("\n")[0]
    return f"line {line}: {before}[{entry.text}]{after}"


def lines(read: Read) -> Iterator[str]:
    """What is printed of a document."""
    if read.reason:
        yield f"{read.name}: not read. {read.reason}"
        return
    laws = ", ".join(f"{law} {'BROKEN' if law in read.broken else 'kept'}" for law in LAWS)
    yield f"{read.name}: {read.records} records; laws: {laws}"
    yield f"  numbers: {read.numbers.total()}, of these " + ", ".join(f"{k} {n}" for k, n in read.numbers.most_common())
    for law, found in read.broken.items():
        yield from _some(f"  {law} law", found)
    if read.unread:
        yield from _some("  unread", read.unread)


def _some(title: str, found: tuple[str, ...]) -> Iterator[str]:
    yield f"{title}: {len(found)}"
    yield from (f"    {one}" for one in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"    and {len(found) - SHOWN} more; `kb check FILE` lists all"


def summary(everything: list[Read]) -> Iterator[str]:
    """The last lines: how many documents were read, and how many numbers."""
    read = [one for one in everything if not one.reason]
    numbers = sum((one.numbers for one in read), Counter[str]())
    lawful = sum(not one.broken for one in read)
    yield f"{len(read)} of {len(everything)} documents read, {lawful} of them keep all laws"
    yield f"{numbers.total()} numbers, {numbers['record']} in records, {numbers[UNREAD]} unread"


# ------------------------------------------------------------------ the same documents, damaged


def mutations(everything: list[Read], count: int) -> Iterator[str]:
    """A line for each law that a damaged piece of these documents breaks, and how many were tried."""
    texts = [(one.name, one.text) for one in everything if one.text]
    broken = 0
    for seed in range(count if texts else 0):
        damaged = mutant(texts, seed)
        told = list(_broken(damaged))
        broken += bool(told)
        yield from (f"{damaged}: {one}" for one in told)
    yield f"{count if texts else 0} damaged pieces read, {broken} of them break a law"


def _broken(damaged: Mutant) -> Iterator[str]:
    """Each law that does not hold for a damaged piece, with its first breach; a refusal is a broken law, too."""
    try:
        first, second = reading(damaged.text), reading(damaged.text)
    except Exception as error:  # whatever it is, the law is that none is raised
        yield f"never-refuse law: {error!r}"
        return
    found = breaches(first) | {"same-again": tuple(same_again(first, second))}
    yield from (f"{law} law, {len(told)} times: {told[0]}" for law, told in found.items() if told)


def main() -> None:
    """Print each document as it is read, the summary, and what became of the damaged pieces."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="")
    parser.add_argument("--mutations", type=int, default=0, help="damaged pieces to read as well")
    asked = parser.parse_args()
    everything = []
    for path in documents([asked.folder], "practice"):
        everything.append(practise(path))
        print("\n".join(lines(everything[-1])), flush=True)
    print("\n" + "\n".join(summary(everything)), flush=True)
    for line in mutations(everything, asked.mutations) if asked.mutations else ():
        print(line, flush=True)


if __name__ == "__main__":
    main()
