"""The kinds of answer, one file each; `kb.answer.KINDS` says in which order they are tried."""
