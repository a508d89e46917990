"""How an answer was made, folded away below it: each sentence with formula, records and places, then the hashes."""

from __future__ import annotations

from collections.abc import Iterator

from app.widgets.nodes import Node, h
from kb.model import Answer, AnyRecord, Citation, Claim, Proof, Step
from kb.render import card, command, place, quoted, sources
from kb.vocab.phrasing import Phrases


def proof_view(proof: Proof, places: Phrases) -> Node:
    """The proof sheet as a node; what a refusal was made from is its base alone."""
    carried = enumerate(zip(proof.answer.claims, proof.steps, strict=True), 1)
    steps = (_step(number, claim, step, proof.answer, places) for number, (claim, step) in carried)
    base = [node for name, *values in _base(proof, places) for node in _pair(name, *values)]
    summary = h("summary", places("proof"))
    body = h("div", *steps, h("dl", *base, class_="frame base"), class_="proof")
    return h("section", h("details", summary, body), aria_label=places("proof"))


def _step(number: int, claim: Claim, step: Step, answer: Answer, places: Phrases) -> Node:
    pairs = list(_pair(places("formula"), h("code", claim.formula))) if claim.formula else []
    for record in step.records:
        pairs += _pair(places("record"), *_record(record, places))
    cited = (answer.citations[index] for index in claim.citations)
    pairs += _pair(places("place"), *(_place(citation, places) for citation in cited))
    head = h("p", places("claim", number=number), class_="step")
    holds = h("p", places("holds" if step.holds else "fails"), class_="holds" if step.holds else "fails")
    return h("div", head, h("p", claim.text), h("dl", *pairs, class_="frame"), holds, class_="proven")


def _pair(name: str, *values: Node | None) -> Iterator[Node]:
    """A name and what stands beside it, each on a line of its own."""
    if values:
        yield h("dt", name)
        yield h("dd", *(h("p", value) for value in values if value is not None))


def _record(record: AnyRecord, places: Phrases) -> Iterator[Node]:
    shown = card(record)
    yield h("span", h("code", record.id), f" {quoted(shown.line)}", lang="zh-CN")
    if shown.fields:
        fields = places("between").join(f"{name} {quoted(value)}" for name, value in shown.fields)
        yield h("span", fields, lang="zh-CN", class_="fields")


def _place(citation: Citation, places: Phrases) -> Node:
    spans = places("list").join(places("characters", first=s.start, last=s.end) for s in citation.spans)
    return h("span", f"{citation.doc_id}{places('between')}{place(citation, places)}{places('between')}{spans}")


def _base(proof: Proof, places: Phrases) -> Iterator[tuple[str, *tuple[Node, ...]]]:
    documents = (f"{doc_id} {sha}" for doc_id, sha in sources(proof.answer).items())
    yield places("documents"), *(h("code", text) for text in documents)
    yield places("build"), h("code", f"{proof.answer.build} kb {proof.version}")
    yield places("digest"), h("code", proof.digest)
    yield places("again"), places("again_note", command=""), h("code", command(proof))
