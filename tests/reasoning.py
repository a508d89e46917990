"""Documents made of a few lines, read up to their statements, for tests of what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from kb.extract.figures.statements import statements
from kb.extract.reading import reading
from kb.model import About, Document, Parsed, Period, Source
from kb.structure import structure


def document(text: str, headings: Sequence[str] = (), period: Period = (2021, 2025), issued: int = 2021) -> Document:
    """A plan of 江州市 for these years that says this."""
    whole = "\n\n".join([*headings, text])
    source = Source(text=whole, format="plain", encoding="utf-8", sha256="0" * 64)
    made = structure(source, "case", About(title="江州市发展规划", region="江州市"))
    setting = {"period": period, "issued_on": f"{issued}-03-01"}
    return made.model_copy(update={"info": made.info.model_copy(update=setting)})


def read(text: str, headings: Sequence[str] = (), period: Period = (2021, 2025), issued: int = 2021) -> Parsed:
    """The document with its statements."""
    made = document(text, headings, period, issued)
    return Parsed(document=made, records=tuple(statements(reading(made), ())))
