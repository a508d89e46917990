"""What can go wrong, as sentences for the person at the keyboard.

Every message is Chinese or English prose that ends with the command that helps; the command line and the pages
show it as it stands and exit with code 2.
"""


class KBError(Exception):
    """Anything the user can mend: shown as one sentence, never as a traceback."""


class SourceError(KBError):
    """A file that cannot be read: missing, empty, binary, undecodable, or of an unknown format."""


class BuildError(KBError):
    """No build, a build of another version, a damaged build, or a build that failed its own checks."""


class QuestionError(KBError):
    """A question or query that cannot be taken: empty or too long."""


class VocabularyError(KBError):
    """An entry of the vocabulary that contradicts another one or its own examples."""
