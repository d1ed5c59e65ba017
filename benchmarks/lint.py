"""What the copy editor costs and how often it speaks: CPU seconds and findings per 10 000 characters, after import.

Usage: ``python benchmarks/lint.py [FILE…] [--runs N]``; prints a table in Markdown. Without files: the sample issue's
manuscripts, and the real manuscript where it is. Texts that are known to be well
edited and free, for the rate of false alarms: official documents (Copyright Law of the PRC, article 5).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from report_pdf.copyedit import copyedit
from report_pdf.errors import ManuscriptError
from report_pdf.manuscript import read_manuscript
from report_pdf.model.manuscript import Manuscript
from report_pdf.model.plan import LintPlan

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent
_REAL = _ROOT.parent / "shared" / "manuscripts" / "xinhui" / "manuscript.txt"
_MOST_CODES = 6
_UNIT = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    _warm()
    print("| text | characters | CPU s / 10 000 | findings / 10 000 | most frequent |")
    print("|---|---|---|---|---|")
    for file in options.files or _usual():
        _row(file, runs=options.runs)


def _usual() -> list[Path]:
    sample = sorted((_ROOT / "assets" / "sample-issue" / "manuscripts").glob("*.txt"))
    return [*sample, *([_REAL] if _REAL.exists() else [])]


def _warm() -> None:
    """Dictionaries are loaded with the first word that is cut."""
    copyedit(read_manuscript(_usual()[0], name="warm"), LintPlan())


def _row(file: Path, *, runs: int) -> None:
    try:
        read = read_manuscript(file, name=file.name)
    except ManuscriptError as error:
        print(f"| {file.name} | {error} | | | |")
        return
    characters = sum(len(block.source) for block in read.blocks)
    costs = [_cost(read) for _ in range(runs)]
    findings = [f for f in copyedit(read, LintPlan()).findings if f.code.startswith("copyedit/")]
    often = Counter(f.code.partition("/")[2] for f in findings).most_common(_MOST_CODES)
    told = ", ".join(f"{code} {count}" for code, count in often)
    per = _UNIT / characters
    print(f"| {file.name} | {characters} | {min(costs) * per:.3f} | {len(findings) * per:.1f} | {told} |")


def _cost(read: Manuscript) -> float:
    start = time.process_time()
    copyedit(read, LintPlan())
    return time.process_time() - start


if __name__ == "__main__":
    main()
