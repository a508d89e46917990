"""How questions are read: the slots of the frame, whatever the answer is made of them."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kb.answer.asking.cues import find_cues
from kb.knowledge import KnowledgeBase
from kb.model import Answer
from tests.support import CASES, rows
from tests.test_questions import faults

NAMES: dict[str, str] = tomllib.loads((CASES / "frames.toml").read_text("utf-8"))["indicators"]


@pytest.mark.parametrize("case", rows("frames", label="question"))
def test_a_question_is_read(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(case["question"], case.get("history", ()))
    misread = [*misreadings(answer, case), *faults(answer, {"status": answer.status, **case})]
    assert misread == [], (answer.answer, answer.frame)


def misreadings(answer: Answer, case: dict[str, Any]) -> list[str]:
    """What a frame has otherwise than its case, in words."""
    frame = answer.frame
    found = [f"{slot} {getattr(frame, slot)}" for slot in ("years", "figure") if _differs(frame, slot, case)]
    if "indicators" in case and frame.indicators != tuple(NAMES[n] for n in case["indicators"]):
        found.append(f"indicators {frame.indicators}")
    for slot in ("regions", "unknown"):
        found += [f"{slot} lack {w}" for w in case.get(slot, ()) if not any(w in s for s in getattr(frame, slot))]
    carried = case.get("carried")
    if carried is not None and (not set(carried) <= set(frame.carried) or bool(carried) != bool(frame.carried)):
        found.append(f"carried {frame.carried}")
    cues = {c.cue.id for c in find_cues(answer.question)}
    found += [f"no cue {c}" for c in case.get("asks", ()) if c not in cues]
    found += [f"cue {c}" for c in case.get("asks_not", ()) if c in cues]
    return found + [f"does not assume {w}" for w in case.get("assumed", ()) if w not in "".join(frame.assumed)]


def _differs(frame: Any, slot: str, case: dict[str, Any]) -> bool:
    wanted = case.get(slot)
    held = getattr(frame, slot)
    return slot in case and held != (tuple(wanted) if isinstance(wanted, list) else wanted)
