"""A document-structured policy knowledge base that can always show its source."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase
    from kb.model import Answer, Citation, Parsed

__version__ = "0.1.0"
__all__ = ["Answer", "Citation", "KnowledgeBase", "Parsed", "__version__"]

_HOMES = {
    "KnowledgeBase": "kb.knowledge",
    "Parsed": "kb.model",
    "Answer": "kb.model",
    "Citation": "kb.model",
}
"""Public name -> module; imported when first asked for, so that `kb --help` does not load a search engine."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kb' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
