"""A question whether one thing is another (甲公司是不是上市企业), and a text that says so."""

from __future__ import annotations

import re

from kb.answer.texts.lines import flat
from kb.text import fold

_SUPPOSED = re.compile(
    r"(?:^|[，,。；])(?:请问)?(?P<what>[^，。；？?是]{2,20}?)(?:是不是|是否(?:属于|为|是)?|属不属于|(?:属于|是)(?=.{2,20}吗))"
    r"(?:一家|一个|一种|属于)?(?P<kind>[^，。；？?的]{2,20}?)(?:吗|么|呢)?[？?。]?$"
)
_IS = r"(?:等)?(?:是|为|系|属于|作为)(?:一家|一个|一种)?(?:我市|全市|本市|全国|国内)?"


def is_said(question: str, text: str) -> bool:
    """Whether a text calls the thing what the question supposes: 上市企业甲公司, 甲公司是上市企业.

    >>> is_said("甲电子是不是上市企业？", "推进上市企业甲电子二期项目。"), is_said("乙厂是上市企业吗", "支持乙厂上市")
    (True, False)
    """
    match, plain = _SUPPOSED.search(fold(question)), fold(flat(text))
    if match is None:
        return False
    what, kind = re.escape(match["what"]), re.escape(match["kind"])
    return re.search(rf"(?<![非未]){kind}[“\"]?{what}|{what}{_IS}{kind}", plain) is not None
