"""OFD files that are well formed and still built to hurt."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.docx_files import unzipped, zipped
from tests.hostile.kinds import Hostile, hostile
from tests.hostile.packages import GOOD
from tests.ofd_files import Stroke, Text, ofd


def files() -> Iterator[Hostile]:
    """All of them."""
    for name, (make, outcomes) in FILES.items():
        yield hostile(name, ".ofd", lambda bait, m=make: zipped(unzipped(m(bait)), packed=False), outcomes)


def _changed(change: Callable[[str, str], str]) -> bytes:
    """A good file with the text of each part changed."""
    return zipped({name: change(name, bytes(data).decode()) for name, data in unzipped(GOOD[".ofd"]).items()})


def _replaced(old: str, new: str) -> bytes:
    return _changed(lambda _, text: text.replace(old, new))


def _root(place: str) -> bytes:
    return _replaced("Doc_0/Document.xml</", f"{place}</")


FILES = {
    "root outside": (lambda b: _root("/../../../../etc/passwd"), "damaged"),
    "root is the canary": (lambda b: _root(b.path), "damaged"),
    "root is itself": (lambda b: _root("OFD.xml"), "damaged no_text"),
    "root is a server": (lambda b: _root(b.url), "damaged"),
    "billion steps": (lambda b: ofd([[Text(30, 40, "一二三", steps="g 999999999 5")]]), "read"),
    "steps without end": (lambda b: ofd([[Text(30, 40, "一二三", steps="g 9 " * 200_000)]]), "read"),
    "fifty thousand objects": (lambda b: ofd([[Text(30, 40, "一")] * 50_000]), "read too_big"),
    "thousands of lines": (lambda b: ofd([[Text(30, 40, "一"), *[Stroke(10, 10, 200, 200)] * 20_000]]), "read"),
    "lattice": (
        lambda b: ofd([[Text(30, 40, "一"), *(Stroke(0, n / 2, 200, n / 2) for n in range(400)), *(Stroke(n / 2, 0, n / 2, 200) for n in range(400))]]),
        "read too_big",
    ),
    "gigantic page": (lambda b: ofd([[Text(30, 40, "一")]], size="0 0 1e99 1e99"), "read no_text"),
    "numbers that are none": (lambda b: ofd([[Text(float("nan"), float("inf"), "一")]]), "read no_text"),
    "five thousand pages": (lambda b: ofd([[Text(30, 40, "一")]] * 4_000), "too_big"),
}  # fmt: skip
