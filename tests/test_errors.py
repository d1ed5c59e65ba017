"""The error tree: one exit code a class, and nothing is lost on the way from a child."""

from __future__ import annotations

import pickle

import pytest

from report_pdf import errors
from report_pdf.errors import ReportPdfError
from report_pdf.findings import Message, Place, Rule, Severity

_CODES = {
    "UsageError": 2,
    "InputError": 3,
    "PlanError": 3,
    "ManuscriptError": 3,
    "PictureError": 3,
    "SupplementError": 3,
    "MissingError": 4,
    "MissingToolError": 4,
    "FontError": 4,
    "ComposeError": 5,
    "LayoutError": 5,
    "RenderError": 5,
    "PreflightFailed": 6,
    "DeliveryError": 7,
}
_WRONG = Message(zh="照片不完整。", en="the picture is truncated.")
_RULE = Rule(code="test/rule", severity=Severity.WARNING, rationale=_WRONG)


def test_every_error_has_the_documented_exit_code():
    public = {name: getattr(errors, name).exit_code for name in errors.__all__ if name != "ReportPdfError"}
    assert public == _CODES


@pytest.mark.parametrize("name", [*_CODES, "ReportPdfError"])
def test_an_error_survives_pickling_whole(name):
    place = Place(file="a.txt", line=2, column=7)
    error = getattr(errors, name)(_WRONG, place=place, hint=_WRONG, findings=(_RULE.at(place, _WRONG),))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(again) is type(error)
    assert (again.message, again.place, again.hint, again.findings) == (_WRONG, place, _WRONG, error.findings)
    assert str(again) == "the picture is truncated."


def test_an_error_as_a_finding_keeps_its_words_and_its_weight():
    finding = ReportPdfError(_WRONG, place=Place(file="a.txt")).as_finding()
    assert (finding.severity, finding.message, str(finding.place)) == (Severity.ERROR, _WRONG, "a.txt")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(file="a.txt", line=3, column=12), "a.txt:3:12"),
        (Place(file="a.txt", line=3), "a.txt:3"),
        (Place(file="email.pdf", page=4), "email.pdf page 4"),
        (Place(file="a.txt", offset=17), "a.txt byte 17"),
    ],
)
def test_a_place_reads_as_editors_expect_it(place, text):
    assert str(place) == text


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "照片"), ("zh-Hant", "照片"), ("ZH-cn", "照片"), ("en", "the")]
)
def test_a_message_speaks_the_language_asked_for(language, words):
    assert _WRONG.in_language(language).startswith(words)
