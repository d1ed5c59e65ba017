"""``RenderedDocument`` → ``Packet``: the pages the layout kept free are filled with the supplements' pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from report_pdf.child import scratch
from report_pdf.errors import LayoutError
from report_pdf.findings import Finding, Message
from report_pdf.model.issue import Supplement
from report_pdf.model.pages import Anchor, Packet, PageLabel, PageOrigin, Placeholder, RenderedDocument
from report_pdf.model.plan import PressPlan, StitchPlace
from report_pdf.pdf import Insert, Leaf, Rectangle, bind, page_boxes
from report_pdf.stitch.framing import centred, framed, within
from report_pdf.stitch.trimming import trimmed

__all__ = ["stitch"]


def stitch(
    body: RenderedDocument,
    *,
    supplements: Sequence[Supplement],
    placeholders: Sequence[Placeholder],
    labels: Sequence[PageLabel] = (),
    press: PressPlan | None = None,
    tags: bool = True,
) -> Packet:
    """Fills each placeholder's page; contents, page numbers and running heads were right before.

    The supplement's page goes below what the layout drew there (its folio); its bookmarks go below its title's.
    ``press``: sheets are cut to one size: pages are trimmed, turned where that fills it better, and bleed.
    ``tags``: supplements' own are merged into the body's; without, they are left to a later pass.

    Raises:
        LayoutError: A placeholder stands on no page, or a supplement has none.
        SupplementError: A supplement cannot be stitched.
    """
    # What goes to print or to the archive holds no files, or its own choice of them.
    inserts = _inserts(body, supplements, placeholders, originals=tags)
    said: tuple[Finding, ...] = ()
    with scratch() as folder:
        if press is not None and inserts:
            inserts, said = _trimmed(body, inserts, press, Path(folder))
        bound = bind(body.pdf, inserts=inserts, labels=labels, tags=tags)
    return Packet(
        pdf=bound.pdf, pages=bound.pages, origins=_origins(inserts), findings=(*bound.findings, *said)
    )


def _trimmed(
    body: RenderedDocument, inserts: Sequence[Insert], press: PressPlan, folder: Path
) -> tuple[tuple[Insert, ...], tuple[Finding, ...]]:
    faces = [boxes.trim for boxes in page_boxes(body.pdf)]
    ready = [
        trimmed(insert, faces, press, copy_to=folder / f"{number}.pdf")
        for number, insert in enumerate(inserts)
    ]
    return tuple(insert for insert, _ in ready), tuple(finding for _, said in ready for finding in said)


def _origins(inserts: Sequence[Insert]) -> tuple[PageOrigin, ...]:
    return tuple(
        PageOrigin(page=leaf.page + 1, file=insert.name, source_page=leaf.source + 1)
        for insert in inserts
        for leaf in insert.leaves
    )


def _inserts(
    body: RenderedDocument,
    supplements: Sequence[Supplement],
    placeholders: Sequence[Placeholder],
    *,
    originals: bool,
) -> tuple[Insert, ...]:
    anchors = {anchor.name: anchor for anchor in body.anchors}
    faces = [boxes.trim for boxes in page_boxes(body.pdf)] if placeholders else []
    inserts = []
    for supplement in supplements:
        mine = [one for one in placeholders if one.supplement == supplement.key]
        leaves = tuple(_leaf(one, supplement, anchors, faces) for one in mine)
        if not leaves:
            raise _nowhere(supplement.key)
        inserts.append(
            Insert(
                name=supplement.name,
                title=supplement.title,
                path=supplement.path,
                leaves=leaves,
                changed=supplement.choices.changed,
                fields=supplement.choices.fields,
                original=(supplement.name, supplement.original)
                if supplement.original and originals
                else None,
                opens=_divider(mine, anchors),
            )
        )
    return tuple(inserts)


def _divider(mine: Sequence[Placeholder], anchors: Mapping[str, Anchor]) -> int | None:
    """The page (from 0) where a supplement is announced."""
    named = next((one.opens for one in mine if one.opens), "")
    if named and named not in anchors:
        raise _nowhere(named)
    return anchors[named].page - 1 if named else None


def _leaf(
    placeholder: Placeholder,
    supplement: Supplement,
    anchors: Mapping[str, Anchor],
    faces: Sequence[Rectangle],
) -> Leaf:
    anchor = anchors.get(placeholder.anchor)
    if anchor is None:
        raise _nowhere(placeholder.anchor)
    page = anchor.page - 1
    return Leaf(
        source=placeholder.index, page=page, box=_box(placeholder, supplement, anchor, face=faces[page])
    )


def _box(
    placeholder: Placeholder, supplement: Supplement, anchor: Anchor, *, face: Rectangle
) -> Rectangle | None:
    if placeholder.width_pt is not None and placeholder.height_pt is not None:
        return within(
            face,
            left=anchor.x_pt,
            top=anchor.y_pt,
            width=placeholder.width_pt,
            height=placeholder.height_pt,
        )
    if supplement.stitch_place is StitchPlace.CENTRE:
        page = next(one for one in supplement.pages if one.index == placeholder.index)
        return centred(face, page.width_pt, page.height_pt)
    return framed(face) if supplement.stitch_place is StitchPlace.FRAME else None


def _nowhere(name: str) -> LayoutError:
    return LayoutError(
        Message(zh=f"版面没有给附件留页（“{name}”）。", en=f"the layout kept no page for “{name}”."),
        hint=Message(
            zh="请检查版式的附件模板：每个占位元素都要带着自己的 id。",
            en="Check the layout's part for supplements: every placeholder needs its element id.",
        ),
    )
