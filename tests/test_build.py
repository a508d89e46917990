"""A build serves whole or not at all, whatever happens while the next one is made."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb import fingerprint, laws
from kb.build import build
from kb.corpus import corpus
from kb.errors import BuildError, KBError, SourceError
from kb.home import Home
from kb.knowledge import KnowledgeBase
from kb.manifest import NAME
from kb.model import Parsed
from kb.parse import parse
from tests.support import ROOT

PLAN = """前言

一、总体目标。

到2025年，{town}发明专利授权量达到{value}件，高新技术企业达到60家。

二、保障措施。

加强领导。
"""


def put(folder: Path, name: str, town: str = "甲市", value: int = 120) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(PLAN.format(town=town, value=value), "utf-8")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    put(tmp_path / "plans", "jia.txt")
    put(tmp_path / "plans", "yi.txt", "乙市", 80)
    return tmp_path / "plans"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def builds(home: Path) -> set[str]:
    return {path.name for path in (home / "builds").iterdir()}


def serving(home: Path) -> str:
    return KnowledgeBase.open(home).build


def told(plans: Path, home: Path) -> list[str]:
    steps: list[str] = []
    build(plans, home, steps.append)
    return steps


# ------------------------------------------------------------------ generations


def test_a_build_answers_for_every_document(plans: Path, home: Path) -> None:
    manifest = build(plans, home)
    kb = KnowledgeBase.open(home)
    assert [d.doc_id for d in kb.documents()] == [d.doc_id for d in manifest.documents] == ["jia", "yi"]
    assert {hit.doc_id for hit in kb.search("发明专利授权量")} == {"jia", "yi"}


def test_a_home_may_have_any_name(plans: Path, tmp_path: Path) -> None:
    build(plans, tmp_path / "知识 库?#%41")
    assert KnowledgeBase.open(tmp_path / "知识 库?#%41").search("专利")


def test_an_unchanged_corpus_keeps_its_build_and_says_so(plans: Path, home: Path) -> None:
    first = build(plans, home)
    assert "没有变化" in told(plans, home)[-1]
    assert build(plans, home) == first
    assert builds(home) == {first.build}


def test_one_more_plan_parses_one_plan(plans: Path, home: Path) -> None:
    build(plans, home)
    put(plans, "bing.txt", "丙市", 7)
    steps = [step for step in told(plans, home) if step.startswith("[")]
    assert steps == ["[1/3] bing", "[2/3] jia（未变）", "[3/3] yi（未变）"]


def test_the_build_before_is_kept_and_older_ones_go(plans: Path, home: Path) -> None:
    made = []
    for value in (1, 2, 3):
        put(plans, "jia.txt", value=value)
        made.append(build(plans, home).build)
    assert builds(home) == set(made[1:])
    assert serving(home) == made[2]


def test_the_cache_holds_what_the_corpus_holds(plans: Path, home: Path) -> None:
    build(plans, home)
    (plans / "yi.txt").unlink()
    build(plans, home)
    assert len(list((home / "cache").iterdir())) == 1


def test_a_damaged_cache_is_read_anew(plans: Path, home: Path) -> None:
    first = build(plans, home)
    for path in (home / "cache").iterdir():
        path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    shutil.rmtree(home / "builds")
    assert build(plans, home).fingerprint == first.fingerprint


def test_a_reader_holds_its_build_until_it_refreshes(plans: Path, home: Path) -> None:
    build(plans, home)
    kb = KnowledgeBase.open(home)
    before = kb.build
    assert kb.refresh() is False
    for value in (2, 3, 4):  # its files are gone after two more builds, and it still answers
        put(plans, "jia.txt", value=value)
        build(plans, home)
    assert kb.build == before
    assert "120件" in kb.document("jia").text
    assert kb.search("发明专利")
    assert kb.refresh() is True
    assert "4件" in kb.document("jia").text


# ------------------------------------------------------------------ fingerprint


@pytest.mark.parametrize(
    "change",
    [
        lambda plans: put(plans, "jia.txt", value=1),
        lambda plans: (plans / "jia.txt").rename(plans / "ding.txt"),
        lambda plans: (plans / "yi.txt").unlink(),
        lambda plans: (plans / "wu" / "about.toml").write_text('title = "戊市规划"', "utf-8"),
    ],
    ids=["text", "name", "number", "about"],
)
def test_a_fingerprint_changes_with_the_corpus(change: Callable[[Path], object], plans: Path) -> None:
    put(plans / "wu", "source.txt", "戊市")
    before = [fingerprint.of_document(member) for member in corpus(plans).members]
    assert before == [fingerprint.of_document(member) for member in corpus(plans).members]
    change(plans)
    assert before != [fingerprint.of_document(member) for member in corpus(plans).members]


# ------------------------------------------------------------------ what must not serve


def damage_store(folder: Path) -> None:
    with (folder / "records.sqlite").open("r+b") as file:
        file.seek(5000)
        file.write(b"\0\1\2")


def damage_index(folder: Path) -> None:
    path = next((folder / "index").glob("*.seg"))
    path.write_bytes(path.read_bytes()[:-1])


def lose_index(folder: Path) -> None:
    shutil.rmtree(folder / "index")


def lose_manifest(folder: Path) -> None:
    (folder / NAME).unlink()


def spoil_manifest(folder: Path) -> None:
    (folder / NAME).write_bytes(b"{\xff")


def another(**fields: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        manifest = json.loads((folder / NAME).read_text("utf-8"))
        (folder / NAME).write_text(json.dumps(manifest | fields), "utf-8")

    return change


def lose_build(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        pytest.param(damage_store, "records.sqlite 已被改动或损坏", id="store"),
        pytest.param(damage_index, "已被改动或损坏", id="index"),
        pytest.param(lose_index, "缺少文件 index/", id="no index"),
        pytest.param(lose_manifest, "已损坏或由另一版本", id="no manifest"),
        pytest.param(spoil_manifest, "已损坏或由另一版本", id="spoilt manifest"),
        pytest.param(another(record_schema="0"), "由另一版本的 kb 生成", id="old schema"),
        pytest.param(another(version="0.0.1"), "由另一版本的 kb 生成", id="old version"),
        pytest.param(another(colour="red"), "已损坏或由另一版本", id="unknown field"),
        pytest.param(another(backend="elastic"), "没有名为 elastic 的检索后端", id="unknown back end"),
        pytest.param(lose_build, "已不在", id="no build"),
    ],
)
def test_a_damaged_build_is_refused_and_built_anew(
    damage: Callable[[Path], None], says: str, plans: Path, home: Path
) -> None:
    build(plans, home)
    damage(home / "builds" / serving(home))
    with pytest.raises(BuildError, match=says) as raised:
        KnowledgeBase.open(home)
    assert "kb build" in str(raised.value)
    build(plans, home)
    assert KnowledgeBase.open(home).search("专利")


def unreadable(plans: Path, name: str) -> str:
    """Puts something into the corpus that cannot be read; gives its place in there."""
    if name == "about":
        put(plans / "wu", "source.txt", "戊市")
        (plans / "wu" / "about.toml").write_text("title = ", "utf-8")
        return "wu/source.txt"
    (plans / name).write_bytes(b"\x00\x01\x02\xff")
    return name


@pytest.mark.parametrize("name", ["zui.txt", "about"])
def test_a_file_that_cannot_be_read_is_passed_over_and_told(name: str, plans: Path, home: Path) -> None:
    file = unreadable(plans, name)
    steps: list[str] = []
    manifest = build(plans, home, steps.append)
    assert [d.doc_id for d in manifest.documents] == ["jia", "yi"]
    [unread] = manifest.unread
    assert unread.file == file
    assert re.search(r"运行：kb ", unread.reason)
    assert [step for step in steps if step == f"注意：{file} 未收录：{unread.reason}"]
    assert steps[-1].endswith("；1 份文件读不了，未收录")
    assert KnowledgeBase.open(home).search("专利")
    again = told(plans, home)
    assert [step for step in again if file in step and "未收录" in step]
    assert "没有变化" in again[-1]
    assert again[-1].endswith("；1 份文件读不了，未收录")
    assert builds(home) == {manifest.build}


@pytest.mark.parametrize("name", ["zui.txt", "about"])
def test_a_strict_build_refuses_a_file_that_cannot_be_read(name: str, plans: Path, home: Path) -> None:
    before = build(plans, home).build
    unreadable(plans, name)
    with pytest.raises(SourceError):
        build(plans, home, strict=True)
    assert serving(home) == before
    passing = build(plans, home).build
    with pytest.raises(SourceError):
        build(plans, home, strict=True)
    assert serving(home) == passing


def test_a_corpus_of_which_nothing_can_be_read_leaves_the_build_before(plans: Path, home: Path) -> None:
    before = build(plans, home).build
    for path in plans.iterdir():
        path.write_bytes(b"")
    with pytest.raises(SourceError, match=r"jia\.txt"):
        build(plans, home)
    assert serving(home) == before


def test_a_file_that_can_be_read_by_now_comes_in(plans: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_a_program(path: Path, *rest: Any) -> Parsed:
        if path.suffix == ".md":
            raise SourceError("没有读它的程序。请安装后再运行：kb build", "no_program")
        return parse(path, *rest)

    put(plans, "bing.md")
    with monkeypatch.context() as patch:
        patch.setattr("kb.build.parse", without_a_program)
        assert [unread.file for unread in build(plans, home).unread] == ["bing.md"]
    manifest = build(plans, home)
    assert manifest.unread == ()
    assert [d.doc_id for d in manifest.documents] == ["bing", "jia", "yi"]


def test_a_build_that_breaks_a_law_never_serves(plans: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build(plans, home).build
    put(plans, "jia.txt", value=1)
    monkeypatch.setitem(laws.LAWS, "quote", lambda parsed: iter([f"{parsed.document.id} misquotes"]))
    with pytest.raises(BuildError, match=r"jia 违反 quote 定律.*kb check"):
        build(plans, home)
    assert serving(home) == before
    assert builds(home) == {before}


def test_an_oddity_is_told_and_kept_and_does_not_stop_a_build(
    plans: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(laws.LAWS, "cover", lambda parsed: iter(["line 3: lost"]))
    steps: list[str] = []
    manifest = build(plans, home, steps.append)
    assert [step for step in steps if "cover" in step and "line 3: lost" in step]
    assert len(manifest.notices) == 2


def test_a_home_that_cannot_be_written_is_a_sentence(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(BuildError, match=r"无法写入.*kb build --home"):
        build(plans, tmp_path / "file")


# ------------------------------------------------------------------ kills and crowds


def test_a_build_killed_at_any_moment_leaves_one_that_serves(plans: Path, home: Path) -> None:
    before = build(plans, home).build
    put(plans, "jia.txt", value=1)
    command = [sys.executable, ROOT / "tests" / "killed_build.py", plans, home, "3"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    after = runs[-1]["build"]
    assert len(runs) > 5
    assert not runs[-1]["killed"]
    assert after != before
    assert all(run["killed"] and run["hits"] for run in runs[:-1])
    assert {run["build"] for run in runs} == {before, after}
    for run in runs[:-1]:
        again = home.with_name(f"{home.name}-{run['at']}")
        build(plans, again)
        assert serving(again).startswith(after.rpartition("-")[0])
        assert builds(again) <= {before, serving(again)}


def kb(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kb", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_a_second_build_waits_for_the_first(plans: Path, home: Path) -> None:
    place = Home(home)
    place.path.mkdir()
    with place.locked(lambda: pytest.fail("nobody else is here")):
        second = kb("build", "--corpus", plans, "--home", home)
        assert second.stderr
        assert "另一个 kb build 正在运行" in second.stderr.readline()
        assert second.poll() is None
        assert not (home / "CURRENT").exists()
    _, rest = second.communicate()
    assert second.returncode == 0, rest
    assert KnowledgeBase.open(home).search("专利")


def test_two_builds_at_once_make_one(plans: Path, home: Path) -> None:
    both = [kb("build", "--corpus", plans, "--home", home) for _ in range(2)]
    said = [one.communicate()[1] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sum("没有变化" in text for text in said) == 1
    assert len(builds(home)) == 1
    assert serving(home) in builds(home)


# ------------------------------------------------------------------ the corpus folder


def test_which_files_are_documents(tmp_path: Path) -> None:
    for name in ("README.md", "readme.txt", ".hidden.txt", "about.toml", "jia.txt", "jia.md", "yi.md"):
        put(tmp_path, name)
    for name in ("source.txt", "about.toml", "notes.txt", ".source.txt"):
        put(tmp_path / "bing", name)
    (tmp_path / "bing" / "about.toml").write_text('title = "丙市规划"', "utf-8")
    put(tmp_path / "empty", "notes.txt")
    put(tmp_path / ".git", "source.txt")
    found = corpus(tmp_path)
    assert [(m.doc_id, m.path.name) for m in found.members] == [
        ("bing", "source.txt"),
        ("jia", "jia.md"),
        ("jia-2", "jia.txt"),
        ("yi", "yi.md"),
    ]
    assert found.members[0].about.title == "丙市规划"
    assert [("jia-2" in n, "empty" in n) for n in found.notices] == [(True, False), (False, True)]


@pytest.mark.parametrize("make", [lambda p: None, Path.mkdir, Path.touch], ids=["missing", "empty", "a file"])
def test_a_corpus_with_no_documents_is_a_sentence(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "plans")
    with pytest.raises(KBError, match=r"kb build --corpus"):
        corpus(tmp_path / "plans")
