"""What a Markdown file has that is not set, or is set as it was typed although its author meant something by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript.rules import FRONT_MATTER, LEFT_OUT, MARKDOWN_SIGN, UNKNOWN_NOTE
from report_pdf.model.manuscript import Block, Note, SpanKind, all_blocks

__all__ = [
    "attributes_left_out",
    "comment_left_out",
    "literal_signs",
    "note_twice",
    "open_box",
    "rule_left_out",
    "surplus_cell",
    "table_in_note",
    "unknown_notes",
    "unread_head",
]

_CALL = re.compile(r"\[\^(?P<key>[^\]\s]+)\]")
_MARK = 2
"""Characters of ``**``, which without its neighbours may be another one."""
_KEY = re.compile(r"[A-Za-z\u4e00-\u9fff]{1,12}\s*[:：]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    pattern: re.Pattern[str]
    zh: str
    en: str
    hint: Message


_SIGNS = (
    _Sign(
        pattern=re.compile(r"\A:{3,}[ \t]*\S*"),
        zh="不认得的框，或多出来的“:::”",
        en="no box of this name, or a ::: too many",
        hint=Message(
            zh="写 ::: 引语、::: 要点 或 ::: 资料，末行写 :::。",
            en="Write ::: 引语, ::: 要点 or ::: 资料, and ::: on the last line.",
        ),
    ),
    _Sign(
        pattern=re.compile(r"(?<!\*)\*\*(?!\*)|(?<!_)__(?![_\s])|(?<!~)~~(?!~)"),
        zh="这个记号没有配对",
        en="this mark has no partner",
        hint=Message(
            zh="两头都写，里侧不空格；要印这几个字，前面写反斜线。",
            en="Write it at both ends without a blank inside; to print it, put a backslash before it.",
        ),
    ),
    _Sign(
        pattern=re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--"),
        zh="HTML 不解释",
        en="HTML is not read",
        hint=Message(zh="换成 Markdown 的写法，或删去。", en="Write it as Markdown does, or delete it."),
    ),
)


def literal_signs(blocks: Sequence[Block], lines: Sequence[str], *, file: str) -> Iterator[Finding]:
    """Marks, boxes, calls of notes and HTML that are printed as they stand; what a backslash escapes is meant so."""
    for block in all_blocks(blocks):
        for sign in _SIGNS:
            for found in sign.pattern.finditer(block.text):
                place = _place_of(found, block, lines, file=file)
                if place is not None:
                    typed = found.group()[:24]
                    yield MARKDOWN_SIGN.at(
                        place,
                        Message(
                            zh=f"{sign.zh}，“{typed}”照字面印出。",
                            en=f"{sign.en}: “{typed}” is printed as it stands.",
                        ),
                        hint=sign.hint,
                    )
        for found in _CALL.finditer(block.text):
            place = _place_of(found, block, lines, file=file)
            if place is not None:
                yield _call_without_note(found, place)


def _place_of(found: re.Match[str], block: Block, lines: Sequence[str], *, file: str) -> Place | None:
    """None: it is code, or it stands otherwise in the source."""
    if any(s.kind is SpanKind.CODE and s.start <= found.start() < s.end for s in block.spans):
        return None
    first = (block.place.line or 1) - 1
    own = lines[first : first + 1 + len(block.source.splitlines())]
    # The same sign may stand before it in the source, where it has its partner: its neighbours tell them apart.
    for before, after in ((2, 4), (0, 4), (2, 0)):
        low = max(0, found.start() - before)
        sought = block.text[low : found.end() + after]
        for at, line in enumerate(own if len(sought) > _MARK else (), first):
            if (column := line.find(sought)) >= 0:
                return Place(file=file, line=at + 1, column=column + found.start() - low + 1)
    return None


def _call_without_note(found: re.Match[str], place: Place) -> Finding:
    return UNKNOWN_NOTE.at(
        place,
        Message(
            zh=f"这里的“{found.group()}”没有成为注号，照字面印出。",
            en=f"“{found.group()}” has become no call of a note: it is printed as it stands.",
        ),
        hint=Message(
            zh=f"另起一段写 [^{found['key']}]: 注文；框题和标题里的注写在正文里。",
            en=f"Write [^{found['key']}]: and the note in a paragraph of its own; a box's title takes no note.",
        ),
    )


def unknown_notes(blocks: Sequence[Block]) -> Iterator[Finding]:
    """A note without a call is kept where it stands and said."""
    called = {
        span.target for block in all_blocks(blocks) for span in block.spans if span.kind is SpanKind.NOTE
    }
    seen: set[str] = set()
    for block in all_blocks(blocks):
        if isinstance(block, Note) and block.key not in called and block.key not in seen:
            seen.add(block.key)
            yield UNKNOWN_NOTE.at(
                block.place,
                Message(
                    zh=f"正文里没有注“{block.key}”的注号。",
                    en=f"nothing in the text calls note “{block.key}”.",
                ),
                hint=Message(
                    zh=f"在要加注的字后面写 [^{block.key}]。",
                    en=f"Write [^{block.key}] behind the words it belongs to.",
                ),
            )


def note_twice(key: str, place: Place) -> Finding:
    """Both are set, one behind the other."""
    return UNKNOWN_NOTE.at(
        place,
        Message(zh=f"注“{key}”写了两次，接着排在一起。", en=f"note “{key}” is there twice; both are set."),
        hint=Message(zh="改一个名字，或合成一条。", en="Give one of them another name, or make them one."),
    )


def rule_left_out(place: Place) -> Finding:
    """``---`` between paragraphs."""
    return LEFT_OUT.at(
        place,
        Message(zh="分隔线不印出。", en="a rule between paragraphs is not set."),
        hint=Message(
            zh="分开的两部分各写一个小标题；不要分隔线就删去。",
            en="Give what it divides headings of their own, or delete it.",
        ),
    )


def comment_left_out(place: Place) -> Finding:
    """``<!-- … -->``."""
    return LEFT_OUT.at(
        place,
        Message(zh="注释（<!-- -->）不印出。", en="a comment (<!-- -->) is not set."),
        hint=Message(zh="要印的字移到注释外面。", en="Move what is to be printed out of the comment."),
    )


def attributes_left_out(attributes: str, place: Place) -> Finding:
    """``{width=50%}`` behind a picture."""
    return LEFT_OUT.at(
        place,
        Message(
            zh=f"照片后面的“{attributes[:24]}”不起作用，没有印出。",
            en=f"“{attributes[:24]}” behind the picture has no effect and is not set.",
        ),
        hint=Message(
            zh="照片的大小由版式定；要大图，在 issue.yaml 里写 size。",
            en="Sizes are the layout's; a large one is asked for in issue.yaml (size).",
        ),
    )


def surplus_cell(text: str, place: Place) -> Finding:
    """A row with more cells than its table has columns."""
    return LEFT_OUT.at(
        place,
        Message(
            zh=f"这一行的格子比表头多，“{text[:20]}”没有印出。",
            en=f"this row has more cells than the head: “{text[:20]}” is not set.",
        ),
        hint=Message(
            zh="补上表头的列，或把格里的 | 写作 \\|。", en="Add a column, or write \\| inside a cell."
        ),
    )


def table_in_note(place: Place) -> Finding:
    """It is set in the text, where the note stands."""
    return MARKDOWN_SIGN.at(
        place,
        Message(
            zh="注里的表（框、照片）排在正文里。", en="a note's table (box, picture) is set in the text."
        ),
        hint=Message(zh="移到正文里适当的地方，注里写“见表”。", en="Move it into the text and refer to it."),
    )


def open_box(info: str, place: Place) -> Finding:
    """``::: 资料`` without its last line."""
    return MARKDOWN_SIGN.at(
        place,
        Message(
            zh=f"“::: {info}”没有收住，后面的全收进了框里。",
            en=f"“::: {info}” is not closed: all that follows is in it.",
        ),
        hint=Message(zh="在框的末行写 :::。", en="Write ::: on its last line."),
    )


def unread_head(lines: Sequence[str], *, file: str) -> Iterator[Finding]:
    """A head (``---``) that is not closed, or does not begin on the first line, has become text."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None or lines[first].strip() != "---" or first + 1 >= len(lines):
        return
    if _KEY.match(lines[first + 1]):
        closed = any(line.strip() == "---" for line in lines[first + 1 :])
        yield FRONT_MATTER.at(
            Place(file=file, line=first + 1, column=1),
            Message(zh="文件头要从第一行开始。", en="the file's head has to begin on the first line.")
            if closed
            else Message(
                zh="文件头没有第二个“---”，都当作正文了。",
                en="the head has no second ---: it is taken as text.",
            ),
            hint=Message(
                zh="“---”顶格写在第一行，文件头之后再写一行。",
                en="Write --- on the first line and behind the head.",
            ),
        )
