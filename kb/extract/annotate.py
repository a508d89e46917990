"""Where things are: annotators lay named layers of places over one text; extractors say later what they mean.

An annotator is a plain function from a text to its finds. The pipeline makes a spaCy component of each, which adds the
finds as a span group; `finds(doc, "quantities")` gives them back with all that their annotator knows of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from kb.extract.figures import periods, quantities
from kb.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Find(Protocol):
    """Anything found in a text: its place in it, and a label."""

    @property
    def span(self) -> Span:
        """The place, offsets from the start of the text."""

    @property
    def label(self) -> str:
        """What kind of find it is."""


class Annotator(NamedTuple):
    """A named layer; `name` is the span group, `version` changes when its finds would."""

    name: str
    version: str
    find: Callable[[str], Iterable[Find]]


ANNOTATORS: tuple[Annotator, ...] = (
    Annotator("quantities", "kb.quantities.v1", quantities.find),
    Annotator("periods", "kb.periods.v1", periods.find),
)


_PREFIX = "kb."
TEXT = "kb.text"
"""Where a Doc keeps its text: spaCy's own `Doc.text` joins the tokens anew each time, here one for each character."""


def text_of(doc: Doc) -> str:
    """The text of a Doc of the pipeline."""
    return str(doc.user_data[TEXT])


def annotate(doc: Doc, annotator: Annotator) -> Doc:
    """The same Doc with one more span group; the finds themselves are kept beside it in the same order."""
    found = tuple(annotator.find(text_of(doc)))
    doc.spans[annotator.name] = [doc[f.span.start : f.span.end] for f in found]
    doc.user_data[_PREFIX + annotator.name] = found
    return doc


def finds(doc: Doc, group: str) -> tuple[Any, ...]:
    """The finds of an annotator, offsets counted from the start of the Doc."""
    return tuple(doc.user_data[_PREFIX + group])
