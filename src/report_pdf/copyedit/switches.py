"""What the desk has switched off: a code everywhere, or a code at a place.

``copyedit/doubled-word`` · ``copyedit/doubled-word@trail.txt`` · ``copyedit/doubled-word@trail.txt:12`` ·
``copyedit/doubled-word@trail.txt:防控防控`` (where these words stand: it holds when lines are put in before).
"""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from report_pdf.findings import Finding, Message, Place, Rule, Severity
from report_pdf.model.plan import LintPlan

__all__ = ["RULES", "Switches", "unknown_codes"]

_UNKNOWN = Rule(
    code="copyedit/unknown-code",
    severity=Severity.WARNING,
    rationale=Message(
        zh="lint: disable 里的代码没有对应的检查，写错的代码什么也停不了。",
        en="A code in lint: disable that no check has switches nothing off.",
    ),
)
RULES = (_UNKNOWN,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exception:
    code: str
    file: str
    line: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Switches:
    """Read once from the plan."""

    codes: frozenset[str]
    exceptions: tuple[_Exception, ...]

    @classmethod
    def of(cls, lint: LintPlan) -> Switches:
        """The plan's."""
        plain = frozenset(entry for entry in lint.disable if "@" not in entry)
        return cls(plain, tuple(_exception(entry) for entry in lint.disable if "@" in entry))

    def off(self, code: str, place: Place | None, text: str = "", span: tuple[int, int] = (0, 0)) -> bool:
        """Whether a finding of ``code`` at ``place`` is not wanted; it is about ``span`` of ``text``."""
        return code in self.codes or any(
            one.code == code and place is not None and _holds(one, place) and _covers(one.words, text, span)
            for one in self.exceptions
        )

    def wants(self, finding: Finding) -> bool:
        """Errors are always said."""
        return finding.severity is Severity.ERROR or not self.off(finding.code, finding.place)


def _exception(entry: str) -> _Exception:
    code, _, where = entry.partition("@")
    file, _, rest = where.strip().partition(":")
    number = int(rest) if rest.isascii() and rest.isdecimal() else None
    return _Exception(
        code=code.strip(), file=file, line=number, words="" if number is not None else rest.strip("“”\"' ")
    )


def _holds(one: _Exception, place: Place) -> bool:
    """The file as the issue names it, or its last part; ``*`` stands for anything."""
    name = place.file.replace("\\", "/")
    named = fnmatch.fnmatchcase(name, one.file) or name.endswith(f"/{one.file}")
    return named and one.line in (None, place.line)


def _covers(words: str, text: str, span: tuple[int, int]) -> bool:
    """The words stand where the finding points, or around it."""
    start, end = span
    low = max(0, start - len(words) + 1)
    return words in text[low : end + max(0, len(words) - 1)]


def unknown_codes(lint: LintPlan, rules: Iterable[Rule], places: Mapping[str, Place]) -> Iterator[Finding]:
    """A finding, at its own place, for each code of ``lint: disable`` that none of ``rules`` has, with the nearest one."""
    known = sorted(rule.code for rule in rules)
    for at, entry in enumerate(lint.disable):
        code = entry.partition("@")[0].strip()
        if code not in known:
            yield _unknown(code, known, places.get(f"lint.disable[{at}]", places.get("lint.disable")))


def _unknown(code: str, known: Sequence[str], place: Place | None) -> Finding:
    rooms = sorted({one.partition("/")[0] for one in known})
    if "/" in code and code.partition("/")[0] not in rooms:
        return _UNKNOWN.at(
            place,
            Message(zh=f"“{code}”不能在这里停用。", en=f"“{code}” cannot be switched off here."),
            hint=Message(
                zh=f"lint: disable 只管校对和读稿：代码以 {'、'.join(f'{one}/' for one in rooms)} 开头。",
                en=f"lint: disable is for codes that begin with {', '.join(f'{one}/' for one in rooms)}.",
            ),
        )
    near = difflib.get_close_matches(code, known, n=1, cutoff=0.6)
    return _UNKNOWN.at(
        place,
        Message(zh=f"没有“{code}”这项检查。", en=f"there is no check “{code}”."),
        hint=Message(zh=f"是不是“{near[0]}”？", en=f"Did you mean “{near[0]}”?")
        if near
        else Message(zh="report-pdf explain 列出全部代码。", en="report-pdf explain lists them all."),
    )
