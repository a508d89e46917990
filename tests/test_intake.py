"""Documents come into a corpus and go out of it, and nothing that was in it is ever lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb import laws
from kb.corpus import corpus, digest
from kb.errors import KBError, SourceError
from kb.ids import LONGEST, slug
from kb.intake import add, remove
from kb.model import About
from kb.parse import parse
from tests.support import ROOT

PLAN = "一、总体目标。\n\n到2025年，{town}发明专利授权量达到{value}件。\n"


def plan(folder: Path, name: str = "甲市规划.txt", town: str = "甲市", value: int = 120) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(PLAN.format(town=town, value=value), "utf-8")
    return path


@pytest.fixture
def received(tmp_path: Path) -> Path:
    return tmp_path / "received"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return tmp_path / "plans"


def documents(plans: Path) -> dict[str, str]:
    """Id -> hash, for every document of a corpus."""
    return {member.doc_id: digest(member.path) for member in corpus(plans).members}


# ------------------------------------------------------------------ adding


def test_an_original_is_kept_byte_for_byte_under_a_readable_id(received: Path, plans: Path) -> None:
    file = plan(received, "甲市“十四五”规划 (印发稿).TXT")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    taken = add(file, plans, About(region="甲市"))
    assert (taken.doc_id, taken.outcome) == ("甲市-十四五-规划-印发稿", "added")
    [member] = corpus(plans).members
    assert (member.doc_id, member.path.name) == (taken.doc_id, "source.txt")
    assert member.path.read_bytes() == file.read_bytes()
    assert member.about == About(name=file.name, region="甲市", origin={"region": "told: kb add"})


@pytest.mark.parametrize("told", ['a "b" \\ c', "第一行\n第二行\t\x7f\x01", "https://例.中国/?a=1#b", "“引号”"])
def test_about_says_what_was_told(told: str, received: Path, plans: Path) -> None:
    add(plan(received), plans, About(title=told, link=told))
    [member] = corpus(plans).members
    assert (member.about.title, member.about.link) == (told, told)
    assert parse(member.path).document.info.title == told


def test_the_same_bytes_are_known_whatever_they_are_called(received: Path, plans: Path) -> None:
    first = add(plan(received), plans)
    again = add(plan(received, "另一名称.txt"), plans)
    assert (again.doc_id, again.outcome) == (first.doc_id, "known")
    assert f"已收录，编号 {first.doc_id}" in again.said
    assert len(corpus(plans).members) == 1


def test_a_plain_file_of_the_corpus_is_known_too(plans: Path) -> None:
    assert add(plan(plans, "yi.txt"), plans).outcome == "known"


def test_what_is_told_of_a_known_document_is_noted(received: Path, plans: Path) -> None:
    file = plan(received)
    add(file, plans, About(title="甲市规划"))
    assert "about.toml 已更新" in add(file, plans, About(region="甲市")).said
    assert "about.toml" not in add(file, plans, About(region="甲市")).said
    [member] = corpus(plans).members
    assert (member.about.title, member.about.region, member.about.name) == ("甲市规划", "甲市", file.name)


def test_a_document_of_the_corpus_added_once_more_stays_as_it_is(plans: Path) -> None:
    file = plan(plans / "yi", "source.txt")
    (plans / "yi" / "about.toml").write_text('title = "乙市规划" # 另拟\n', "utf-8")
    assert add(file, plans).outcome == "known"
    assert (plans / "yi" / "about.toml").read_text("utf-8") == 'title = "乙市规划" # 另拟\n'


def test_other_bytes_of_the_same_name_get_an_id_of_their_own_and_say_so(received: Path, plans: Path) -> None:
    add(plan(received), plans)
    other = add(plan(received, value=9), plans)
    assert (other.doc_id, other.outcome) == ("甲市规划-2", "added")
    assert "kb add --replace 甲市规划 文件" in other.said
    assert [*documents(plans)] == ["甲市规划", "甲市规划-2"]


@pytest.mark.parametrize("name", ["甲市规划.txt", "新稿.md"])
def test_a_new_version_replaces_only_when_told(name: str, received: Path, plans: Path) -> None:
    before = plan(received)
    add(before, plans, About(region="甲市"))
    old = digest(before)
    new = plan(received, name, value=9)
    taken = add(new, plans, replace="甲市规划")
    assert (taken.doc_id, taken.outcome) == ("甲市规划", "replaced")
    assert documents(plans) == {"甲市规划": digest(new)}
    assert corpus(plans).members[0].about.region == "甲市"
    assert [digest(path) for path in plans.glob(".removed/*/source.*")] == [old]


def test_a_plain_file_can_be_replaced_and_removed(received: Path, plans: Path) -> None:
    old = plan(plans, "yi.txt")
    plan(plans, "bing.txt", value=3)
    sha = digest(old)
    new = plan(received, value=9)
    assert add(new, plans, replace="yi").doc_id == "yi"
    assert documents(plans)["yi"] == digest(new)
    assert remove("bing", plans).name.startswith("bing-")
    assert [*documents(plans)] == ["yi"]
    assert sha in [digest(path) for path in plans.glob(".removed/*/source.txt")]


def test_a_document_comes_with_the_about_beside_it(received: Path, plans: Path) -> None:
    file = plan(received / "yi-plan", "source.txt")
    (file.parent / "about.toml").write_text('title = "乙市规划"\n[origin]\ntitle = "assigned"\n', "utf-8")
    assert add(file, plans).doc_id == "yi-plan"
    assert corpus(plans).members[0].about.title == "乙市规划"


@pytest.mark.parametrize(
    "name", ["README.md", "about.txt", "..txt", "-rf.txt", "？！.txt", "长" * 80 + ".txt", "CON.txt"]
)
def test_any_name_gives_an_id_that_can_be_used(name: str, received: Path, plans: Path) -> None:
    taken = add(plan(received, name), plans)
    assert [*documents(plans)] == [taken.doc_id]
    assert taken.doc_id == slug(taken.doc_id)
    assert len(taken.doc_id.encode()) <= LONGEST
    remove(taken.doc_id, plans)
    assert add(plan(received, name), plans).doc_id == taken.doc_id


# ------------------------------------------------------------------ what cannot be taken in


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_bytes(b""), "是空的"),
        (lambda path: path.write_bytes(b"\x00\x01\xff"), r"坏\.txt"),
        (lambda path: path.mkdir(), "找不到文件"),
        (lambda path: path.symlink_to("nowhere"), "找不到文件"),
    ],
    ids=["empty", "binary", "a folder", "a dead link"],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    make: Callable[[Path], object], says: str, received: Path, plans: Path
) -> None:
    add(plan(received), plans)
    before = sorted(plans.rglob("*"))
    make(received / "坏.txt")
    with pytest.raises(SourceError, match=says):
        add(received / "坏.txt", plans)
    assert sorted(plans.rglob("*")) == before


def test_a_document_that_breaks_a_law_is_not_taken_in(
    received: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(plans, "yi.txt", value=1)
    monkeypatch.setitem(laws.LAWS, "quote", lambda parsed: iter(["misquotes"]))
    with pytest.raises(KBError, match=r"违反 quote 定律.*kb check"):
        add(plan(received), plans)
    assert [path.name for path in plans.iterdir()] == ["yi.txt"]


def test_a_file_that_changes_while_it_is_read_is_not_taken_in(
    received: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(path: Path, *rest: Any) -> Any:
        parsed = parse(path, *rest)
        plan(received, value=7)
        return parsed

    monkeypatch.setattr("kb.intake.parse", slow)
    with pytest.raises(KBError, match=r"被改动.*kb add"):
        add(plan(received), plans)
    assert list(plans.iterdir()) == []


def test_a_corpus_that_cannot_be_written_is_a_sentence(received: Path, tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("in the way", "utf-8")
    with pytest.raises(KBError, match=r"写不进去.*kb add"):
        add(plan(received), tmp_path / "plans")


# ------------------------------------------------------------------ removing


def test_what_is_removed_is_kept_and_comes_back(received: Path, plans: Path) -> None:
    file = plan(received)
    add(file, plans, About(title="甲市规划纲要"))
    kept = remove("甲市规划", plans)
    assert kept == plans / ".removed" / f"甲市规划-{digest(file)[:8]}"
    assert digest(kept / "source.txt") == digest(file)
    back = add(file, plans)
    assert (back.doc_id, back.outcome) == ("甲市规划", "restored")
    assert corpus(plans).members[0].about.title == "甲市规划纲要"
    assert not kept.exists()


def test_a_document_can_be_removed_twice(received: Path, plans: Path) -> None:
    for _ in range(2):
        add(plan(received), plans)
        remove("甲市规划", plans)
        add(plan(received, value=9), plans)
        remove("甲市规划", plans)
    assert len(list((plans / ".removed").iterdir())) == 2


@pytest.mark.parametrize("id", ["甲市规", "", "../甲市规划", "."])
def test_an_unknown_id_names_the_nearest(id: str, received: Path, plans: Path) -> None:
    add(plan(received), plans)
    for work in (lambda: remove(id, plans), lambda: add(plan(received, value=9), plans, replace=id or "x")):
        with pytest.raises(KBError, match=r"甲市规划.*请核对后运行：kb \S+ "):
            work()
    assert [*documents(plans)] == ["甲市规划"]


# ------------------------------------------------------------------ kills and a full disk


def hurt(how: str, plans: Path, *arguments: str | Path) -> list[dict[str, Any]]:
    command = [sys.executable, ROOT / "tests" / "killed_add.py", how, plans, *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("how", ["kill", "full"])
@pytest.mark.parametrize("change", ["add", "replace", "remove", "restore"])
def test_nothing_is_lost_whatever_happens(how: str, change: str, received: Path, plans: Path) -> None:
    add(plan(received), plans)
    add(plan(received, "乙市规划.txt", "乙市"), plans)
    if change == "restore":
        remove("甲市规划", plans)
    before, owned = documents(plans), {digest(path) for path in plans.rglob("source.txt")}
    new = plan(received, value=120 if change == "restore" else 9)
    options = {"replace": ["甲市规划"], "remove": ["--remove", "甲市规划"]}.get(change, [])
    runs = hurt(how, plans, new, *options)
    after = runs[-1]["documents"]
    assert len(runs) > 1
    assert after != before
    assert {json.dumps(run["documents"]) for run in runs} == {json.dumps(before), json.dumps(after)}
    assert all(set(run["originals"]) >= owned for run in runs)
    assert not any(run["left"] for run in runs)
