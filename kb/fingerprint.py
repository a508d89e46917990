"""What a build's name depends on: equal fingerprints mean equal records and an equal index.

Record schema, kb's own source files and vocabulary, the libraries that cut and read, each document with its about.toml.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kb.corpus import Member
from kb.index import terms
from kb.manifest import versions
from kb.vocab.loader import digest

LIBRARIES = ("jieba", "lxml", "opencc", "openpyxl", "pydantic", "pypdfium2", "spacy", "Whoosh")
LENGTH = 16


def of_document(member: Member) -> str:
    """What the records of a document depend on: the name of its place in the cache."""
    return _hash([_software(), member.doc_id.encode(), member.path.suffix.encode(), _bytes(member), member.about_bytes])


def of_build(documents: Iterable[str], backend: str) -> str:
    """What a build depends on: its documents in their order, and how they are indexed."""
    return _hash([backend.encode(), *(d.encode() for d in documents)])[:LENGTH]


def _bytes(member: Member) -> bytes:
    try:
        return member.path.read_bytes()
    except OSError:
        return b""  # the reader will say what is wrong with it


@cache
def _software() -> bytes:
    here = Path(__file__).parent
    paths = sorted(here.rglob("*.py"))
    sources = (part for p in paths for part in (p.relative_to(here).as_posix().encode(), p.read_bytes()))
    facts = [*versions().values(), terms.VERSION, digest(), *(f"{name} {version(name)}" for name in LIBRARIES)]
    return _hash([*(fact.encode() for fact in facts), *sources]).encode()


def _hash(parts: Iterable[bytes]) -> str:
    """One hash of many parts, each told apart from its neighbours."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()
