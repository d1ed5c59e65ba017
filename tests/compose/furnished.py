"""Pages with everything that drives lines off a grid: notes, raised figures, larger words, things in a line, headings of
all heights, pictures with captions, quotations, lists, tables, a heading across both columns.

What is not body text is set in sizes of its own, by which ``body_of`` and ``notes_of`` tell it in the finished file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pages
from glyphs import Glyph
from stress import SENTENCES

NOTE_SIZE, CALL_SIZE, RAISED, SMALL, LARGE, HEADING, SPANNER = 8.0, 6.0, 7.0, 5.0, 12.0, 14.0, 22.0
NOTE_LINE = 12.0
CSS = f"""
@page {{ @footnote {{ border-top: .5pt solid #000; padding-top: 3pt; margin: 6pt 0 2pt }} }}
.note {{ float: footnote; font: {NOTE_SIZE}pt/{NOTE_LINE}pt StressSerif; text-align: justify; text-indent: 0 }}
.note::footnote-call {{ font-size: {CALL_SIZE}pt; vertical-align: 4pt; content: counter(footnote) }}
.note::footnote-marker {{ content: counter(footnote) "　" }}
.wide {{ --float-reference: page }}
.large {{ font-size: {LARGE}pt }}
sup {{ font-size: {RAISED}pt; vertical-align: super }}
.thing {{ display: inline-block; width: 2em; background: #bbb; text-indent: 0 }}
.ruby {{ display: inline-block; text-indent: 0; text-align: center; line-height: 1 }}
.ruby small {{ display: block; font-size: {SMALL}pt; line-height: 6pt }}
figure {{ --float: auto; margin: 0; padding-bottom: 9pt; font: 9pt/14pt StressSans }}
figure.slim {{ --float-reference: column }}
figure div {{ background: #ddd }}
blockquote {{ margin: 9pt 2em; text-align: justify }}
ul {{ margin: 0; padding-left: 2em; text-align: justify }}
table {{ margin: 7pt 0; width: 100%; border-collapse: collapse; font: 9pt/16pt StressSans }}
td {{ border: .5pt solid #000; padding: 0 4pt }}
h2.high {{ font-size: 18pt; line-height: 29pt }}
h2.spanner {{ column-span: all; font: 700 {SPANNER}pt/31pt StressSans }}
"""
NOTES = (
    "渡口，指两岸之间行船往来的地方。",
    "据《水路志》第三卷，这里最早的记载是一七二三年，当时只有一条木船、两名船工，逢集市才开。",
    "此处照老船工的说法；另有一说，那年水大，船是从下游的石桥借来的，开到冬天才还。",
    (
        "“开渡”是土话，说的是一年里头一次行船：挂红布，放鞭炮，请对岸的人先上船；散了以后，船家给孩子们分糖。"
        "各村日子不同，早的在正月，晚的要等桃花水退。这一段由本刊记者整理，曾请三位老人过目，仍有出入的地方两说并存。"
        "船上的规矩也一并记在这里：不许倒扣碗，不许说“翻”字，妇女生产可以随时叫船，分文不取；夜里有人喊渡，"
        "只要喊三声，船家必须应，应了就要开船。民国以后，渡口改归公产，规矩大多还在；一九五八年修了公路桥，"
        "渡船减为一条，专送学生和病人。"
    ),
)


@dataclass(frozen=True)
class Furnished:
    """The HTML, and what should be read: body blocks as ``(kind, text)``, notes with the body block that calls each."""

    html: str
    blocks: tuple[tuple[str, str], ...]
    notes: tuple[tuple[int, str], ...]


def furnished(*, paragraphs: int = 57, wide: bool = False) -> Furnished:
    """The pages, notes at the feet of columns or, ``wide``, of pages."""
    maker = _Maker(wide=wide)
    for at in range(paragraphs):
        maker.paragraph(at)
    content = f'<div class="text">{"".join(maker.parts)}</div>'
    return Furnished(content, tuple(maker.blocks), tuple(maker.notes))


class _Maker:
    def __init__(self, *, wide: bool) -> None:
        self.parts: list[str] = []
        self.blocks: list[tuple[str, str]] = []
        self.notes: list[tuple[int, str]] = []
        self._wide = wide

    def paragraph(self, at: int) -> None:
        if at == 40:
            self._add("heading", "下篇　过河以后", '<h2 class="spanner">{}</h2>')
        if at % 9 == 4:
            high, text = at % 2, f"渡口纪事之{at}" + "：船家与学校" * (at % 4 > 1)
            self._add("heading", text, f"<h2{' class=high' * high}>{{}}</h2>")
        text = f"{at}号船上，" + SENTENCES[at % len(SENTENCES)] + SENTENCES[at * 7 % len(SENTENCES)]
        opening, closing = ("<blockquote>", "</blockquote>") if at % 11 == 6 else ("<p>", "</p>")
        opening, closing = ("<ul><li>", "</li></ul>") if at % 11 == 9 else (opening, closing)
        text, markup = self._dressed(text, at)
        self.blocks.append(("paragraph" if opening == "<p>" else "quote", text))
        self.parts.append(opening + markup + closing)
        self._furniture(at)

    def _add(self, kind: str, text: str, markup: str) -> None:
        self.blocks.append((kind, text))
        self.parts.append(markup.format(html.escape(text, quote=False)))

    def _dressed(self, text: str, at: int) -> tuple[str, str]:
        """Text and markup with what stands within the lines, behind a comma."""
        cut = [match.end() for match in re.finditer("，", text)][:3][-1]
        before, after = text[:cut], html.escape(text[cut:], quote=False)
        within = {
            1: f'<span class="large">{after[:5]}</span>{after[5:]}',
            2: f"长3米<sup>2</sup>，{after}",
            3: f'<span class="thing" style="height: 12pt"></span>{after}',
            5: f'<span class="thing" style="height: 40pt"></span>{after}',
            7: f'<span class="ruby"><small>duchuan</small>渡船</span>，{after}',
        }.get(at % 10, after)
        call, note = self._note(at)
        said = before + call + {2: "长3米2，", 7: "渡船，"}.get(at % 10, "") + text[cut:]
        return said, html.escape(before, quote=False) + note + within

    def _note(self, at: int) -> tuple[str, str]:
        """The figure that calls a note, and its markup."""
        if at % 3:
            return "", ""
        text, number = NOTES[at // 3 % len(NOTES)], len(self.notes) + 1
        self.notes.append((len(self.blocks), f"{number}　{text}"))
        wide = " wide" if self._wide else ""
        return str(number), f'<span class="note{wide}">{text}</span>'

    def _furniture(self, at: int) -> None:
        if at % 13 == 5:
            slim = ' class="slim"' if at % 2 else ""
            self.parts.append(
                f'<figure{slim}><div style="height: {70 + at}pt"></div>图{at}，岸边的旧埠头，摄于清早。</figure>'
            )
        if at % 17 == 8:
            cells = "".join(f"<tr><td>{name}</td><td>{at}</td></tr>" for name in ("早班", "午班", "夜班"))
            self.parts.append(f"<table>{cells}</table>")


def _sized(glyphs: Sequence[Glyph], *sizes: float) -> Iterator[Glyph]:
    return (glyph for glyph in glyphs if any(abs(glyph.size - size) < 0.05 for size in sizes))


def body_of(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Body text and headings, with the calls of notes."""
    sizes = (pages.EM, LARGE, CALL_SIZE, RAISED, HEADING, 18.0, SPANNER)
    return [glyph for glyph in _sized(glyphs, *sizes) if glyph.text != "•"]


def notes_of(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return list(_sized(glyphs, NOTE_SIZE))


def calls_of(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return list(_sized(glyphs, CALL_SIZE))
