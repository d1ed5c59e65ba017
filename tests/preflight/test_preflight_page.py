"""docs/reference/preflight.md is what the checks say today."""

from __future__ import annotations

import runpy
from pathlib import Path

MAKER = Path(__file__).resolve().parents[2] / "docs" / "reference" / "make_preflight.py"


def test_the_page_of_rules_is_not_stale():
    made = runpy.run_path(str(MAKER))
    assert made["PAGE"].read_text(encoding="utf-8") == made["text"](), f"run python {MAKER.name} again"
