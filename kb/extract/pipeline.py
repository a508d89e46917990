"""The spaCy pipeline: one token per character, and a component for each annotator.

With a token per character, blanks included, a spaCy place plus the start of the passage is our Span, and no name or
number is lost to a word boundary. spaCy is imported when the pipeline is first used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from kb.extract.annotate import ANNOTATORS, TEXT, annotate

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

TOKENIZER = "kb.characters.v1"
MAX_LENGTH = 10**9
"""spaCy's own limit guards models for parsing; no component here needs one."""
LAYER = "kb_layer"
"""The one component, made once for each annotator; spaCy allows no dots in its name."""


class Characters:
    """A tokenizer that makes one token of every character, so that `token.i` equals `token.idx`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a Doc of characters."""
        from spacy.tokens import Doc

        doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        doc.user_data[TEXT] = text
        return doc

    def to_disk(self, path: object, **_: object) -> None:
        """Nothing to keep: the tokenizer has no settings."""

    def from_disk(self, path: object, **_: object) -> Characters:
        """The tokenizer itself."""
        return self

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep."""
        return b""

    def from_bytes(self, data: bytes, **_: object) -> Characters:
        """The tokenizer itself."""
        return self


@cache
def pipeline() -> Language:
    """The one pipeline of the process, made at the first call."""
    import spacy

    _register()
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.max_length = MAX_LENGTH
    for annotator in ANNOTATORS:
        nlp.add_pipe(LAYER, name=annotator.name, config={"version": annotator.version})
    return nlp


def read_text(text: str) -> Doc:
    """One annotated text, for a question or a cell.

    >>> doc = read_text("到2020年达到50家")  # span groups live only as long as their Doc
    >>> [s.text for s in doc.spans["quantities"]]
    ['50家']
    """
    return pipeline()(text)


def read_texts(texts: Iterable[str]) -> Iterator[Doc]:
    """Annotated texts in the same order."""
    return pipeline().pipe(texts)


def fingerprint() -> str:
    """SHA-256 of the pipeline's configuration: it changes when a component or its version does."""
    return hashlib.sha256(pipeline().config.to_str().encode()).hexdigest()


@cache
def _register() -> None:
    """Make the tokenizer and the component known to spaCy; the version of a layer stands in the pipeline's config."""
    from spacy.language import Language
    from spacy.util import registry

    @registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
    def make_tokenizer() -> Callable[[Language], Characters]:
        return lambda nlp: Characters(nlp.vocab)

    @Language.factory(LAYER, default_config={"version": ""}, assigns=["doc.spans"])
    def make_layer(nlp: Language, name: str, version: str) -> Callable[[Doc], Doc]:
        annotator = next(a for a in ANNOTATORS if a.version == version)
        return lambda doc: annotate(doc, annotator)
