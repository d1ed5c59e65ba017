"""The findings of an imposition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_pdf.errors import InputError
from report_pdf.findings import Finding, Message, Place
from report_pdf.imposition.fitting import SourcePage, fitted, same_size
from report_pdf.imposition.forms import Form
from report_pdf.imposition.measures import MM, Measures, said_mm
from report_pdf.imposition.rules import said
from report_pdf.imposition.spine import LEAST_LETTERED, Spine
from report_pdf.pdf import ImposedPdf

__all__ = [
    "about_blanks",
    "about_bleed",
    "about_creep",
    "about_file",
    "about_lettering",
    "about_signatures",
    "about_sizes",
    "about_source",
    "about_spine",
    "listed_mm",
]

_SAFETY = 5 * MM
_WORDS = {
    "bookmarks": "书签",
    "page-labels": "页码标签",
    "destinations": "命名目标",
    "threads": "文章线",
    "tags": "结构标签",
    "links": "链接",
    "notes": "不印出的批注",
    "attachments": "内嵌文件",
}


def about_blanks(
    pages: Sequence[int | None], *, file: str, multiple: int = 4, movable: bool = True
) -> Iterator[Finding]:
    """Which pages are blank; ``movable``: the reader can ask for another place."""
    blanks = [number for number, page in enumerate(pages, 1) if page is None]
    if not blanks:
        return
    source = len(pages) - len(blanks)
    fewer = len(pages) - multiple
    yield said(
        "imposition/blank-pages",
        Place(file=file),
        zh=f"{source} 页补成 {len(pages)} 页：第 {_listed(blanks, '、')} 页是空白页。",
        en=f"{source} pages were filled up to {len(pages)}: blank are pages {_listed(blanks)}.",
        hint=Message(
            zh=f"再编 {len(blanks)} 页，或删到 {fewer} 页，就没有空白页{'；--blank end 把空白页放在最后' if movable else ''}。",
            en=f"Add {len(blanks)} pages or cut down to {fewer}{'; --blank end puts blank pages last' if movable else ''}.",
        ),
    )


def about_signatures(sizes: Sequence[int], *, asked: int, file: str) -> Iterator[Finding]:
    """Signatures that are smaller than asked for."""
    if set(sizes) <= {asked}:
        return
    listed = " + ".join(str(size) for size in sizes)
    yield said(
        "imposition/mixed-signatures",
        Place(file=file),
        zh=f"书帖依次为 {listed} 页，不都是 {asked} 页。",
        en=f"the signatures have {listed} pages, not all of them {asked}.",
    )


def about_sizes(pages: Sequence[SourcePage], *, measures: Measures, file: str) -> Iterator[Finding]:
    """Pages of another size.

    Raises:
        InputError: A page is larger than the sheet.
    """
    size = measures.width, measures.height
    for page in pages:
        if same_size(page, size):
            continue
        place, its = Place(file=file, page=page.index + 1), f"{said_mm(page.width)}×{said_mm(page.height)} mm"
        if measures.sheet and not _holds(measures.sheet, page):
            raise InputError(
                Message(zh=f"这一页 {its}，比纸张还大。", en=f"the page of {its} is larger than the sheet."),
                place=place,
                hint=Message(
                    zh="换大一些的纸，或用 --pages 略过这一页。",
                    en="Take a larger sheet, or leave it out with --pages.",
                ),
            )
        turned, scale = fitted(page, size)
        how_zh = ("横放，" if turned else "") + (f"缩小到 {scale:.1%}" if scale < 1 else "居中，四周留白")
        how_en = ("turned, " if turned else "") + (
            f"reduced to {scale:.1%}" if scale < 1 else "centred, with paper around it"
        )
        book = f"{said_mm(size[0])}×{said_mm(size[1])} mm"
        yield said(
            "imposition/mixed-sizes",
            place,
            zh=f"这一页 {its}，全书 {book}：{how_zh}。",
            en=f"the page is {its}, the book {book}: {how_en}.",
            hint=Message(
                zh="请来源按成品尺寸重做这一页。", en="Ask its maker for the page in the book's size."
            ),
        )


def _holds(sheet: tuple[float, float], page: SourcePage) -> bool:
    return (
        max(sheet) >= max(page.width, page.height) - 0.5 and min(sheet) >= min(page.width, page.height) - 0.5
    )


def about_bleed(pages: Sequence[int], *, measures: Measures, file: str) -> Iterator[Finding]:
    """Pages (from 1) that end at their trim."""
    if not pages:
        return
    yield said(
        "imposition/no-bleed",
        Place(file=file),
        zh=f"第 {_listed(sorted(pages), '、')} 页在切口没有 {said_mm(measures.bleed)} mm 出血。",
        en=f"pages {_listed(sorted(pages))} have no bleed of {said_mm(measures.bleed)} mm where they are cut.",
        hint=Message(
            zh="有满版图片或底色的页要带出血重做；印刷版（print.pdf）自带出血。",
            en="Pages with artwork up to the edge must be made with bleed; print.pdf has it.",
        ),
    )


def about_creep(forms: Sequence[Form], *, measures: Measures, file: str) -> Iterator[Finding]:
    """How far the innermost pages move."""
    depth = max(cell.depth for form in forms for cell in form.cells)
    deepest = depth * measures.creep
    if deepest <= 0:
        return
    each, most = said_mm(measures.creep), said_mm(deepest)
    yield said(
        "imposition/creep-deep" if deepest > _SAFETY else "imposition/creep",
        Place(file=file),
        zh=f"爬移：每层 {each} mm，最里层 {most} mm。",
        en=f"creep: {each} mm a leaf, {most} mm at the innermost.",
    )


def about_spine(
    spine: float, *, bleed: float, computed: str, file: str, filled: bool = False
) -> Iterator[Finding]:
    """The spine and whether artwork fills it; ``filled``: it has a ground of its own."""
    yield said(
        "imposition/spine",
        Place(file=file),
        zh=f"书脊 {said_mm(spine)} mm{f'（{computed}）' if computed else ''}。",
        en=f"the spine is {said_mm(spine)} mm{f' ({computed})' if computed else ''}.",
    )
    if spine > 2 * bleed + 0.01 and not filled:
        white = said_mm(spine - 2 * bleed)
        yield said(
            "imposition/spine-unprinted",
            Place(file=file),
            zh=f"书脊正中 {white} mm 没有印上内容。",
            en=f"{white} mm in the middle of the spine are not printed.",
            hint=Message(
                zh="把封面、书脊、封底设计成一整张再送印。",
                en="Design front, spine and back as one piece of artwork.",
            ),
        )


def about_lettering(lettering: Spine, *, lettered: bool, file: str) -> Iterator[Finding]:
    """Whether there is type on the spine."""
    words = f"{lettering.name} {lettering.number}".strip()
    least = said_mm(LEAST_LETTERED)
    zh = f"书脊印上“{words}”。" if lettered else f"书脊不到 {least} mm，不印字。"
    en = f"the spine carries “{words}”." if lettered else f"the spine is below {least} mm: no type on it."
    yield said("imposition/spine-lettered", Place(file=file), zh=zh, en=en)


def about_source(findings: Sequence[Finding], *, file: str) -> Iterator[Finding]:
    """What was said when the file was opened, in the words of this trade."""
    codes = {finding.code for finding in findings}
    yield from (finding for finding in findings if finding.code == "pdf/repaired")
    if "pdf/decrypted" in codes:
        yield said(
            "imposition/decrypted",
            Place(file=file),
            zh="原文件加密，拼版后不再加密。",
            en="it was encrypted; the sheets are not.",
        )
    if "pdf/signature-void" in codes:
        yield said(
            "imposition/signature-void",
            Place(file=file),
            zh="电子签名随拼版失效。",
            en="its digital signature ends with imposition.",
        )


def about_file(imposed: ImposedPdf, *, file: str) -> Iterator[Finding]:
    """What the sheets do not have any more."""
    place = Place(file=file)
    if imposed.left:
        zh = "、".join(_WORDS[word] + (f" {count} 个" if count > 1 else "") for word, count in imposed.left)
        en = ", ".join(
            word.replace("-", " ") + (f" × {count}" if count > 1 else "") for word, count in imposed.left
        )
        yield said("imposition/left-behind", place, zh=f"去掉了{zh}。", en=f"left behind: {en}.")
    if imposed.drawn:
        yield said(
            "imposition/notes-drawn",
            place,
            zh=f"{imposed.drawn} 处批注或表单域会印出，已画进页面。",
            en=f"{imposed.drawn} notes or fields that print were drawn into their pages.",
        )
    if imposed.dropped_claims:
        claims = "、".join(imposed.dropped_claims)
        yield said(
            "imposition/claim-dropped",
            place,
            zh=f"不再声明符合 {claims}。",
            en=f"it does not claim {', '.join(imposed.dropped_claims)} any more.",
        )
    if imposed.claims_pdfx:
        yield said(
            "imposition/claim-unproven",
            place,
            zh="保留 PDF/X 的声明，未经验证。",
            en="it still claims PDF/X; that is not proved for the sheets.",
            hint=Message(
                zh="用 report-pdf preflight 检查后再交付。",
                en="Run report-pdf preflight before delivering it.",
            ),
        )


def listed_mm(millimetres: float) -> str:
    """``4.2``, as a printer says it."""
    return f"{millimetres:.3f}".rstrip("0").rstrip(".")


def _listed(numbers: Sequence[int], comma: str = ", ") -> str:
    """``1–4, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return comma.join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
