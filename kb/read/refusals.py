"""The sentences that refuse a file: one for each reason, each ending with the command that helps."""

from __future__ import annotations

from kb.errors import Reason, SourceError

SENTENCES: dict[Reason, str] = {
    "unknown_format": "不认识文件 {name} 的格式{detail}。请用办公软件另存为 docx 或 UTF-8 文本后运行：kb parse 文件",
    "empty": "文件 {name} 是空的{detail}。请换一份有内容的文件，再运行：kb parse 文件",
    "no_text": "文件 {name} 里没有文字{detail}。请换一份有文字的文件（扫描件须先做文字识别），再运行：kb parse 文件",
    "damaged": "文件 {name} 已损坏或不完整{detail}。请重新下载，或用办公软件打开后另存，再运行：kb parse 文件",
    "encrypted": "文件 {name} 加了密{detail}。请在办公软件里取消密码后另存，再运行：kb parse 文件",
    "too_big": "文件 {name} 超出可读的大小{detail}。请拆成几份或另存为纯文本，再运行：kb parse 文件.txt",
    "zip_bomb": "文件 {name} 展开后大得反常，疑为压缩炸弹{detail}。请向提供者要一份正常的文件，再运行：kb parse 文件",
    "path_trick": "文件 {name} 的包内有可疑的文件名{detail}。请用办公软件打开后另存，再运行：kb parse 文件",
    "entity": "文件 {name} 的 XML 里有实体或文档类型声明{detail}，不予解读。请用办公软件另存后运行：kb parse 文件",
    "memory": "文件 {name} 解读时要用的内存超出限额{detail}。请拆成几份或另存为纯文本，再运行：kb parse 文件.txt",
    "timeout": "文件 {name} 解读超时{detail}。请拆成几份或另存为纯文本，再运行：kb parse 文件.txt",
    "no_program": "读文件 {name} 要用 LibreOffice{detail}。请安装 libreoffice-writer-nogui 后再运行：kb parse 文件",
}


def refused(reason: Reason, name: str, detail: str = "") -> SourceError:
    """The error to raise for this reason; `detail` is a few words put in brackets.

    >>> str(refused("damaged", "规划.docx", "缺少正文"))
    '文件 规划.docx 已损坏或不完整（缺少正文）。请重新下载，或用办公软件打开后另存，再运行：kb parse 文件'
    """
    return SourceError(SENTENCES[reason].format(name=name, detail=f"（{detail}）" if detail else ""), reason)
