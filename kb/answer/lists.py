"""Lists for work: the targets, tasks and measures of the documents, narrowed by what an official looks for.

Words narrow as a question does: 高企 finds 国家高新技术企业数量. A list is the complete set, in the documents' order.
"""

from __future__ import annotations

from kb.answer.asking.atoms import atoms
from kb.answer.catalog import Catalog
from kb.model import Measure, Statement, Task
from kb.text import fold


def targets(
    catalog: Catalog, year: int | None = None, indicator: str = "", kind: str | None = "target"
) -> tuple[Statement, ...]:
    """The figures of this kind (any, when None), of this year, whose indicator says the words."""
    found = (s for s in catalog.records("statement") if kind in (None, s.kind))
    return tuple(s for s in found if (year is None or _in(s, year)) and says(s.indicator, indicator))


def _in(statement: Statement, year: int) -> bool:
    """Whether it is said of that year: by name, or, where it names none, of a period around it."""
    if statement.year is not None or statement.period is None:
        return statement.year == year
    return statement.period[0] <= year <= statement.period[1]


def tasks(catalog: Catalog, body: str = "", about: str = "") -> tuple[Task, ...]:
    """The tasks for which such a body is responsible, and whose titles or actions say the words."""
    found = (t for t in catalog.records("task") if not body or any(says(name, body) for name in t.responsible))
    return tuple(t for t in found if says("\n".join((*t.section, t.title, *t.actions)), about))


def measures(catalog: Catalog, whom: str = "", about: str = "", stated: bool = False) -> tuple[Measure, ...]:
    """The support for such a beneficiary that says the words; with `stated`, only what has an amount."""
    found = (m for m in catalog.records("measure") if says(m.beneficiary or "", whom) and (m.amounts or not stated))
    return tuple(m for m in found if says("\n".join((m.instrument, m.condition or "", *m.section)), about))


def says(text: str, words: str) -> bool:
    """Whether a text says all of these words, in whatever spelling; no words say nothing and are always said.

    >>> says("国家高新技术企业数量", "高企"), says("发明专利授权量", "专利申请")
    (True, False)
    """
    plain = fold(text)
    wanted = [atom for atom in atoms(words) if not atom.soft] if words.strip() else []
    return fold(words.strip()) in plain or (bool(wanted) and all(atom.stands_in(plain) for atom in wanted))
