"""Which document repeals, amends or implements which, or is drawn up on its basis."""

from __future__ import annotations

import re

from kb.answer.asking.question import Question
from kb.answer.asking.scope import asks_which
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.documents.relations import Link, plain_title
from kb.model import Document, Span
from kb.text import fold, sentences
from kb.vocab import phrases, vocabulary

NAME = "relations"
_CUES = {"repeals": "repeal", "amends": "amend", "implements": "implement", "basis": "basis_of"}
"""What one document says of another -> the cue that asks for it."""


def accepts(question: Question) -> bool:
    """Asks for the other document of such a pair."""
    return _role(question) is not None and asks_which(question) is not None


def claims(question: Question, catalog: Catalog) -> Draft | None:
    """The sentences that say so: of the documents meant, or, where it asks who does it to them, of the others."""
    role = _role(question)
    if _asks_who(question, role):
        found = [k for k in catalog.base.links if k.role == role and _is_meant(k, question)]
    else:
        own = {d.doc_id for d in catalog.documents}
        found = [k for k in catalog.base.links if k.role == role and k.source in own]
    draft = Draft(catalog.base)
    for link in found:
        say_link(draft, link, question.language)
    return draft if draft.claims else None


def _role(question: Question) -> str | None:
    return next((role for role, cue in _CUES.items() if question.has(cue)), None)


def _asks_who(question: Question, role: str | None) -> bool:
    """Whether 哪个文件 stands before the verb (哪个文件废止了它), or the verb is passive (被哪个文件废止)."""
    plain = fold(question.text)
    which = asks_which(question)
    verb = re.search(vocabulary().cues[_CUES[role or "basis"]].pattern or "", plain)
    if which is None or verb is None:
        return False
    return which.start() < verb.start() or "被" in plain[: which.start()][-3:]


def _is_meant(link: Link, question: Question) -> bool:
    """Whether the question names the document that is spoken of, be it in the base or not."""
    named = [plain_title(q) for q in question.quoted]
    return link.target in question.documents or any(n and n in plain_title(link.ref.name) for n in named)


def say_link(draft: Draft, link: Link, language: str) -> None:
    """The relation in words, with the sentence that states it."""
    document = draft.catalog.document(link.source)
    text = phrases(language)(f"link_{link.role}", other=link.ref.name.strip("《》"))
    draft.quote(text, link.source, sentence_at(document, link), records=(link.ref,))


def sentence_at(document: Document, link: Link) -> Span:
    """The sentence in which a document is spoken of, or its clause where it stands in no passage."""
    for passage in document.passages:
        if passage.span.start <= link.span.start < passage.span.end:
            cut = sentences(document.text, passage.span)
            return next((s for s in cut if s.start <= link.span.start < s.end), link.span)
    return link.span
