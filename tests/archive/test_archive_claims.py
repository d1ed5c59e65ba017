"""Claims only after proof: every promise of a finished file, broken once, is denied with clause and object."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Name, String

from report_pdf.findings import Severity
from report_pdf.model.edition import Edition, EditionSpec, PictureSpec
from report_pdf.model.plan import EditionName
from report_pdf.preflight import Validators, preflight, validate
from report_pdf.preflight.claims import is_proved, said_of

FLAVOURS = ("3a", "ua1")


def _element(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(
        o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == Name(f"/{kind}")
    )


def _file(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.attachments["issue.yaml"].obj


def _annotation(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].Annots[0]


def _font_away(pdf: pikepdf.Pdf) -> None:
    for holder in pdf.objects:
        if isinstance(holder, pikepdf.Dictionary) and "/FontFile2" in holder:
            del holder["/FontFile2"]


def _text_outside(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[1]
    font = next(iter(page.Resources.Font.keys()))
    page.contents_add(pdf.make_stream(f"BT {font} 9 Tf 20 20 Td <0001> Tj ET".encode()))


def _metadata(pdf: pikepdf.Pdf, before: bytes, after: bytes) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(before, after))


MUTATIONS: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "no tags": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
    "not marked": lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
    "no output intent": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "another part": lambda pdf: _metadata(pdf, b"<pdfaid:part>3<", b"<pdfaid:part>2<"),
    "no accessible part": lambda pdf: _metadata(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b""),
    "a picture without words": lambda pdf: _element(pdf, "Figure").__delitem__("/Alt"),
    "a font not inside": _font_away,
    "text outside the tree": _text_outside,
    "a script": lambda pdf: setattr(
        pdf.Root, "OpenAction", pikepdf.Dictionary(S=Name.JavaScript, JS=String("1"))
    ),
    "a file that is related to nothing": lambda pdf: setattr(pdf.Root, "AF", Array([])),
    "an extension schema not described": lambda pdf: _metadata(
        pdf, b"pdfaSchema:property>", b"pdfaSchema:nothing>"
    ),
    "no relationship of a file": lambda pdf: _file(pdf).__delitem__("/AFRelationship"),
    "no kind of a file": lambda pdf: _file(pdf).EF.F.__delitem__("/Subtype"),
    "a link without words": lambda pdf: _annotation(pdf).__delitem__("/Contents"),
    "a link that is not printed": lambda pdf: setattr(_annotation(pdf), "F", 0),
    "a link out of the tree": lambda pdf: _annotation(pdf).__delitem__("/StructParent"),
    "a list in a paragraph": lambda pdf: setattr(_element(pdf, "LI"), "S", Name.L),
    "a heading that skips a level": lambda pdf: setattr(_element(pdf, "H2"), "S", Name.H4),
    "a note without a name": lambda pdf: _element(pdf, "FENote").__delitem__("/ID"),
    "a title not shown": lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"),
}


def test_every_broken_promise_is_denied_and_the_whole_file_is_not(archived: bytes) -> None:
    files = {"whole": archived}
    for name, mutate in MUTATIONS.items():
        with pikepdf.open(io.BytesIO(archived)) as pdf:
            mutate(pdf)
            out = io.BytesIO()
            pdf.save(out, static_id=True)
        files[name] = out.getvalue()
    verdicts = validate(files, FLAVOURS, Validators())
    assert [name for name, given in verdicts.items() if is_proved(FLAVOURS, given)] == ["whole"]
    for name in MUTATIONS:
        errors = [
            one for one in said_of("archive.pdf", FLAVOURS, verdicts[name]) if one.severity is Severity.ERROR
        ]
        assert errors, name
        assert all(one.code == "preflight/claim-broken" and "PDF" in one.message.en for one in errors), name


def test_a_claim_that_nobody_here_can_judge_is_not_made(archived: bytes) -> None:
    spec = EditionSpec(
        name=EditionName.ARCHIVE, style_sheet="edition-archive", pictures=PictureSpec(ppi=300, quality=92)
    )
    edition = Edition(name=EditionName.ARCHIVE, data=archived, pages=7, flavours=("4f", "ua2"))
    report = preflight(edition, spec, None, file="archive.pdf")
    unproved = [one for one in report.findings if one.code == "preflight/claim-unproved"]
    assert not report.proved
    assert not report.passed
    assert [one.message.en.split()[4] for one in unproved] == ["4f,", "ua2,"]
    assert all(one.hint is not None and "doctor" in one.hint.zh for one in unproved)


def test_one_validator_alone_is_said_to_be_alone(archived: bytes) -> None:
    verdicts = validate({"archive.pdf": archived}, FLAVOURS, Validators())["archive.pdf"]
    assert [one.code for one in said_of("archive.pdf", FLAVOURS, verdicts)] == ["preflight/one-validator"]
    assert {(one.validator, one.flavour, one.compliant) for one in verdicts} == {
        ("page-validation", "3a", True),
        ("page-validation", "ua1", True),
    }
    assert all(one.version and one.checks > 50 for one in verdicts)


def test_what_is_no_pdf_is_not_judged_and_not_proved() -> None:
    verdicts = validate({"x": b"nothing of a PDF"}, FLAVOURS, Validators())["x"]
    assert not is_proved(FLAVOURS, verdicts)
    assert {one.code for one in said_of("x", FLAVOURS, verdicts)} >= {"preflight/claim-unproved"}


@pytest.mark.parametrize("count", [1, 2])
def test_data_that_ends_in_a_carriage_return_is_as_long_as_it_says(archived: bytes, count: int) -> None:
    """page-validation takes it for part of the line's end: of one stream it names the object, of several none."""
    with pikepdf.open(io.BytesIO(archived)) as pdf:
        pdf.Root.XXData = Array([pdf.make_stream(b"%d ends like this\r" % n) for n in range(count)])
        out = io.BytesIO()
        pdf.save(
            out,
            static_id=True,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    data = out.getvalue()
    (verdict,) = validate({"x": data}, ("3a",), Validators())["x"]
    assert [(one.rule.partition("-")[2], one.believed) for one in verdict.broken] == [
        ("STREAM-LENGTH-001", False)
    ]
    assert verdict.compliant
    at = data.rindex(b"/Length 17 ", 0, data.index(b"0 ends like this"))
    short = data[:at] + b"/Length 12 " + data[at + 11 :]
    (denied,) = validate({"x": short}, ("3a",), Validators())["x"]
    assert not denied.compliant
