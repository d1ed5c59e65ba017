"""The files that are measured, set and read once for a run."""

from __future__ import annotations

import desk
import inlines
import pages
import pytest
import rules_breaking
import rules_page
import rules_readers
import rules_spacing
import specimens
import stress
from glyphs import read_glyphs
from lines import Block, Frame, Setting, match
from rules import RULES, Tally, judge


def _frame(columns: int) -> Frame:
    return Frame((pages.WIDTH, pages.HEIGHT), pages.columns(columns), pages.GRID, pages.EM)


FRAME = _frame(2)
assert {rules_breaking, rules_page, rules_readers, rules_spacing}
assert RULES


def _setting(pdf: bytes, blocks: list[tuple[str, str]]) -> Setting:
    return match(read_glyphs(pdf), [Block(*block) for block in blocks], FRAME, pdf)


@pytest.fixture(scope="session")
def stress_setting() -> Setting:
    """The stress text by the composer."""
    blocks = stress.headed()
    return _setting(pages.composed(pages.body(blocks)).pdf, blocks)


@pytest.fixture(scope="session")
def stress_tallies(stress_setting: Setting) -> dict[str, Tally]:
    return judge(stress_setting)


@pytest.fixture(scope="session")
def narrow_tallies() -> dict[str, Tally]:
    """A third of the stress text in four columns of 10 em."""
    texts = (stress.shifted() + stress.pairs())[::3]
    pdf = pages.composed(pages.body([("paragraph", text) for text in texts]), ".text { columns: 4 }").pdf
    return judge(match(read_glyphs(pdf), inlines.blocks(texts), _frame(4), pdf))


@pytest.fixture(scope="session")
def inline_tallies() -> dict[str, Tally]:
    """A third of the stress text with bold words, links and another face."""
    texts = (stress.shifted() + stress.pairs())[::3]
    pdf = pages.composed(inlines.marked(texts)).pdf
    return judge(match(read_glyphs(pdf), inlines.blocks(texts), FRAME, pdf))


@pytest.fixture(scope="session")
def plain_tallies() -> dict[str, Tally]:
    """The stress text by the engine as it is."""
    blocks = stress.headed()
    return judge(_setting(pages.plain(pages.body(blocks)), blocks))


@pytest.fixture(scope="session")
def sample_tallies() -> dict[str, Tally]:
    """The sample issue's manuscripts by the composer."""
    blocks = desk.blocks_of(desk.sample_issue())
    return judge(_setting(pages.composed(pages.body(blocks)).pdf, blocks))


@pytest.fixture(scope="session")
def real_tallies() -> dict[str, Tally]:
    """Real manuscripts by the composer."""
    paths = desk.real_ones()
    if not paths:
        pytest.skip("no real manuscript beside the checkout")
    blocks = desk.blocks_of(paths)
    return judge(_setting(pages.composed(pages.body(blocks)).pdf, blocks))


@pytest.fixture(scope="session")
def specimen_tallies() -> dict[str, Tally]:
    """The pages that are wrong on purpose; page 1 is right."""
    pdf = pages.plain(specimens.pages(), specimens.CSS)
    return judge(match(specimens.narrowed(read_glyphs(pdf)), specimens.blocks(), FRAME, pdf))
