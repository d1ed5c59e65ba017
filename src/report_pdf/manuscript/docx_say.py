"""What a paragraph of a Word file shows that is not set, or not as it stands there, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript.docx_drawing import Placed
from report_pdf.manuscript.docx_text import RunText
from report_pdf.manuscript.rules import LEFT_OUT, RESHAPED, TRACKED_CHANGE

__all__ = ["bare", "deleted", "left_out", "metafile", "said_of", "tracked", "unread"]

_UNREAD = {
    "chart": Message(zh="图表", en="a chart"),
    "diagram": Message(zh="SmartArt 图示", en="a SmartArt diagram"),
    "object": Message(zh="嵌入的对象", en="an embedded object"),
    "drawing": Message(zh="画出来的图形", en="a drawing"),
    "picture": Message(zh="找不到的图片", en="a picture that is not in the file"),
}
_MARKED = {
    "w:u": Message(zh="下划线", en="underlining"),
    "w:highlight": Message(zh="底色", en="a coloured ground"),
}
_SHOWN = 20


def bare(text: str) -> str:
    """Without blanks."""
    return "".join(text.split())


def said_of(read: RunText, place: Place) -> Iterator[Finding]:
    """Tracked changes, hidden text, unknown symbols, marks and forms that are not kept."""
    for text in filter(bare, read.inserted):
        yield tracked(
            place,
            Message(
                zh=f"修订插入的“{text[:_SHOWN]}”已采用。",
                en=f"the tracked insertion “{text[:_SHOWN]}” is taken over.",
            ),
        )
    for text in filter(bare, read.deleted):
        yield deleted(text, place)
    if count := len(bare(read.hidden)):
        yield left_out(
            place, Message(zh=f"{count} 个隐藏文字不印出。", en=f"{count} hidden character(s) are not set.")
        )
    for symbol, count in read.unknown_symbols.items():
        yield left_out(
            place,
            Message(
                zh=f"符号字体的 {symbol} 没有对应的字，{count} 处空着。",
                en=f"no character is known for the symbol {symbol} ({count} times).",
            ),
        )
    yield from _reshaped(read, place)


def _reshaped(read: RunText, place: Place) -> Iterator[Finding]:
    for kind, count in read.marked.items():
        name = _MARKED[kind]
        yield RESHAPED.at(
            place,
            Message(
                zh=f"{count} 字的{name.zh}没有保留。", en=f"{name.en} of {count} character(s) is not kept."
            ),
            hint=Message(
                zh="要强调就用黑体；底色若是“待核”的记号，请先核实。",
                en="Use bold for emphasis; where the colour marks a doubt, settle it first.",
            ),
        )
    if read.raised:
        yield RESHAPED.at(
            place,
            Message(
                zh=f"{read.raised} 处注音改排在字后的括号里。",
                en=f"{read.raised} reading(s) over characters stand in brackets behind them.",
            ),
        )
    if read.reshaped:
        yield RESHAPED.at(
            place,
            Message(
                zh=f"{read.reshaped} 个公式改排成一行，请核对。",
                en=f"{read.reshaped} equation(s) are set on one line: check them.",
            ),
        )


def deleted(text: str, place: Place) -> Finding:
    """A tracked deletion."""
    return tracked(
        place,
        Message(
            zh=f"修订删去的“{text[:_SHOWN]}”不再印出。",
            en=f"the tracked deletion “{text[:_SHOWN]}” is carried out.",
        ),
    )


def metafile(name: str, place: Place) -> Finding:
    """A picture that is no photograph."""
    return left_out(
        place,
        Message(
            zh=f"图片 {name} 是画出来的矢量图，没有取出。",
            en=f"the picture {name} is a metafile or vector drawing: not taken over.",
        ),
        hint=Message(
            zh="在 Word 里右键“另存为图片”，存成 PNG 再插入。",
            en="Save it as a PNG picture from Word and insert that.",
        ),
    )


def unread(placed: Placed, place: Place, *, words: str = "") -> Finding:
    """What cannot be taken over; ``words``: what is written in it."""
    what = _UNREAD.get(placed.unread, Message(zh=placed.unread, en=placed.unread))
    inside = (
        Message(zh=f"（其中的文字：{words}）", en=f" (its words: {words})")
        if words
        else Message(zh="", en="")
    )
    return left_out(
        place, Message(zh=f"{what.zh}没有取出{inside.zh}。", en=f"{what.en} is not taken over{inside.en}.")
    )


def tracked(place: Place, message: Message) -> Finding:
    """A finding."""
    return TRACKED_CHANGE.at(place, message)


def left_out(place: Place, message: Message, *, hint: Message | None = None) -> Finding:
    """A finding."""
    return LEFT_OUT.at(place, message, hint=hint)
