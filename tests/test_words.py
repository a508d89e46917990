"""The private tokenizer: loaded by us, never changed, the same whatever other words are in use."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.words import Word, tokenizer

TEXT = "推动国家高新技术企业和小微双创工作，支持高新技术企业认定"


def words(text: str, own: tuple[str, ...] = ()) -> list[str]:
    return [word.text for word in tokenizer(own).tokenize(text, "search")]


def test_words_stand_where_they_say() -> None:
    for mode in ("default", "search"):
        assert all(TEXT[w.start : w.end] == w.text for w in tokenizer(("小微双创",)).tokenize(TEXT, mode))


def test_a_plain_cut_covers_the_text() -> None:
    assert "".join(word.text for word in tokenizer().tokenize(TEXT)) == TEXT


def test_own_words_are_found_and_hide_nothing() -> None:
    own = ("小微双创", "国家高新技术企业")
    assert set(words(TEXT)) | set(own) == set(words(TEXT, own))


def test_own_words_may_overlap() -> None:
    assert tokenizer(("甲乙", "乙丙")).tokenize("甲乙丙", "search")[-1] == Word("乙丙", 1, 3)


def test_words_of_one_tokenizer_are_unknown_to_another() -> None:
    before = words(TEXT)
    assert "小微双创" in words(TEXT, ("小微双创",))
    assert words(TEXT) == before


def test_threads_cut_alike() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({tuple(found) for found in pool.map(words, [TEXT] * 64)}) == 1


@pytest.mark.parametrize("text", ["", " ", "abc", "，。", "\U00020000", "\n\n"])
def test_any_text_can_be_cut(text: str) -> None:
    assert "".join(word.text for word in tokenizer().tokenize(text)) == text


def test_the_dictionary_is_jiebas_own_and_no_cache_is_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "jieba.cache").write_bytes(b"no dictionary")
    code = (
        "import kb.words as w, jieba, pathlib;"
        "w.tokenizer().tokenize('规划');"
        "own = w._jieba();"
        "assert not jieba.dt.initialized and not jieba.user_word_tag_tab;"
        "path = pathlib.Path(jieba.__file__).with_name('dict.txt');"
        "assert (own.FREQ, own.total) == jieba.Tokenizer.gen_pfdict(path.open('rb'))"
    )
    environment = {"TMPDIR": str(tmp_path), "PATH": "", "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
