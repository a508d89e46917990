"""Answers and sources as people read them; pure functions from records to text.

`text` and `markdown` write an answer, `segments` cuts a document where a mark begins and ends, `blocks` lays it out for
reading, `stands` says whether a citation still holds.
"""

from kb.render.answers import Piece, about, amount, markdown, number, pieces_of, place, quoted, text, titles_of
from kb.render.blocks import Block, Run, Runs, blocks
from kb.render.cards import Card, card
from kb.render.frames import frame_rows, kind_name
from kb.render.lists import Sheet, csv_text, measure_sheet, target_sheet, task_sheet
from kb.render.proofs import command, proof_text, sources
from kb.render.segments import Segment, html_segments, segments, stands
from kb.vocab.interface import interface

__all__ = [
    "Block",
    "Card",
    "Piece",
    "Run",
    "Runs",
    "Segment",
    "Sheet",
    "about",
    "amount",
    "blocks",
    "card",
    "command",
    "csv_text",
    "frame_rows",
    "html_segments",
    "interface",
    "kind_name",
    "markdown",
    "measure_sheet",
    "number",
    "pieces_of",
    "place",
    "proof_text",
    "quoted",
    "segments",
    "sources",
    "stands",
    "target_sheet",
    "task_sheet",
    "text",
    "titles_of",
]
