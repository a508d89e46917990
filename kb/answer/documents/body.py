"""The words of an answer: its claims one after the other, under the title of their document where there are several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.model import Claim
from kb.vocab import phrases

LISTED = 2
"""More claims than this stand on lines of their own."""
NAMED = 12
"""At most so many documents are named where none was found to answer."""
_ENDS = ("。", ".", "！", "？", "；", ":", "：", "”", "）")


def body(question: Question, base: Catalog, draft: Draft) -> str:
    """The text of an answer. With several documents in the base, each one's claims stand behind its title."""
    cited = {d for claim in draft.claims for d in _documents(claim, draft)}
    if draft.lead and draft.status == "answered" and len(base.documents) > 1 and len(cited) == 1:
        draft = replace(draft, lead="", leads={cited.pop(): draft.lead})
    groups = [(ids, list(own)) for ids, own in groupby(draft.claims, lambda c: _documents(c, draft))]
    titled = len(base.documents) > 1
    parts = [_group(ids, own, question, base, draft, titled) for ids, own in groups]
    listed = len(draft.claims) > LISTED or len(parts) > 1
    before = [closed(one, question.language) for one in (*question.assumed, draft.lead) if one]
    behind = [closed(one, question.language) for one in (draft.tail,) if one]
    return _joined((*before, *parts, *behind), question.language, listed)


def _documents(claim: Claim, draft: Draft) -> tuple[str, ...]:
    return tuple(dict.fromkeys(draft.citations[n].doc_id for n in claim.citations))


def _group(
    ids: tuple[str, ...], claims: list[Claim], question: Question, base: Catalog, draft: Draft, titled: bool
) -> str:
    """Claims of one document; a claim about several documents names them itself."""
    language = question.language
    title = phrases(language)("doc_group", title=base.document(ids[0]).info.title) if titled and len(ids) == 1 else ""
    lead = draft.leads.get(ids[0], "") if len(ids) == 1 else ""
    said = [closed(c.text, language) for c in claims]
    if len(said) > LISTED:
        return "\n".join((*([f"{title}{lead}"] if title or lead else []), *said))
    space = " " if language == "en" and title else ""
    return title + space + _joined((*([closed(lead, language)] if lead else []), *said), language, False)


def _joined(parts: Iterable[str], language: str, listed: bool) -> str:
    return ("\n" if listed else " " if language == "en" else "").join(parts)


def closed(text: str, language: str) -> str:
    """A clause with its full stop."""
    return text if text.endswith(_ENDS) else text + phrases(language)("stop")


def documents_held(base: Catalog, language: str) -> str:
    """Which documents there are, in a sentence."""
    say = phrases(language)
    titles = [say("doc_title", title=d.title) for d in base.documents[:NAMED]]
    return say("documents_held", number=len(base.documents), titles=say("comma").join(titles))
