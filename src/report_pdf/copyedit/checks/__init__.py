"""All checks, in the order they run: corrections one after the other, then what is only said, then what is seen across."""

from __future__ import annotations

from report_pdf.copyedit.check import Check, WideCheck
from report_pdf.copyedit.checks import (
    ascii_quotes,
    captions,
    consistency,
    dates,
    dots_and_dashes,
    doubled_words,
    expressions,
    figures,
    half_width_marks,
    headings,
    house,
    mark_runs,
    number_forms,
    numbers,
    ordinals,
    pairs,
    parentheses,
    pauses,
    spelling,
    stray_words,
    widths_and_spaces,
)
from report_pdf.findings import Rule

__all__ = ["CORRECTIONS", "OBSERVATIONS", "RULES", "WIDE"]

CORRECTIONS: tuple[Check, ...] = (
    widths_and_spaces.full_width_letters,
    dots_and_dashes.ellipses,
    dots_and_dashes.dashes,
    dots_and_dashes.middle_dots,
    ascii_quotes.ascii_quotes,
    parentheses.half_width_parentheses,
    half_width_marks.half_width_marks,
    widths_and_spaces.spaces_beside_marks,
    mark_runs.repeated_marks,
    numbers.number_marks,
    numbers.ranges,
    dates.zeros_in_years,
    spelling.misspellings,
    house.house_corrections,
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
    numbers.marks_in_numbers,
    numbers.open_ranges,
    numbers.mixed_numbers,
    numbers.estimates,
    number_forms.number_forms,
    number_forms.listed_counts,
    dates.dates_that_are_none,
    dates.date_forms,
    ordinals.ordinals,
    spelling.variants,
    expressions.set_phrases,
    house.house_remarks,
    house.people,
)

WIDE: tuple[WideCheck, ...] = (
    stray_words.stray_letters,
    pauses.pauses,
    captions.captions,
    headings.headings,
    consistency.terms,
    consistency.orders,
    consistency.repeated_paragraphs,
    figures.figures,
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
    *pauses.RULES,
    *numbers.RULES,
    *number_forms.RULES,
    *dates.RULES,
    *ordinals.RULES,
    *spelling.RULES,
    *expressions.RULES,
    *house.RULES,
    *captions.RULES,
    *headings.RULES,
    *consistency.RULES,
    *figures.RULES,
)
