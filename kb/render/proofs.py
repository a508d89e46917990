"""The proof sheet of an answer as plain text: read as, sentence by sentence, records, formula, places, hashes."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from kb.model import Answer, AnyRecord, Citation, Claim, Proof, Step
from kb.render.answers import place, quoted
from kb.render.cards import card
from kb.render.frames import frame_rows, kind_name
from kb.vocab.interface import interface
from kb.vocab.phrasing import Phrases

INDENT = "  "


def proof_text(proof: Proof) -> str:
    """The sheet in the answer's language, ending in a newline; the same proof gives the same text."""
    return "\n".join(_lines(proof, interface(proof.answer.language))) + "\n"


def _lines(proof: Proof, words: Phrases) -> Iterator[str]:
    answer = proof.answer
    yield words("proof")
    yield from _row(words("question"), answer.question)
    yield from _row(words("history"), *proof.history)
    yield from _row(words("kind"), kind_name(answer, words))
    for _, name, filled in frame_rows(answer.frame, words):
        yield from _row(name, filled)
    yield from _row(words("result"), words(answer.status), *answer.answer.split("\n"))
    for number, (claim, step) in enumerate(zip(answer.claims, proof.steps, strict=True), 1):
        yield ""
        yield from _step(number, claim, step, answer, words)
    yield ""
    yield from _base(proof, words)


def _row(name: str, *values: str) -> Iterator[str]:
    """A name with its values, each on a line of its own; nothing without values."""
    blank = "".join(" " if char.isascii() else "\u3000" for char in name)
    yield from (f"{blank if n else name}{INDENT}{value}" for n, value in enumerate(values))


def _step(number: int, claim: Claim, step: Step, answer: Answer, words: Phrases) -> Iterator[str]:
    yield from _row(words("claim", number=number), *claim.text.split("\n"))
    if claim.formula:
        yield f"{INDENT}{words('formula')}{INDENT}{claim.formula}"
    for record in step.records:
        yield from _record(record, words)
    for index in claim.citations:
        yield from _place(index, answer.citations[index], words)
    yield f"{INDENT}{words('holds' if step.holds else 'fails')}"


def _record(record: AnyRecord, words: Phrases) -> Iterator[str]:
    shown = card(record)
    yield f"{INDENT}{words('record')}{INDENT}{record.id}  {quoted(shown.line)}"
    if shown.fields:
        yield INDENT * 3 + words("between").join(f"{name}={quoted(value)}" for name, value in shown.fields)


def _place(index: int, citation: Citation, words: Phrases) -> Iterator[str]:
    path = words("path").join([words("title", text=citation.title), *citation.section])
    spans = words("list").join(words("characters", first=s.start, last=s.end) for s in citation.spans)
    yield f"{INDENT}{words('place')}{INDENT}[{index + 1}] {path}  {place(citation, words)}  {spans}"
    yield f"{INDENT * 3}{words('quote', text=quoted(citation.quote))}"


def _base(proof: Proof, words: Phrases) -> Iterator[str]:
    """What the answer was made from: documents by hash, build, and the sum that tells whether it is still the same."""
    yield from _row(words("documents"), *(f"{doc_id}  SHA-256 {sha}" for doc_id, sha in sources(proof.answer).items()))
    yield from _row(words("build"), f"{proof.answer.build}  kb {proof.version}")
    yield from _row(words("digest"), f"SHA-256 {proof.digest}")
    yield from _row(words("again"), words("again_note", command=command(proof)))


def sources(answer: Answer) -> dict[str, str]:
    """doc_id -> SHA-256 as received, of every cited document."""
    return {c.doc_id: c.sha256 for c in answer.citations}


def command(proof: Proof) -> str:
    """The command that makes the same sheet again."""
    earlier = (f"--history {shlex.quote(question)}" for question in proof.history)
    return " ".join(("kb ask", *earlier, shlex.quote(proof.answer.question), "--explain"))
