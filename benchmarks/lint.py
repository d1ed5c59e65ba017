"""What the copy editor costs and how often it speaks: CPU seconds and findings per 10 000 characters, after import.

Usage: ``python benchmarks/lint.py [FILE…] [--runs N]``; prints two tables in Markdown: each text and all together, then
every rule that spoke. Without files: the sample issue's manuscripts, and the real manuscript where it is. Texts that
are well edited and free, for the rate of false alarms: official documents (Copyright Law of the PRC, article 5),
authors who died more than fifty years ago. Every finding of every rule counts.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass
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
    measured = [_measure(file, runs=options.runs) for file in options.files or _usual()]
    read = [one for one in measured if one is not None]
    whole = _Measured(
        name="all",
        characters=sum(one.characters for one in read),
        seconds=sum(one.seconds for one in read),
        codes=sum((one.codes for one in read), Counter()),
    )
    print(whole.row())
    print("\n| rule | findings | / 10 000 |\n|---|---|---|")
    for code, count in whole.codes.most_common():
        print(f"| {code} | {count} | {count * _UNIT / whole.characters:.2f} |")


def _usual() -> list[Path]:
    sample = sorted((_ROOT / "assets" / "sample-issue" / "manuscripts").glob("*.txt"))
    return [*sample, *([_REAL] if _REAL.exists() else [])]


def _warm() -> None:
    """Dictionaries are loaded with the first word that is cut."""
    copyedit(read_manuscript(_usual()[0], name="warm"), LintPlan())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """``seconds`` of CPU for all of it; ``codes``: how often each rule spoke."""

    name: str
    characters: int
    seconds: float
    codes: Counter[str]

    def row(self) -> str:
        per = _UNIT / max(1, self.characters)
        told = ", ".join(f"{code} {count}" for code, count in self.codes.most_common(_MOST_CODES))
        return (
            f"| {self.name} | {self.characters} | {self.seconds * per:.3f} "
            f"| {self.codes.total() * per:.2f} | {told} |"
        )


def _measure(file: Path, *, runs: int) -> _Measured | None:
    try:
        read = read_manuscript(file, name=file.name)
    except ManuscriptError as error:
        print(f"| {file.name} | {error} | | | |")
        return None
    findings = [f for f in copyedit(read, LintPlan()).findings if f.code.startswith("copyedit/")]
    measured = _Measured(
        name=file.name,
        characters=sum(len(block.source) for block in read.blocks),
        seconds=min(_cost(read) for _ in range(runs)),
        codes=Counter(f.code.partition("/")[2] for f in findings),
    )
    print(measured.row())
    return measured


def _cost(read: Manuscript) -> float:
    start = time.process_time()
    copyedit(read, LintPlan())
    return time.process_time() - start


if __name__ == "__main__":
    main()
