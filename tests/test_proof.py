"""The proof sheet, and that an answer is the same every time and through every door."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kb.build import build
from kb.cli import cli
from kb.codec import canonical
from kb.knowledge import KnowledgeBase
from kb.model import Answer, Proof
from kb.proof import proof
from kb.render import proof_text
from tests.support import CORPUS, ROOT

DEV = [json.loads(line) for line in (ROOT / "tests" / "eval" / "dev.jsonl").read_text("utf-8").splitlines()]
GAP = "高企2020年目标比2015年多多少家"

Ask = Callable[[str, list[str]], Answer]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proof") / "home"
    build(CORPUS, folder)
    return folder


@pytest.fixture(scope="module")
def proofs(knowledge: KnowledgeBase) -> list[Proof]:
    """The proofs of the answers to all dev questions."""
    return [knowledge.prove(q["question"], q["history"]) for q in DEV]


# ------------------------------------------------------------------ the sheet


def test_every_claim_is_shown_with_records_that_stand_where_it_cites(proofs: list[Proof]) -> None:
    stepped = 0
    for one in proofs:
        for claim, step in zip(one.answer.claims, one.steps, strict=True):
            docs = {one.answer.citations[index].doc_id for index in claim.citations}
            assert step.holds
            assert {record.doc_id for record in step.records} <= docs
            stepped += bool(step.records)
    assert stepped > 100


def test_a_quote_that_does_not_stand_in_the_text_is_told(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(GAP)
    first, *others = answer.citations
    forged = first.model_copy(update={"quote": first.quote.replace("13", "14")})
    assert forged.quote != first.quote
    made = _proof(answer.model_copy(update={"citations": (forged, *others)}), knowledge)
    assert [step.holds for step in made.steps] == [False]
    assert "引文与库中原文不符" in proof_text(made)


def test_a_document_that_changed_is_told(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(GAP)
    other = tuple(c.model_copy(update={"sha256": "0" * 64}) for c in answer.citations)
    made = _proof(answer.model_copy(update={"citations": other}), knowledge)
    assert [step.holds for step in made.steps] == [False]


def test_the_sheet_holds_frame_formula_records_places_and_hashes(knowledge: KnowledgeBase) -> None:
    made = knowledge.prove(GAP)
    shown = proof_text(made)
    document = knowledge.documents()[0]
    wanted = [
        "50-13",
        "statement-128-3",
        "第128行",
        "国家高新技术企业数量达到50家",
        document.sha256,
        knowledge.build,
        made.digest,
    ]
    assert [word for word in wanted if word not in shown] == []


def test_the_command_on_the_sheet_makes_the_sheet_again(home: Path) -> None:
    history, question = "What is the 2020 goal for invention patent applications?", "And grants?"
    arguments = ["ask", question, "--history", history, "--explain", "--home", str(home)]
    first, again = (CliRunner().invoke(cli, arguments).stdout for _ in range(2))
    assert first == again
    assert f"kb ask --history '{history}' '{question}' --explain" in first


def test_the_sheet_as_json_is_a_proof(home: Path) -> None:
    printed = CliRunner().invoke(cli, ["ask", GAP, "--explain", "--json", "--home", str(home)]).stdout
    made = Proof.model_validate_json(printed)
    assert made == KnowledgeBase.open(home).prove(GAP)


def _proof(answer: Answer, knowledge: KnowledgeBase) -> Proof:
    held = knowledge._held
    return proof(answer, (), held.store, held.manifest.fingerprint, held.manifest.version)


# ------------------------------------------------------------------ the same every time


@pytest.mark.parametrize("number", range(0, len(DEV), 28))
def test_a_hundred_times_the_same_bytes(number: int, knowledge: KnowledgeBase) -> None:
    asked = DEV[number]
    assert len({canonical(knowledge.ask(asked["question"], asked["history"])) for _ in range(100)}) == 1


def test_every_door_gives_the_same_answer(home: Path, tmp_path: Path) -> None:
    kb = KnowledgeBase.open(home)
    expected = [canonical(kb.ask(q["question"], q["history"])) for q in DEV]
    assert [canonical(kb.prove(q["question"], q["history"]).answer) for q in DEV] == expected
    assert [canonical(_of_json(line)) for line in _batch(home, tmp_path, "0")] == expected


def test_one_question_by_the_command_line(home: Path) -> None:
    printed = CliRunner().invoke(cli, ["ask", GAP, "--json", "--home", str(home)]).stdout
    assert canonical(_of_json(printed)) == canonical(KnowledgeBase.open(home).ask(GAP))


def test_another_process_with_other_hashes_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    assert _batch(home, tmp_path, "1") == _batch(home, tmp_path, "2")


def _batch(home: Path, folder: Path, seed: str) -> list[str]:
    """The replies of a process of its own, whose sets and dicts of strings fall in another order."""
    file = folder / "questions.jsonl"
    file.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in DEV), "utf-8")
    line = [sys.executable, "-m", "kb", "ask", "--batch", str(file), "--home", str(home)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run(line, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return run.stdout.splitlines()


def _of_json(line: str) -> Answer:
    fields = json.loads(line)
    fields.pop("id", None)
    return Answer.model_validate_json(json.dumps(fields))
