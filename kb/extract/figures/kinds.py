"""Whether a figure is a fact or a goal, and how firmly a goal is meant.

It is told from the year against the years of the plan and the day of issue, from headings (成就, 发展目标) and from the
words of the sentence (力争, 将, 现有): no single one of them decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, get_args

from kb.extract.figures import figure_words
from kb.extract.figures.drafts import Modality
from kb.extract.setting import Setting
from kb.model import Year
from kb.text import fold
from kb.vocab import vocabulary

Lean = Literal["past", "goal", "task"]


def lean(headings: Sequence[str]) -> Lean | None:
    """What the headings above a text make of its figures, the innermost one that says anything.

    >>> lean(("一、科技创新发展总结", "（一）科技创新发展成就")), lean(("三、重点任务", "（二）发展目标"))
    ('past', 'goal')
    """
    for heading in reversed(headings):
        for role in get_args(Lean):
            if figure_words.anywhere(role).search(fold(heading)):
                found: Lean = role
                return found
    return None


class Evidence(NamedTuple):
    """What is known of a figure when its kind is to be told; `by` says that the year is a deadline (到2020年), `made`
    that a verb makes what is counted (打造100家)."""

    year: Year | None = None
    by: bool = False
    lean: Lean | None = None
    will: bool = False
    done: bool = False
    said_goal: bool = False
    made: bool = False


def is_goal(evidence: Evidence, setting: Setting) -> bool:
    """Whether a figure is what somebody wants to reach."""
    if evidence.said_goal:
        return True
    if evidence.year is None:
        return _undated(evidence, setting)
    now, begin = setting.year, setting.period[0] if setting.period else None
    if begin and evidence.year < begin:
        return False
    if now and evidence.year > now:
        return True
    if now is None:
        return (evidence.by and evidence.lean != "past") or _undated(evidence, setting)
    if now > evidence.year and not begin:
        return False
    if evidence.lean == "past" or evidence.done:
        return False
    return evidence.by or evidence.will or evidence.lean in ("goal", "task") or begin is not None


def _undated(evidence: Evidence, setting: Setting) -> bool:
    """A figure without a year is a goal under headings of goals and tasks, or when the sentence says so."""
    if evidence.done or evidence.lean == "past":
        return False
    return evidence.will or evidence.made or evidence.lean in ("goal", "task") or setting.plan


def modality(words: str) -> Modality:
    """How firmly a goal is meant, from the words of its sentence before the figure. Not the firmest word decides but
    the one that qualifies the others: 力争达到 strives, 鼓励建成 encourages.

    >>> modality("到2020年，力争达到"), modality("到2020年达到"), modality("必须完成")
    ('strive', 'commit', 'must')
    """
    plain = fold(words)
    return next((modality for modality, pattern in _modalities() if pattern.search(plain)), "commit")


@cache
def _modalities() -> tuple[tuple[Modality, re.Pattern[str]], ...]:
    entries = [e for e in vocabulary().wording if e.role == "modality" and e.modality != "commit"]
    return tuple(
        (e.modality, re.compile("|".join([*map(re.escape, map(fold, e.names)), *filter(None, [e.pattern])])))
        for e in entries
        if e.modality
    )
