"""The proof of an answer: every claim with its records, formula and places, and what the whole was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kb.codec import canonical
from kb.model import Answer, Claim, Proof, Step
from kb.render import stands
from kb.store import Store


def proof(answer: Answer, history: Sequence[str], store: Store, fingerprint: str, version: str) -> Proof:
    """The proof of an answer that this store gave; `history` are the questions before it."""
    return Proof(
        history=tuple(history),
        answer=answer,
        steps=tuple(_step(claim, answer, store) for claim in answer.claims),
        fingerprint=fingerprint,
        version=version,
        digest=digest(answer),
    )


def digest(answer: Answer) -> str:
    """SHA-256 of the answer's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(answer).encode()).hexdigest()


def _step(claim: Claim, answer: Answer, store: Store) -> Step:
    keys = zip(claim.doc_ids, claim.record_ids, strict=True)
    cited = [answer.citations[index] for index in claim.citations]
    return Step(
        records=tuple(store.record(*key) for key in keys),
        holds=all(stands(store.document(c.doc_id), c) for c in cited),
    )
