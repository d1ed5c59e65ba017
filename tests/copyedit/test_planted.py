"""Two hundred planted faults of all kinds: ``[[code|what is wrong]]`` in planted.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_pdf.copyedit import copyedit, copyedit_issue, fixed_source
from report_pdf.manuscript import parse_text
from report_pdf.model.plan import HouseWord, LintPlan, Person

_FILE = Path(__file__).with_name("planted.txt")
_MARK = re.compile(r"\[\[([a-z-]+)\|(.*?)\]\]")
_LINT = LintPlan(
    house_words=(HouseWord(wrong="打卡", right="游览"), HouseWord(wrong="网红")),
    people=(
        Person(name="孟知秋", titles=("主编",)),
        Person(name="罗望川", titles=("馆长",)),
        Person(name="林一苇"),
    ),
    names=("孟知秋", "罗望川", "林一苇"),
)
_LEAST_FOUND = 0.95
_MOST_BESIDE = 4


@pytest.fixture(scope="module")
def planted():
    """The text, and each fault: code, line, first column, length."""
    marked = _FILE.read_text(encoding="utf-8")
    text, faults, done = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[done : found.start()]
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
        faults.append((f"copyedit/{found[1]}", line, column, len(found[2])))
        text += found[2]
        done = found.end()
    return text + marked[done:], faults


def test_planted_faults_are_found_where_they_are(planted):
    text, faults = planted
    findings = copyedit(parse_text(text, file="p.txt"), _LINT).findings
    left = [(finding.code, finding.place.line, finding.place.column) for finding in findings]
    missed = []
    for code, line, column, length in faults:
        hits = [hit for hit in left if hit[:2] == (code, line) and column <= hit[2] < column + length]
        if hits:
            left.remove(hits[0])
        else:
            missed.append((code, line, column))
    assert len(faults) >= 200
    assert len({code for code, *_ in faults}) >= 50
    assert 1 - len(missed) / len(faults) >= _LEAST_FOUND, missed
    assert len(left) <= _MOST_BESIDE, left


def test_fixing_twice_changes_nothing(planted):
    text, _ = planted
    read = parse_text(text, file="p.txt")
    once = fixed_source(read, *copyedit_issue([read], _LINT))
    again = parse_text(once.text, file="p.txt")
    twice = fixed_source(again, *copyedit_issue([again], _LINT))
    assert once.left == twice.left == 0
    assert once.corrected > 20
    assert twice.corrected == 0
    assert twice.text == once.text
