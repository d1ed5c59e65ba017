"""The lists in the pages about printing are what the rules say."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "make_print_findings.py"


def test_the_pages_are_as_the_script_makes_them():
    spec = importlib.util.spec_from_file_location("make_print_findings", SCRIPT)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for page in (made.EDITORS, made.PRINTERS):
        assert made.text(page) == page.read_text("utf-8"), f"run {SCRIPT.name}"
    assert {rule.code for rule in made.PRESS_RULES} == set(made._REMEDIES)
