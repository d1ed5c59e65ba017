"""All checks, in the order they run: corrections one after the other, then what is only said."""

from __future__ import annotations

from report_pdf.copyedit.check import Check
from report_pdf.copyedit.checks import (
    ascii_quotes,
    dots_and_dashes,
    doubled_words,
    half_width_marks,
    mark_runs,
    pairs,
    parentheses,
    stray_words,
    widths_and_spaces,
)
from report_pdf.findings import Rule

__all__ = ["CORRECTIONS", "OBSERVATIONS", "RULES"]

CORRECTIONS: tuple[Check, ...] = (
    widths_and_spaces.full_width_letters,
    dots_and_dashes.ellipses,
    dots_and_dashes.dashes,
    dots_and_dashes.middle_dots,
    ascii_quotes.ascii_quotes,
    parentheses.half_width_parentheses,
    half_width_marks.half_width_marks,
    widths_and_spaces.spaces_beside_marks,
)
"""Ellipses before full stops and quotes before commas: the later ones look at what the earlier ones made."""

OBSERVATIONS: tuple[Check, ...] = (
    half_width_marks.ambiguous_full_stops,
    ascii_quotes.unpaired_ascii_quotes,
    dots_and_dashes.single_dashes,
    widths_and_spaces.spaces_in_sentences,
    doubled_words.doubled_words,
    stray_words.stray_words,
    pairs.pairs,
    pairs.nesting,
    mark_runs.mark_runs,
)

RULES: tuple[Rule, ...] = (
    *half_width_marks.RULES,
    *parentheses.RULES,
    *ascii_quotes.RULES,
    *dots_and_dashes.RULES,
    *widths_and_spaces.RULES,
    *doubled_words.RULES,
    *stray_words.RULES,
    *pairs.RULES,
    *mark_runs.RULES,
)
