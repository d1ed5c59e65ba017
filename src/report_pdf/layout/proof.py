"""``lay_proof``: a Proof becomes the sheets that leader and print shop sign, with the layout ``proof``."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from report_pdf import __version__
from report_pdf.errors import LayoutError
from report_pdf.findings import Message, Place, Severity
from report_pdf.fonts import catalogue, missing
from report_pdf.layout.proof_lines import ink_scale, peak_lines
from report_pdf.layout.proof_spreads import Shown, finding_row, lay_spreads, placed, shown_label
from report_pdf.layout.proof_views import BoxRow, FindingRow, FontRow, InkRow, MapView, RowView
from report_pdf.layout.proof_words import BINDINGS, date_of, words_of
from report_pdf.layout.templates import fill_template
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import PaginatedHtml, Resource
from report_pdf.model.proof import Proof, ProofFinding, ProofFont, ProofPage

__all__ = ["lay_proof"]

_FOLDER = "proof"
_SHEETS = ("sheet", "ticket", "spreads", "ink", "details")
_MAP_WIDTH_MM, _MAP_HEIGHT_MM = 32.0, 43.0
_COVER_WIDTH_MM, _COVER_HEIGHT_MM = 60.0, 61.0
_LONG_NAME = 9
_SWATCHES = {"Cyan": "cyan", "Magenta": "magenta", "Yellow": "yellow", "Black": "black"}
_KINDS = {"Type0": "CID", "TrueType": "TrueType", "Type1": "Type 1", "Type3": "Type 3"}
_TWIN = re.compile(r"-Spaced\d+$")
_UNKNOWN = "\u3013"  # 〓, the compositor's mark for a sort that is not in the case


def lay_proof(proof: Proof, issue: Issue, spec: EditionSpec, *, layouts: Path) -> PaginatedHtml:
    """The proof of a print edition.

    Args:
        proof: What was found in the finished file.
        issue: What it is an issue of, and in which language.
        spec: What was ordered.
        layouts: Where the layouts are.

    Raises:
        LayoutError: The layout ``proof`` is missing or wrong.
    """
    shown = _shown(issue, spec)
    spreads, maps = lay_spreads(proof, shown), _Maps(proof, shown)
    views = {
        **_title(proof, issue),
        **_verdict(proof),
        "words": shown.words,
        "steps": words_of(issue.language)[1],
        "proof": proof,
        "particulars": tuple(_particulars(proof, issue, spec)),
        "rows": spreads.rows,
        "legend_side": _free_side(spreads.rows),
        "maps": maps.views,
        "limit": shown.ink_limit,
        "scale_numbers": tuple(round(shown.ink_limit * fifth / 5) for fifth in range(7)),
        "findings": tuple(_findings(proof, issue.language)),
        "fonts": tuple(_fonts(proof, shown)),
        "inks": tuple(_inks(proof, shown)),
        "boxes": tuple(_boxes(proof.pages)),
    }
    html = fill_template(layouts / _FOLDER, "proof.html.j2", views)
    return PaginatedHtml(
        html=_drawable(html),
        style_sheets=(
            *_style_sheets(layouts / _FOLDER),
            ("proof-places.css", "\n".join((_cover_css(proof), spreads.css, maps.css))),
        ),
        resources=_distinct((*spreads.resources, *maps.resources)),
    )


def _shown(issue: Issue, spec: EditionSpec) -> Shown:
    return Shown(
        words=words_of(issue.language)[0],
        language=issue.language,
        min_ppi=spec.press.min_ppi if spec.press else 0,
        ink_limit=spec.pictures.ink_limit,
    )


def _title(proof: Proof, issue: Issue) -> dict[str, object]:
    """What is signed: the issue, and the file by its digest."""
    identity, words = issue.identity, words_of(issue.language)[0]
    return {
        "language": issue.language,
        "document_title": " ".join(filter(None, (identity.name, identity.number, words["proof"]))),
        "identity": identity,
        "name_size": "long" if len(identity.name) > _LONG_NAME else "short",
        "date": date_of(identity.date, issue.language),
        "digest": tuple(proof.sha256[at : at + 8] for at in range(0, len(proof.sha256), 8)),
        "short_digest": proof.sha256[:12],
        "size": f"{proof.size:,}",
        "cover": proof.pages[0].view.url if proof.pages and proof.pages[0].view else "",
    }


def _verdict(proof: Proof) -> dict[str, object]:
    """How much preflight found by how many rules; what was noted on the way apart from it."""
    counts = Counter(one.finding.severity for one in proof.findings if one.checked)
    noted = [one.finding.severity for one in proof.findings if not one.checked]
    return {
        "rules": proof.rules,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "others": len(noted) - noted.count(Severity.INFO),
    }


def _free_side(rows: tuple[RowView, ...]) -> str:
    """Where the legend can stand: beside the first page, if that faces nothing."""
    if not rows or rows[0].wide or (rows[0].left and rows[0].right):
        return ""
    return "right" if rows[0].left else "left"


def _style_sheets(folder: Path) -> Iterator[tuple[str, str]]:
    for name in _SHEETS:
        path = folder / "css" / f"{name}.css"
        try:
            yield path.name, path.read_text("utf-8")
        except OSError as error:
            raise LayoutError(
                Message(zh=f"没有 css/{name}.css。", en=f"there is no css/{name}.css."),
                place=Place(file=f"layouts/{_FOLDER}/css/{name}.css"),
            ) from error


def _cover_css(proof: Proof) -> str:
    """The first page beside the title, as large as there is room for it."""
    if not proof.pages:
        return ""
    page = proof.pages[0]
    scale = min(_COVER_WIDTH_MM / page.width_mm, _COVER_HEIGHT_MM / page.height_mm)
    return f".ticket-cover {{ width: {page.width_mm * scale:.2f}mm; height: {page.height_mm * scale:.2f}mm }}"


def _drawable(html: str) -> str:
    """Names of foreign fonts and files may hold what no face of ours has: a proof fails for none of them."""
    for cluster in {cluster.text for cluster in missing(html, faces=catalogue())}:
        html = html.replace(cluster, _UNKNOWN)
    return html


def _distinct(resources: tuple[Resource, ...]) -> tuple[Resource, ...]:
    return tuple({resource.url: resource for resource in resources}.values())


def _particulars(proof: Proof, issue: Issue, spec: EditionSpec) -> Iterator[tuple[str, str]]:
    """The ticket, label and text."""
    words, ticket = words_of(issue.language)[0], spec.press
    sizes = list(_boxes(proof.pages))
    yield words["pages"], f"{len(proof.pages)} {words['page_unit']}"
    yield words["trim"], _either([size.trim for size in sizes], words)
    yield words["bleed"], _either([size.bleed for size in sizes], words)
    if ticket is not None:
        zh, en = BINDINGS.get(ticket.binding, (ticket.binding, ticket.binding))
        yield words["binding"], zh if issue.language.startswith("zh") else en
    yield words["standard"], proof.standard or words["not_stated"]
    yield words["condition"], _condition(proof, spec) or words["not_stated"]
    yield words["ink_limit"], f"{spec.pictures.ink_limit} %"
    if ticket is not None:
        yield words["min_ppi"], f"{ticket.min_ppi} ppi"
    yield words["sheet"], _either([size.sheet for size in sizes], words)
    yield words["program"], f"report-pdf {__version__}"


def _condition(proof: Proof, spec: EditionSpec) -> str:
    """What the file's output intent names, and the ordered profile where that is called otherwise."""
    profile = Path(spec.press.profile).stem if spec.press else ""
    if not proof.condition or profile.lower() in {"", proof.condition.lower()}:
        return proof.condition
    return f"{proof.condition} ({profile})"


def _either(sizes: list[str], words: Mapping[str, str]) -> str:
    """The first, and how many there are: all are in the table of boxes."""
    distinct = list(dict.fromkeys(sizes))
    if len(distinct) < 2:
        return "".join(distinct)
    return f"{distinct[0]} {words['and_more'].format(count=len(distinct))}"


def _boxes(pages: tuple[ProofPage, ...]) -> Iterator[BoxRow]:
    """Pages of one size that follow each other, in one line."""
    for size, group in itertools.groupby(pages, key=_sizes):
        numbers = [page.number for page in group]
        span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        trim, bleed, sheet = size
        yield BoxRow(pages=span, trim=trim, bleed=bleed, sheet=sheet)


def _sizes(page: ProofPage) -> tuple[str, str, str]:
    trim = page.trim
    edges = [
        round(edge, 1) + 0.0
        for edge in (
            trim.left,
            trim.top,
            page.width_mm - trim.left - trim.width,
            page.height_mm - trim.top - trim.height,
        )
    ]
    bleed = f"{edges[0]:g}" if len(set(edges)) == 1 else " / ".join(f"{edge:g}" for edge in edges)
    return _size(trim.width, trim.height), f"{bleed} mm", _size(*page.sheet_mm)


def _size(width: float, height: float) -> str:
    return f"{round(width, 1):g} × {round(height, 1):g} mm"


def _findings(proof: Proof, language: str) -> Iterator[FindingRow]:
    for one in proof.findings:
        yield finding_row(one, language, label=_where(one, proof.file, words_of(language)[0]))


def _where(one: ProofFinding, file: str, words: Mapping[str, str]) -> str:
    """The page's number; of what is not on one, the file: ours, or a source with its line."""
    if one.page is not None:
        return str(one.page)
    place = one.finding.place
    if place is None or place.file == file:
        return words["whole_file"]
    source = str(replace(place, page=None))
    return f"{source} {words['page_of'].format(page=place.page)}" if place.page else source


def _fonts(proof: Proof, shown: Shown) -> Iterator[FontRow]:
    """One row a face: the composer's twins of it (``…-Spaced25``) differ in nothing but their blanks."""
    answers = {True: shown.words["yes"], False: shown.words["no"]}
    faces: dict[tuple[str, str], list[ProofFont]] = {}
    for font in proof.fonts:
        faces.setdefault((_TWIN.sub("", font.name), font.kind), []).append(font)
    for (name, kind), fonts in faces.items():
        yield FontRow(
            name=name,
            kind=_KINDS.get(kind, kind),
            embedded=answers[all(font.embedded for font in fonts)],
            subset=answers[all(font.subset for font in fonts)],
        )


def _inks(proof: Proof, shown: Shown) -> Iterator[InkRow]:
    words = shown.words
    for ink in proof.inks:
        yield InkRow(
            name=ink.name,
            swatch="spot" if ink.is_spot else _SWATCHES.get(ink.name, "spot"),
            kind=words["spot"] if ink.is_spot else words["process"],
            pages=f"{ink.pages} {words['page_unit']}",
            mean=words["not_measured"] if ink.mean is None else f"{ink.mean:.1f} %",
        )


class _Maps:
    """The maps of ink, with their rules and drawings."""

    def __init__(self, proof: Proof, shown: Shown) -> None:
        scale = min(
            (min(_MAP_WIDTH_MM / page.width_mm, _MAP_HEIGHT_MM / page.height_mm) for page in proof.pages),
            default=1.0,
        )
        rules: list[str] = []
        views: list[MapView] = []
        drawings: list[Resource] = [ink_scale(shown.ink_limit)]
        for page in proof.pages:
            if page.heat is None or page.peak is None:
                continue
            lines = peak_lines(page, scale=scale)
            drawings += [page.heat, lines]
            key = f"ink-{page.number}"
            rules += placed(key, page, lines, scale=scale)
            views.append(
                MapView(
                    key=key,
                    heat=page.heat.url,
                    alt=f"{shown.words['ink']} {shown_label(page)}",
                    label=shown_label(page),
                    square=f"{page.peak.square:.0f} %",
                    most=f"{page.peak.most:.0f} %",
                    over=page.peak.square > shown.ink_limit + 0.5,
                )
            )
        self.views = tuple(views)
        self.css = "\n".join(rules)
        self.resources = tuple(drawings)
