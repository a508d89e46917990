"""Web pages as public bodies publish them: the article with its headings and tables, the page around it left out.

A page gives one line for each paragraph, heading and row of a table, in the order of the page. Left out are scripts,
hidden elements, navigation, share buttons and visit counts; a remark says how much. `kb/read/html_body.py` finds the
article, `kb/read/html_lines.py` sets it, `kb/read/html_tables.py` squares its tables.

The encoding is that of the byte-order mark, else what the page declares (gb2312 and gbk mean GB18030, as browsers
have it), else strict UTF-8, else strict GB18030.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from kb.errors import SourceError
from kb.model import Source
from kb.read.galley import Galley
from kb.read.html_body import body_of, number_of, title_of
from kb.read.html_lines import set_article
from kb.read.refusals import refused

DEEPEST = 250
"""Elements inside elements; browsers stop at 512, and pages of public bodies stay below 40."""
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GB = ("gb2312", "gbk", "gb18030", "x-gbk", "cp936", "hz-gb-2312")
_HEAD = 4_096
MOST_MARKS = 400_000
"""`<` characters of a page; pages of public bodies have some thousand."""
MOST_ATTRIBUTES = 1_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<]{20000,}")
_TAG = re.compile(r"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_HELP = "请在浏览器里另存正文为文本，再运行：kb parse 文件.txt"


def read(data: bytes, name: str) -> Source:
    """The article of a web page; raises SourceError when it cannot be decoded or holds no text."""
    text, encoding, remarks = _decode(data, name)
    root = _tree(text, name)
    body = body_of(root)
    galley = Galley(name)
    left_out = set_article(body.element, galley, title_of(root, body.element), number_of(root))
    if galley.empty:
        raise SourceError(
            f"网页 {name} 里找不到正文（可能由脚本载入）。请在浏览器里另存正文为文本，再运行：kb parse 文件.txt",
            "no_text",
        )
    if body.around + left_out:
        remarks.append(f"网页正文之外的 {body.around + left_out} 个字符（导航、页脚、按钮、隐藏内容）未读入")
    return galley.source(data, "html", encoding, remarks)


def _tree(text: str, name: str) -> HtmlElement:
    """The element tree; scripts of a million levels cannot reach deeper than the parser lets them."""
    if text.count("<") > MOST_MARKS or any(map(_is_crowded, _LONG_TAG.findall(text))):
        raise refused("too_big", name, "网页的元素或属性太多")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = document_fromstring(_without_nul(text).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceError(f"网页 {name} 解析不了。{_HELP}") from error
    if _depth(root) > DEEPEST:
        raise SourceError(
            f"网页 {name} 的元素嵌套超过 {DEEPEST} 层。请在浏览器里另存正文为文本，再运行：kb parse 文件.txt",
            "too_big",
        )
    return root


def _is_crowded(tag: str) -> bool:
    """Whether a tag that begins here has attributes enough to make the parser, which compares them all, crawl."""
    whole = _TAG.match(tag)
    return len((whole[0] if whole else tag).split()) > MOST_ATTRIBUTES


def _without_nul(text: str) -> str:
    return text.replace("\x00", " ")


def _depth(root: HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _decode(data: bytes, name: str) -> tuple[str, str, list[str]]:
    """The text, its encoding, and what was odd about it."""
    declared = _declared(data)
    for encoding in dict.fromkeys((*_marked(data), *declared, "utf-8", "gb18030")):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, UnicodeError):
            continue
        wrong = declared and encoding.removesuffix("-sig") not in declared and not encoding.startswith("utf-16")
        return text, encoding, [f"网页自称 {declared[0]} 编码，实际按 {encoding} 解码"] if wrong else []
    raise SourceError(
        f"网页 {name} 既不是 UTF-8 也不是 GB18030 编码。请在浏览器里另存正文为文本，再运行：kb parse 文件.txt"
    )


def _marked(data: bytes) -> tuple[str, ...]:
    return tuple(encoding for mark, encoding in _MARKS if data.startswith(mark))


def _declared(data: bytes) -> tuple[str, ...]:
    """The encoding the page itself names, when Python knows it as one of text."""
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return ()
    label = match[1].decode("ascii").lower()
    if label in _GB:
        return ("gb18030",)
    try:
        info = codecs.lookup(label)
    except LookupError:
        return ()
    ours = getattr(info, "_is_text_encoding", False) and not info.name.startswith(("utf-16", "utf-32", "utf-7"))
    return (info.name,) if ours else ()
