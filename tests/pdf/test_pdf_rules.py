from __future__ import annotations

import re
from pathlib import Path

import report_pdf.pdf
from report_pdf.pdf import RULES


def test_every_code_that_is_said_has_its_rule_and_every_rule_is_said():
    sources = Path(report_pdf.pdf.__file__).parent.glob("*.py")
    text = "".join(path.read_text("utf-8") for path in sources if path.name != "rules.py")
    assert set(re.findall(r'"(pdf/[a-z-]+)"', text)) == {rule.code for rule in RULES}


def test_the_manual_names_every_code():
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "stitch.md").read_text("utf-8")
    assert {rule.code for rule in RULES} == set(re.findall(r"`(pdf/[a-z-]+)`", manual))
