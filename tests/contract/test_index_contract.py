"""What every search back end must do; a new one in BACKENDS is tested by being listed there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.errors import BuildError
from kb.index import BACKENDS, Index, backend, load, write
from kb.index.entries import Entry
from kb.model import Span

TEXTS = (
    "到2020年，国家高新技术企业数量达到50家",
    "高新技术产品产值占规模以上工业总产值比重达到36%",
    "研究和试验发展（R&D）经费投入强度达到2.50％",
    "每万人口发明专利拥有量达到2.5件，设立3个科技孵化器",
    "开展“小微双创”工作，推动企业技术创新",
    "对企业给予税收优惠，落实高新技术企业所得税减免",
    "设立科技特派员工作站",
)


def entries(texts: tuple[str, ...] = TEXTS, doc_id: str = "plan") -> Iterator[Entry]:
    start = 0
    for number, text in enumerate(texts):
        yield Entry(doc_id, f"passage-{number}", "passage", Span(start, start + len(text)), "规划", "目标", text)
        start += len(text) + 1


def made(name: str, folder: Path, found: tuple[Entry, ...] | None = None) -> Index:
    write(name, folder, entries() if found is None else found, TEXTS)
    return load(name, {path.name: path.read_bytes() for path in folder.iterdir()})


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    opened = made(request.param, tmp_path_factory.mktemp("index"))
    yield opened
    opened.close()


def found(index: Index, query: str, limit: int = 10) -> set[int]:
    return {int(place.record_id.removeprefix("passage-")) for place in index.search(query, limit)}


@pytest.mark.parametrize("query", ['"高新技术企业"', "“高新技术企业”", '"高新技术企业" 税收'])
def test_a_phrase_hits_exactly_where_it_stands(index: Index, query: str) -> None:
    assert found(index, query) == {0, 5}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("2.5", {2, 3}),
        ("2.50", {2, 3}),
        ("２．５％", {2, 3}),
        ("3", {3}),
        ("R&D", {2}),
        ("ｒ＆ｄ", {2}),
        ("双创", {4}),
        ("小微双创", {4}),
        ("高新技術企業減免", {0, 1, 4, 5}),
        ("2020", {0}),
    ],
)
def test_what_is_written_alike_is_found(index: Index, query: str, expected: set[int]) -> None:
    assert expected <= found(index, query)
    if len(query) <= 4:
        assert found(index, query) == expected


def test_the_best_comes_first_and_scores_fall(index: Index) -> None:
    places = index.search("税收优惠 高新技术企业 所得税")
    assert places[0].record_id == "passage-5"
    assert [p.score for p in places] == sorted((p.score for p in places), reverse=True)


def test_a_place_is_given_back_as_it_was_put_in(index: Index) -> None:
    given = {e.record_id: e for e in entries()}
    for place in index.search("企业"):
        entry = given[place.record_id]
        assert (place.doc_id, place.record_type, place.span) == (entry.doc_id, entry.record_type, entry.span)
        assert isinstance(place.span, Span)


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_no_more_than_asked_for(index: Index, limit: int) -> None:
    assert index.search("企业", limit) == index.search("企业", 10)[:limit]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "，。",
        "zzzzqqqq",
        "* OR text:x AND (",
        "((((" * 10_000,
        "x" * 40_000,
        "企 " * 10_000,
        '"',
        '""',
        "a:b~2^3",
    ],
    ids=lambda query: query[:12],
)
def test_no_text_is_too_odd_to_ask(index: Index, query: str) -> None:
    assert isinstance(index.search(query), list)


def test_nonsense_finds_nothing(index: Index) -> None:
    assert index.search("zzzzqqqq") == []
    assert index.search('"企业高新技术"') == []


def test_equal_scores_keep_the_order_of_the_corpus(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    for name in sorted(BACKENDS):
        (tmp_path / name).mkdir()
        same = made(name, tmp_path / name, tuple(entries(("推进科技创新",) * 20)))
        order = [place.record_id for place in same.search("科技创新", 5)]
        assert order == [f"passage-{n}" for n in range(5)]
        same.close()


@pytest.mark.parametrize("name", sorted(BACKENDS))
def test_an_empty_index_finds_nothing(name: str, tmp_path: Path) -> None:
    empty = made(name, tmp_path, ())
    assert empty.search("企业") == []
    empty.close()


def test_threads_find_what_one_finds(index: Index) -> None:
    queries = ["高新技术企业", '"高新技术企业"', "2.5", "企业 税收", "科技特派员", "zzzz"] * 20
    alone = [index.search(query) for query in queries]
    start = threading.Barrier(8)

    def run(_: int) -> list[object]:
        start.wait()
        return [index.search(query) for query in queries]

    with ThreadPoolExecutor(8) as pool:
        assert all(together == alone for together in pool.map(run, range(8)))


@pytest.mark.parametrize("name", sorted(BACKENDS))
def test_the_text_is_nowhere_in_the_files(name: str, tmp_path: Path) -> None:
    made(name, tmp_path).close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert TEXTS[0].encode() not in stored
    assert TEXTS[0].encode("utf-16-le") not in stored


def test_an_unknown_back_end_is_named() -> None:
    with pytest.raises(BuildError, match=r"elastic.*whoosh.*kb build"):
        backend("elastic")
