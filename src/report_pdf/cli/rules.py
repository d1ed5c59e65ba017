"""Every rule of the program, out of every room's ``RULES``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

import report_pdf
from report_pdf.findings import Rule

__all__ = ["all_rules"]


def all_rules() -> Mapping[str, Rule]:
    """By code, in the order of the codes."""
    rules: dict[str, Rule] = {}
    for room in pkgutil.iter_modules(report_pdf.__path__):
        if room.ispkg and room.name != "cli":
            module = importlib.import_module(f"report_pdf.{room.name}")
            rules |= {rule.code: rule for rule in getattr(module, "RULES", ())}
    return dict(sorted(rules.items()))
