"""The words of a paragraph of a docx as printed: kept insertions in, deletions out, text boxes and notes set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb.read.docx_xml import CHOICES, Element, W, attribute, children, switched_on

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BREAKS = {W + "br", W + "cr"}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_BOX = W + "txbxContent"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)

LEFT_OUT = {
    "picture": "{count} 处图片或嵌入对象未读入",
    "symbol": "{count} 个符号字体的字符未读入",
    "hidden": "{count} 处隐藏文字未读入",
    "comment": "{count} 条批注未读入",
    "deleted": "{count} 处已标记删除的修订未读入",
    "chunk": "{count} 处嵌入的其他文件未读入",
    "nested": "{count} 个单元格内的嵌套表格并入所在单元格",
    "header": "{count} 处页眉页脚未读入",
    "note": "{count} 条脚注、尾注列在文末",
}
"""What a reader of the text should know of; `Counter` of these names -> remarks."""


class Printed:
    """Collects the words of one paragraph after another; what it sets aside stays until asked for."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.notes: list[tuple[str, str]] = []
        self._boxes: list[Element] = []
        self._pieces: list[str] = []

    def text(self, paragraph: Element) -> str:
        """The words of a paragraph; a line break inside it is a newline, a tab a blank."""
        self._pieces = []
        self._walk(paragraph)
        return "".join(self._pieces)

    def boxes(self) -> list[Element]:
        """The contents (w:txbxContent) of the text boxes met since last asked."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _walk(self, element: Element) -> None:
        for child in children(element):
            tag = child.tag
            if tag == W + "r":
                self._run(child)
            elif tag in (W + "del", W + "moveFrom"):
                self.left_out["deleted"] += 1
            elif tag == W + "commentReference":
                self.left_out["comment"] += 1
            elif isinstance(tag, str) and tag.startswith(_M):
                self._pieces.append("".join(t.text or "" for t in child.iter(_M + "t", W + "t")))

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        if properties is not None and switched_on(properties.find(W + "vanish")):
            self.left_out["hidden"] += any((t.text or "").strip() for t in run.iter(W + "t"))
            return
        for child in children(run):
            self._piece(child)

    def _piece(self, element: Element) -> None:
        tag = element.tag
        if tag == W + "t":
            self._pieces.append((element.text or "").replace("\n", " "))
        elif tag in _BREAKS:
            self._pieces.append("\n")
        elif tag in (W + "tab", W + "ptab"):
            self._pieces.append(" ")
        elif tag == W + "noBreakHyphen":
            self._pieces.append("-")
        elif tag == W + "sym":
            self.left_out["symbol"] += 1
        elif tag == W + "ruby":
            for base in element.findall(W + "rubyBase"):
                self._walk(base)
        else:
            self._aside(element)

    def _aside(self, element: Element) -> None:
        tag = element.tag
        if tag in _NOTES:
            self.notes.append((_NOTES[tag], attribute(element, "id") or ""))
        elif tag == W + "commentReference":
            self.left_out["comment"] += 1
        elif tag in (W + "drawing", W + "pict", W + "object"):
            boxes = list(_boxes(element))
            self._boxes += boxes
            pictured = next(element.iter(*_PICTURES), None) is not None or tag == W + "object"
            self.left_out["picture"] += pictured


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, outermost only, each once though the file may hold it in two forms."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == CHOICES:
            yield from _boxes(child[0]) if len(child) else ()
        else:
            yield from _boxes(child)
