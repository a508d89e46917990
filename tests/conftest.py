"""Random tests draw the same inputs every time; `make test-long` draws many more."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from kb.build import build
from kb.knowledge import KnowledgeBase
from tests.support import CORPUS
from tools import figures
from tools.figures import Figures

# The first example of a process loads jieba and spaCy, so time says nothing about an example.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=50, database=None)
settings.register_profile("long", parent=settings.get_profile("default"), max_examples=1000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The knowledge base of the corpus, built once; a test that changes a build makes its own."""
    home = tmp_path_factory.mktemp("corpus") / "home"
    build(CORPUS, home)
    return KnowledgeBase.open(home)


@pytest.fixture(scope="session")
def record_figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The figures of the records, measured once."""
    return figures.record_figures(figures.record_report(tmp_path_factory.mktemp("records")))


@pytest.fixture(scope="session")
def question_figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The figures of the answers, measured once."""
    return figures.question_figures(figures.question_report(tmp_path_factory.mktemp("questions")))
