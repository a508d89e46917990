"""The left side of the page: the answer first, then its values, its sources, how it was understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.spots import Spot, Spots
from app.widgets.nodes import Node, each, h
from app.widgets.proof import proof_view
from kb.model import Answer, Citation, Proof
from kb.render import about, amount, frame_rows, kind_name, pieces_of, place, quoted, titles_of
from kb.vocab.phrasing import Phrases

BRIEF = 90
"""Up to so many characters an answer is set large."""
CARDS = 3
"""Up to so many values stand as cards, more as a table."""
LISTED = 6
"""Sources shown before the rest is folded away."""

_TAIL = re.compile(r"[0-9.,]*[^0-9]{0,3}$")


def answer_view(proof: Proof, spots: Spots, chosen: str, words: Phrases, places: Phrases) -> list[Node]:
    """The answer as nodes; `chosen` is the key of the open place, acts are cite:KEY and ask:QUESTION."""
    answer = proof.answer
    return each(
        [
            _answer(answer, spots, words),
            _values(answer, words, places),
            _notes(answer.findings, words),
            _sources(spots.cited, chosen, words, places),
            _related(spots.related, chosen, words, places),
            _suggestions(answer.suggestions, words),
            _understood(answer, words, places),
            proof_view(proof, places),
        ]
    )


def _lang(answer: Answer) -> str:
    return "zh-CN" if answer.language == "zh" else "en"


def _answer(answer: Answer, spots: Spots, words: Phrases) -> Node:
    lines: list[list[Node]] = [[]]
    for piece in pieces_of(answer):
        first, *others = piece.text.split("\n")
        lines[-1].append(first)
        lines += [[other] for other in others]
        _mark(lines[-1], spots.keys(piece.citations), words)
    state = None if answer.status == "answered" else h("p", words(answer.status), class_="state")
    size = "answer" if len(answer.answer) <= BRIEF else "answer long"
    body = [h("p", *line, class_=size) for line in lines if any(line)]
    return h("section", state, *body, lang=_lang(answer), aria_label=words("answer"))


def _mark(line: list[Node], keys: Sequence[str], words: Phrases) -> None:
    """Puts the markers at the end of a line, held together with its last word or figure, never alone on the next."""
    if not keys:
        return
    last = line.pop() if line and isinstance(line[-1], str) else ""
    text = last if isinstance(last, str) else ""
    at = len(text) - len(_TAIL.search(text)[0])  # type: ignore[index]
    markers = (_marker(key, words) for key in keys)
    line += [text[:at], h("span", text[at:], *markers, class_="keep")]


def _marker(key: str, words: Phrases) -> Node:
    button = h("button", key, act=f"cite:{key}", class_="marker", aria_label=words("open_source", index=key))
    return h("sup", button)


def _values(answer: Answer, words: Phrases, places: Phrases) -> Node | None:
    values = answer.values
    if not values:
        return None
    shown = _cards(answer, places) if len(values) <= CARDS else _value_table(answer, words, places)
    return h("section", shown, aria_label=words("values"))


def _cards(answer: Answer, places: Phrases) -> Node:
    titles = titles_of(answer)
    cards = (
        h("li", h("span", amount(value, places), class_="figure"), h("span", of, class_="of") if of else None)
        for value, of in ((value, about(value, places, titles)) for value in answer.values)
    )
    return h("ul", *cards, class_="cards", lang="zh-CN")


def _value_table(answer: Answer, words: Phrases, places: Phrases) -> Node:
    """One row a value; an indicator they all share stands once, above."""
    values, titles = answer.values, titles_of(answer)
    names = {value.indicator for value in values}
    shared = names.pop() if len(names) == 1 else None
    heads = (*(["document"] if titles else []), *([] if shared else ["indicator"]), "year_head", "value_head")
    rows = (
        h(
            "tr",
            h("td", titles.get(value.doc_id or "", ""), lang="zh-CN") if titles else None,
            None if shared else h("td", value.indicator or "", lang="zh-CN"),
            h("td", str(value.year or "")),
            h("td", amount(value, places), h("em", words("derived")) if value.derived else None),
        )
        for value in values
    )
    head = h("thead", h("tr", *(h("th", words(name), scope="col") for name in heads)))
    title = h("caption", shared, lang="zh-CN") if shared else None
    table = h("table", title, head, h("tbody", *rows))
    return h("div", table, class_="table", tabindex=0, role="group", aria_label=words("table_scroll"))


def _notes(findings: Sequence[str], words: Phrases) -> Node | None:
    if not findings:
        return None
    return h("section", *(h("p", note, class_="callout") for note in findings), aria_label=words("findings"))


def _sources(spots: Sequence[Spot], chosen: str, words: Phrases, places: Phrases) -> Node | None:
    if not spots:
        return None
    titled = _of_several(spots)
    cards = [_card(spot, spot.key, chosen, titled, places) for spot in spots]
    title = words("sources") if len(cards) == 1 else words("sources_count", count=len(cards))
    rest = cards[LISTED:]
    folded = h("details", h("summary", words("more_sources", count=len(rest))), h("ol", *rest, class_="sources"))
    return h(
        "section",
        h("h2", title),
        h("ol", *cards[:LISTED], class_="sources"),
        folded if rest else None,
        aria_label=title,
    )


def _related(spots: Sequence[Spot], chosen: str, words: Phrases, places: Phrases) -> Node | None:
    if not spots:
        return None
    titled = _of_several(spots)
    cards = (_card(spot, None, chosen, titled, places) for spot in spots)
    return h("section", h("h2", words("related")), h("ol", *cards, class_="sources"), aria_label=words("related"))


def _of_several(spots: Sequence[Spot]) -> bool:
    """Whether the places are in several documents, so that each has to name its own."""
    return len({spot.shown.doc_id for spot in spots}) > 1


def _card(spot: Spot, badge: str | None, chosen: str, titled: bool, places: Phrases) -> Node:
    shown = spot.shown
    quote = shown.quote if isinstance(shown, Citation) else shown.text
    title = [places("title", text=shown.title)] if titled and isinstance(shown, Citation) else []
    path = places("path").join([*title, *shown.section[-2:], place(shown, places)])
    button = h(
        "button",
        h("span", badge, class_="badge") if badge else None,
        h("span", h("span", quoted(quote), class_="quote", lang="zh-CN"), h("span", path, class_="where")),
        act=f"cite:{spot.key}",
        class_="card",
        aria_pressed="true" if spot.key == chosen else "false",
    )
    return h("li", button)


def _understood(answer: Answer, words: Phrases, places: Phrases) -> Node:
    rows = [("kind", places("kind"), kind_name(answer, places)), *frame_rows(answer.frame, places)]
    pairs = [
        node
        for slot, name, text in rows
        for node in (h("dt", name), h("dd", text, class_="unknown" if slot == "unknown" else None))
    ]
    return h("section", h("h2", words("understood")), h("dl", *pairs, class_="frame"), aria_label=words("understood"))


def _suggestions(questions: Sequence[str], words: Phrases) -> Node | None:
    return questions_view(questions, words("suggestions")) if questions else None


def questions_view(questions: Sequence[str], title: str) -> Node:
    """Questions to choose from."""
    buttons = (h("li", h("button", question, act=f"ask:{question}", class_="question")) for question in questions)
    return h("section", h("h2", title), h("ul", *buttons, class_="questions"), aria_label=title)
