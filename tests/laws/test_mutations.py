"""The laws hold for two thousand damaged documents; a tenth of them, always the same, in `make test`."""

from __future__ import annotations

import os
from random import Random

import pytest

from kb.laws import breaches, same_again
from tests.support import PLAN, ROOT
from tools.mutations import DAMAGES, mutant, reading

COUNT, SHARE, CHUNK = 2000, 10, 20
SEEDS = range(COUNT if os.environ.get("HYPOTHESIS_PROFILE") == "long" else COUNT // SHARE)
OURS = sorted((ROOT / "tests" / "laws" / "texts").glob("*.txt"))
"""An action plan, rules of support and a work report, written for this test."""
TEXTS = [(path.name, path.read_text("utf-8")) for path in (PLAN, *OURS)]


@pytest.mark.parametrize("first", SEEDS[::CHUNK])
def test_a_damaged_document_keeps_the_laws(first: int) -> None:
    for seed in range(first, first + CHUNK):
        damaged = mutant(TEXTS, seed)
        parsed = reading(damaged.text)
        assert breaches(parsed) == {}, str(damaged)
        assert list(same_again(parsed, reading(damaged.text))) == [], str(damaged)


def test_the_same_seed_does_the_same_damage() -> None:
    assert mutant(TEXTS, 7) == mutant(TEXTS, 7)
    different = len({mutant(TEXTS, seed).text for seed in SEEDS})
    assert different >= 0.99 * len(SEEDS)  # of two thousand pieces cut out at random a few are alike


def test_every_damage_is_done_to_every_text() -> None:
    mutants = [mutant(TEXTS, seed) for seed in SEEDS]
    assert {damage for one in mutants for damage in one.damages} == set(DAMAGES)
    assert {one.name for one in mutants} == {name for name, _ in TEXTS}


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_a_damage_leaves_its_mark(damage: str) -> None:
    (_, text), (_, other) = TEXTS[:2]
    marred = [DAMAGES[damage](Random(seed), text, other) for seed in range(5)]
    assert len({text, *marred}) > len(marred) // 2
