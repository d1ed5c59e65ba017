"""Four ways to put a file between a tagged body's pages: ours, and what people use."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pypdf
from pikepdf import Array, Dictionary, Name, String

from report_pdf.findings import Place
from report_pdf.model.issue import Supplement, SupplementPage
from report_pdf.model.pages import Anchor, Placeholder, RenderedDocument
from report_pdf.pdf import open_supplement, refuse_changed
from report_pdf.stitch import stitch

BODY_BOOKMARKS = 1


def tagged_body(sizes: list[tuple[float, float]]) -> bytes:
    """A tagged page, empty pages of these sizes, a tagged page; one bookmark, one named destination."""
    with pikepdf.new() as pdf:
        for width, height in [(420, 595), *sizes, (420, 595)]:
            # As a layout would: no page beyond what viewers bear (ISO 32000-1, annex C).
            scale = min(1, 14_400 / max(width, height))
            box = Array([0, 0, width * scale, height * scale])
            page = Dictionary(Type=Name.Page, MediaBox=box, Resources=Dictionary())
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
        rows = []
        for number, page in enumerate((pdf.pages[0], pdf.pages[-1])):
            text = b"/H1 <</MCID 0>> BDC 0 g 40 500 200 20 re f EMC /P <</MCID 1>> BDC 40 400 200 40 re f EMC"
            page.obj["/Contents"] = pdf.make_stream(text)
            page.obj["/StructParents"] = number
            elements = [
                pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=whole, Pg=page.obj, K=mcid))
                for mcid, kind in enumerate((Name.H1, Name.P))
            ]
            rows += [number, pdf.make_indirect(Array(elements))]
            whole["/K"] = Array([*whole["/K"], *elements])
        root["/K"] = Array([whole])
        root["/ParentTree"] = pdf.make_indirect(Dictionary(Nums=Array(rows)))
        root["/ParentTreeNextKey"] = 2
        pdf.Root["/StructTreeRoot"] = root
        pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
        destination = Array([pdf.pages[0].obj, Name.XYZ, 0, 500, 0])
        pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([String("sec1"), destination])))
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("正文", 0))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def ours(path: Path, folder: Path, *, said: list[str] | None = None) -> tuple[bytes, Counter]:
    """Admitted, stitched into placeholders; with the codes of what was said, and the words put into ``said``."""
    facts = open_supplement(path, name=path.name, copy_to=folder / "safe.pdf")
    refuse_changed(facts, path.name, range(len(facts.pages)))
    body = tagged_body([(page.width_pt, page.height_pt) for page in facts.pages])
    count = len(facts.pages)
    supplement = Supplement(
        key="s",
        name=path.name,
        title="附件",
        path=facts.path,
        pages=tuple(
            SupplementPage(index=index, width_pt=page.width_pt, height_pt=page.height_pt)
            for index, page in enumerate(facts.pages)
        ),
        place=Place(file=path.name),
    )
    anchors = tuple(Anchor(name=f"a{n}", page=n + 2, x_pt=0, y_pt=0) for n in range(count))
    packet = stitch(
        RenderedDocument(pdf=body, pages=count + 2, anchors=anchors),
        supplements=[supplement],
        placeholders=[Placeholder(anchor=f"a{n}", supplement="s", index=n) for n in range(count)],
    )
    findings = (*facts.findings, *packet.findings)
    if said is not None:
        said += [f"[{finding.code}] {finding.message.en}" for finding in findings]
    return packet.pdf, Counter(finding.code for finding in findings)


def plain_pypdf(path: Path, folder: Path) -> tuple[bytes, Counter]:
    """``append`` into an empty writer."""
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(_half(0)))
    writer.append(path)
    writer.append(io.BytesIO(_half(1)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), Counter()


def plain_pikepdf(path: Path, folder: Path) -> tuple[bytes, Counter]:
    """``add_pages_from`` onto the body."""
    with pikepdf.open(io.BytesIO(_half(0))) as pdf, pikepdf.open(path) as source:
        pdf.add_pages_from(source)
        with pikepdf.open(io.BytesIO(_half(1))) as back:
            pdf.add_pages_from(back)
            out = io.BytesIO()
            pdf.save(out)
    return out.getvalue(), Counter()


def plain_qpdf(path: Path, folder: Path) -> tuple[bytes, Counter]:
    """``qpdf body --pages``."""
    body, out = folder / "body.pdf", folder / "out.pdf"
    body.write_bytes(tagged_body([]))
    job = pikepdf.Job(
        ["qpdf", str(body), "--pages", str(body), "1", str(path), str(body), "2", "--", str(out)]
    )
    job.run()
    return out.read_bytes(), Counter()


def _half(page: int) -> bytes:
    """The body with one of its two pages."""
    with pikepdf.open(io.BytesIO(tagged_body([]))) as pdf:
        del pdf.pages[1 - page]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


WAYS = {
    "report_pdf": ours,
    "pypdf append": plain_pypdf,
    "pikepdf add": plain_pikepdf,
    "qpdf --pages": plain_qpdf,
}
