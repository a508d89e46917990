"""From a document to what it states: the extractors, in the order in which they may look at each other's records."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kb.extract.accounting import unread_numbers
from kb.extract.figures.statements import statements
from kb.extract.measures.measures import measures
from kb.extract.names.enterprises import enterprises
from kb.extract.names.organizations import organizations
from kb.extract.names.projects import projects
from kb.extract.names.references import references
from kb.extract.reading import Reading, reading
from kb.extract.tasks.tasks import tasks
from kb.model import Document, Record

__all__ = ["EXTRACTORS", "extract"]

Extractor = Callable[[Reading, tuple[Record, ...]], Iterable[Record]]
"""Takes the annotated document and the records of the extractors before it; gives its own."""

EXTRACTORS: tuple[Extractor, ...] = (
    statements,
    references,
    organizations,
    enterprises,
    projects,
    tasks,
    measures,
    unread_numbers,  # stays last: what no one before it has read becomes a notice
)


def extract(document: Document) -> tuple[Record, ...]:
    """All records of a document that say what it states, extractor by extractor."""
    read = reading(document)
    found: tuple[Record, ...] = ()
    for extractor in EXTRACTORS:
        found += tuple(extractor(read, found))
    return found
