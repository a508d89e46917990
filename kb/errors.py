"""What can go wrong, as sentences for the person at the keyboard.

Every message is Chinese or English prose that ends with the command that helps; the command line and the pages
show it as it stands and exit with code 2.
"""

from typing import Literal


class KBError(Exception):
    """Anything the user can mend: shown as one sentence, never as a traceback."""


Reason = Literal[
    "missing",
    "unknown_format",
    "empty",
    "no_text",
    "damaged",
    "encrypted",
    "too_big",
    "zip_bomb",
    "path_trick",
    "entity",
    "memory",
    "timeout",
    "no_program",
]
"""Why a file gives no text: for programs; the sentence of the error is for people."""


class SourceError(KBError):
    """A file that cannot be read, and why: missing, of an unknown format, damaged, locked, or built to do harm."""

    def __init__(self, message: str, reason: Reason = "damaged") -> None:
        super().__init__(message)
        self.reason: Reason = reason


class BuildError(KBError):
    """No build, a build of another version, a damaged build, or a build that failed its own checks."""


class QuestionError(KBError):
    """A question or query that cannot be taken: empty or too long."""


class VocabularyError(KBError):
    """An entry of the vocabulary that contradicts another one or its own examples."""
