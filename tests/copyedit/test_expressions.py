"""Dropped and doubled characters of idioms and set phrases; and what only looks like one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_pdf.copyedit import copyedit
from report_pdf.manuscript import parse_text
from report_pdf.model.plan import LintPlan

_HERE = Path(__file__).parent
_MARK = re.compile(r"\[\[(.*?)\|(.*?)\]\]")
_LEAST_FOUND = 0.8


def _findings(text):
    return copyedit(parse_text(f"题目\n\n文/某人\n\n{text}\n", file="m.txt"), LintPlan()).findings


def test_dropped_characters_are_found_where_they_are_and_whole_sentences_are_clean():
    """The sentences were written before the rule; some drops (了, 树) leave good Chinese, and no rule sees them."""
    lines = (_HERE / "dropped.txt").read_text(encoding="utf-8").splitlines()
    missed, beside = [], []
    for line in lines:
        mark = _MARK.search(line)
        assert mark is not None
        low, high = mark.start() + 1, mark.start() + 1 + len(mark[1])
        found = _findings(_MARK.sub(r"\1", line))
        if not any(low - 6 <= one.place.column < high for one in found):
            missed.append(mark[1])
        beside += [(one.code, line) for one in _findings(_MARK.sub(r"\2", line))]
    assert len(lines) == 60
    assert 1 - len(missed) / len(lines) >= _LEAST_FOUND, missed
    assert beside == []


def test_a_character_written_twice_inside_an_idiom():
    (found,) = _findings("他一丝丝不苟地抄完了全书。")
    assert (found.code, found.place.column) == ("copyedit/set-phrase", 2)
    assert "一丝不苟" in found.hint.zh


@pytest.mark.parametrize("line", (_HERE / "sound.txt").read_text(encoding="utf-8").splitlines())
def test_sound_sentences_are_left_alone(line):
    assert _findings(line) == ()


def _pauses(*paragraphs):
    found = _findings("\n\n".join(paragraphs))
    return [
        (one.place.line, one.place.column) for one in found if one.code == "copyedit/pause-between-quotes"
    ]


def test_pauses_between_quotes_are_said_once_where_an_issue_always_writes_them():
    assert _pauses("做好“六稳”、“六保”工作。", "“打虎”、“拍蝇”、“猎狐”都要抓。") == [(5, 7)]


def test_pauses_between_quotes_are_said_everywhere_they_are_the_exception():
    assert _pauses("做好“六稳”“六保”工作。", "“打虎”“拍蝇”、“猎狐”都要抓。") == [(7, 9)]
    assert _pauses("“甲”、“乙”、“丙”。", "“丁”“戊”。") == [(7, 4)]
    assert _pauses("《甲》、《乙》。", "“丁”“戊”。") == [(5, 4)], "titles are a row of their own"
