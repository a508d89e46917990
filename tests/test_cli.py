"""The command line: what it prints, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

import pytest

from kb.build import build
from kb.cli import main, pages
from kb.extract.accounting import KINDS as ACCOUNT_KINDS
from kb.health import KINDS
from kb.home import Home
from kb.laws import LAWS
from kb.model import Parsed
from tests.support import PLAN, ROOT, rows

TEXT = """前言

一、总体目标。

到2025年，全市发明专利授权量达到120件以上，高新技术企业达到60家。

二、重点任务。

（一）加大扶持。

对认定为高新技术企业的，一次性给予最高30万元奖励。

（牵头单位：市科技局；责任单位：市财政局）
"""
DOC = "taishan-sti-plan-2016-2020"


class Ran(NamedTuple):
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "plans").mkdir()
    (folder / "plans" / "jia.txt").write_text(TEXT, "utf-8")
    build(folder / "plans", folder / "home")
    return folder / "home"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path) -> Run:
    """Runs `kb` in this process, with `KB_HOME` at the small knowledge base."""
    monkeypatch.setenv("KB_HOME", str(home))

    def go(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kb", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ran(captured.out, captured.err, int(ended.value.code or 0))

    return go


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize("case", rows("bad_input"))
def test_bad_input_is_one_sentence(case: dict[str, Any], run: Run, tmp_path: Path) -> None:
    files = {name: text.encode() for name, text in case.get("files", {}).items()}
    files |= {name: bytes.fromhex(text) for name, text in case.get("hex", {}).items()}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    ran = run(*(argument.replace("{dir}", str(tmp_path)) for argument in case["args"]))
    said = ran.err.strip().splitlines()[-1]
    assert ran.code == 2
    assert ran.out == ""
    assert case["says"] in said
    assert re.search(rf"{case['helps']}[^。]*$", said)
    assert "Traceback" not in ran.err
    assert not list(Path(tmp_path).glob("home/builds/*/records.sqlite"))


@pytest.mark.parametrize("question", ["问" * 4001, "a\ud800b"], ids=["too long", "no text"])
def test_a_question_that_cannot_be_taken_is_one_sentence(question: str, run: Run) -> None:
    ran = run("ask", question)
    assert (ran.code, ran.out) == (2, "")
    assert re.search(r"kb ask[^。]*$", ran.err.strip())


def test_the_longest_question_is_taken(run: Run) -> None:
    assert run("ask", "问" * 4000).code == 0


def test_nonsense_is_an_answer(run: Run) -> None:
    ran = run("ask", "zzzz qqqq", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["status"] == "not_found"


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    assert run("frobnicate").code == 2


# ------------------------------------------------------------------ asking and searching


def test_ask_prints_text_or_json(run: Run, home: Path) -> None:
    question = "2025年高新技术企业目标"
    answer = json.loads(run("ask", question, "--json").out)
    assert answer["question"] == question
    assert answer["build"] == Home(home).current().name  # type: ignore[union-attr]
    assert run("ask", question).out.startswith(answer["answer"][:5])


def test_search_prints_places_or_json(run: Run) -> None:
    assert "第 5 行" in run("search", "发明专利授权量").out
    hit = json.loads(run("search", "120件", "--json").out)["hits"][0]
    assert hit["line_start"] == hit["line_end"] == 5
    assert hit["section"] == ["一、总体目标"]
    assert [TEXT[start:end] for start, end in hit["spans"]][:1] == ["120"]
    assert "没有找到" in run("search", "zzzzqqqq").out


def batch(tmp_path: Path, *lines: str | bytes) -> str:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return str(path)


BAD_LINES = (
    "no json",
    "[1]",
    "{}",
    '{"id": 7, "question": 5}',
    '{"id": 8, "question": ""}',
    '{"id": 9, "question": "x", "history": "y"}',
    '{"id": 10, "question": "\\ud800"}',
    '{"id": "\\ud800", "question": ""}',
    '{"id": 11, "question": "' + "问" * 4001 + '"}',
    "[" * 100_000,
    b'{"id": 12, "question": "\xff"}',
)


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_bad_line_of_a_batch_costs_no_other_line(command: str, run: Run, tmp_path: Path) -> None:
    good = json.dumps({"id": "好", "question": "发明专利授权量", "history": [], "expect": {}}, ensure_ascii=False)
    ran = run(command, "--batch", batch(tmp_path, b"\xef\xbb\xbf" + good.encode(), "", *BAD_LINES, good))
    replies = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert replies[0] == replies[-1]
    assert replies[0]["id"] == "好"
    assert "error" not in replies[0]
    assert [reply["id"] for reply in replies[1:-1]] == [None, None, None, 7, 8, 9, 10, "\ud800", 11, None, None]
    assert all(set(reply) == {"id", "error"} and reply["error"] for reply in replies[1:-1])


def test_a_batch_answers_like_a_single_question(run: Run, tmp_path: Path) -> None:
    question = "2025年发明专利授权量目标是多少？"
    reply = json.loads(run("ask", "--batch", batch(tmp_path, json.dumps({"id": 1, "question": question}))).out)
    assert reply.pop("id") == 1
    assert reply == json.loads(run("ask", question, "--json").out)


def test_a_search_batch_prints_what_the_contract_says(run: Run, tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "question": "目标 企业 科技"})
    reply = json.loads(run("search", "--limit", "2", "--batch", batch(tmp_path, line)).out)
    assert len(reply["hits"]) == 2
    assert {*reply["hits"][0]} == {"doc_id", "line_start", "line_end", "section", "score", "text"}


# ------------------------------------------------------------------ adding and removing


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Run:
    """Runs `kb` over a corpus and a home of the test's own."""
    places = ("--corpus", str(tmp_path / "plans"), "--home", str(tmp_path / "desk"))
    return lambda *arguments: run(*arguments, *places)


def test_added_documents_answer_and_removed_ones_do_not(desk: Run, run: Run, tmp_path: Path) -> None:
    for name, value in (("甲市规划.txt", "120件"), ("乙市规划.txt", "77件")):
        (tmp_path / name).write_text(TEXT.replace("120件", value), "utf-8")
    files = [str(tmp_path / name) for name in ("甲市规划.txt", "没有.txt", "乙市规划.txt", "甲市规划.txt")]
    ran = desk("add", *files)
    assert ran.code == 2  # for the file that is not there; it costs the others nothing
    assert "没有.txt" in ran.err
    assert ran.out.splitlines() == [
        "甲市规划.txt  收录，编号 甲市规划",
        "乙市规划.txt  收录，编号 乙市规划",
        "甲市规划.txt  已收录，编号 甲市规划",
    ]
    assert "77件" in run("search", "77件", "--home", str(tmp_path / "desk")).out
    gone = json.loads(desk("remove", "乙市规划", "--json").out)
    assert gone["doc_id"] == "乙市规划"
    assert Path(gone["kept"], "source.txt").read_text("utf-8") == TEXT.replace("120件", "77件")
    assert "77件" not in run("search", "77件", "--home", str(tmp_path / "desk")).out


def test_the_last_document_removed_leaves_the_build_before_and_says_so(desk: Run, run: Run, tmp_path: Path) -> None:
    (tmp_path / "jia.txt").write_text(TEXT, "utf-8")
    added = json.loads(desk("add", str(tmp_path / "jia.txt"), "--title", "甲市规划", "--json").out)
    assert (added["doc_id"], added["outcome"]) == ("jia", "added")
    ran = desk("remove", "jia")
    assert ran.code == 0
    assert re.search(r"仍是上一次的构建.*kb add 文件$", ran.err.strip())
    assert "甲市规划" in run("show", "--home", str(tmp_path / "desk")).out


# ------------------------------------------------------------------ reading


def test_parse_prints_one_record_a_line(run: Run) -> None:
    ran = run("parse", str(PLAN))
    records = [json.loads(line) for line in ran.out.splitlines()]
    kinds = [record["type"] for record in records]
    assert ran.code == 0
    assert kinds == sorted(kinds, key=Parsed.TYPES.index)
    assert {record["doc_id"] for record in records} == {DOC}
    assert records[0]["title_origin"] == "assigned"
    text = PLAN.read_text("utf-8")
    for record in records:
        start, end = record["spans"][0]
        assert text[start:end].strip() == record["anchor"]["quote"]


def test_show_prints_lines_with_their_numbers(run: Run) -> None:
    assert run("show").out.splitlines()[1].startswith("jia  ")
    assert run("show", "jia", "--lines", "3").out == "    3  一、总体目标。\n"
    lit = run("show", "jia", "--section", "1", "--highlight", "１２０件").out.splitlines()
    assert lit[2] == "    5  到2025年，全市发明专利授权量达到【120件】以上，高新技术企业达到60家。"
    assert len(run("show", "jia").out.splitlines()) == len(TEXT.splitlines())


def test_show_says_when_there_is_nothing_to_highlight(run: Run) -> None:
    ran = run("show", "jia", "--lines", "1-3", "--highlight", "专利")
    assert ran.code == 0
    assert "没有“专利”" in ran.err


def test_check_tells_laws_notices_and_numbers_in_no_record(run: Run) -> None:
    healthy = json.loads(run("check", "--json").out)
    assert healthy["doc_id"] == "jia"
    assert healthy["broken"] == {}
    assert healthy["recorded"] >= 3
    assert {"line": 3, "text": "一", "kind": "label"} in healthy["unrecorded"]
    lines = run("check").out.splitlines()
    assert lines[0].startswith("jia：")
    assert any("3: 一" in line for line in lines)
    assert run("check", str(PLAN)).code == 0


def test_check_of_a_file_prints_what_was_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "乙市规划.txt"
    path.write_bytes((TEXT + "\n表1 指标\n\n| 指标 | 2025年 |\n| --- | --- |\n| 专利 | 3 |\n").encode("gb18030"))
    ran = run("check", str(path))
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == f"txt，gb18030，{len(path.read_bytes().decode('gb18030'))} 字，19 行"
    assert "  发文机关  未载明" in lines
    assert "标题 4 个：1 级 3，2 级 1" in lines
    assert "    （一） 加大扶持  第 9 行" in lines
    assert "  第 15 行  指标，2 栏 1 行" in lines
    assert any(re.match("记录 指标数值 3，扶持措施 1，任务 1", line) for line in lines)
    read = json.loads(run("check", str(path), "--json").out)
    assert (read["format"], read["encoding"], read["types"]["statement"]) == ("txt", "gb18030", 3)
    assert read["headings"][-1] == {"line": 9, "level": 2, "id": "2.1", "label": "（一）", "title": "加大扶持"}
    assert read["tables"] == [{"line": 15, "title": "指标", "columns": 2, "rows": 1}]


def test_check_writes_a_page(run: Run, tmp_path: Path) -> None:
    ran = run("check", str(PLAN), "--html", str(tmp_path / "page.html"))
    assert ran.code == 0
    assert "网页已写入" in ran.err
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_every_kind_of_number_has_a_name_to_show() -> None:
    assert {*KINDS, "record"} == set(ACCOUNT_KINDS)


def test_check_fails_when_a_law_is_broken(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LAWS, "cover", lambda parsed: iter(["line 3: lost"]))
    ran = run("check")
    assert ran.code == 1
    assert "line 3: lost" in ran.out


# ------------------------------------------------------------------ tables


def test_targets_tasks_and_measures_are_tables(run: Run) -> None:
    assert re.search(r"2025 +发明专利授权量 +不低于 +120 +件 +5$", run("targets").out, re.MULTILINE)
    assert re.search(r"2\.1 +.*市科技局.* +9 +加大扶持", run("tasks").out)
    assert "30万元" in run("measures").out


def test_tables_as_json_are_records(run: Run) -> None:
    found = [json.loads(line) for line in run("targets", "--doc", "jia", "--json").out.splitlines()]
    assert {(s["type"], s["kind"]) for s in found} == {("statement", "target")}


# ------------------------------------------------------------------ the web app's command


def test_the_app_keeps_to_this_machine_and_to_this_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    command = pages.command(8777)
    for flag in (
        "--server.headless=true",
        "--server.address=127.0.0.1",
        "--server.port=8777",
        "--server.fileWatcherType=none",
        "--runner.postScriptGC=false",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
        "--client.toolbarMode=minimal",
        "--server.allowedHosts=127.0.0.1",
    ):
        assert flag in command
    assert Path(command[5]).is_file()
    assert pages.environment(Path("home"))["KB_HOME"] == str(tmp_path / "home")


def test_a_taken_port_is_passed_over_or_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(pages.os, "execve", lambda path, command, environment: started.append(command))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run("app", "--port", str(port))
        assert (ran.code, started) == (2, [])
        assert str(port) in ran.err
        monkeypatch.setattr(pages, "FIRST_PORT", port)
        run("app")
    ports = [flag.rpartition("=")[2] for flag in started[0] if flag.startswith("--server.port=")]
    assert port < int(ports[0]) < port + 100


def test_the_app_prints_the_address_it_listens_on(home: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kb", "app", "--home", str(home)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            address = next(m[0] for line in server.stdout if (m := re.search(r"http://127\.0\.0\.1:\d+", line)))
            with urlopen(f"{address}/_stcore/health") as reply:
                assert reply.status == 200
        finally:
            server.kill()


# ------------------------------------------------------------------ as a program


def test_it_runs_as_a_module_and_prints_utf8_anywhere(home: Path, tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "KB_HOME": str(home)}
    command = [sys.executable, "-m", "kb", "show", "jia", "--lines", "3"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == "    3  一、总体目标。\n"


def test_a_closed_pipe_is_no_error(home: Path) -> None:
    command = f"'{sys.executable}' -m kb show jia --home '{home}' | head -1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "    1  前言\n"
    assert done.stderr == ""


def test_help_is_quick_because_nothing_is_loaded() -> None:
    code = (
        "import sys, kb.cli;"
        "print([m for m in ('spacy', 'jieba', 'whoosh', 'streamlit', 'pydantic', 'opencc') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
