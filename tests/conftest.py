"""Random tests draw the same inputs every time; `make test-long` draws many more."""

from __future__ import annotations

import os

from hypothesis import settings

# The first example of a process loads jieba and spaCy, so time says nothing about an example.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=50, database=None)
settings.register_profile("long", parent=settings.get_profile("default"), max_examples=1000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
