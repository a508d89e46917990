"""Text set in two columns: the left one is read before the right one.

Plans are set in one column; this keeps leaflets and bulletins readable. Two columns are taken for granted only where
most lines of a page are parted at one place, by a wide gap, and fill their half.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.read.layout import Line


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines as they are: one column."""
    return list(lines)
