"""What ``report-pdf send`` says, in the two languages."""

from __future__ import annotations

from report_pdf.cli.terminal import user_language
from report_pdf.delivery import Standing, State
from report_pdf.findings import Message

__all__ = ["OUTCOMES", "STANDINGS", "in_words"]

STANDINGS = {
    Standing.DUE: Message(zh="待发", en="to be sent"),
    Standing.SENT: Message(zh="已发过", en="sent before"),
    Standing.REFUSED: Message(
        zh="曾被拒收，不再发（--retry-refused）", en="refused before, left alone (--retry-refused)"
    ),
    Standing.UNCERTAIN: Message(
        zh="不知到没到，不再发（--resend-uncertain）", en="may have arrived, left alone (--resend-uncertain)"
    ),
    Standing.CHANGED: Message(
        zh="收过旧版，不再发（--send-changed）", en="got an earlier version, left alone (--send-changed)"
    ),
}
OUTCOMES = {
    State.SENT: Message(zh="已发", en="sent"),
    State.DEFERRED: Message(zh="暂时不收", en="not now"),
    State.REFUSED: Message(zh="拒收", en="refused"),
    State.UNCERTAIN: Message(zh="不知到没到", en="uncertain"),
}
_WORDS = {
    "rehearsed": Message(
        zh="试运行，什么也没有发。待发 {due} 封（共 {count} 封），由 {sender} 经 {server} 发出。",
        en="A rehearsal: nothing was sent. {due} of {count} messages to be sent by {sender} through {server}.",
    ),
    "plain": Message(zh="这条连接不加密。", en="This connection is not encrypted."),
    "how-to-send": Message(
        zh="真的要发，加上 --yes：先发一封，看过再发其余。",
        en="To send them add --yes: one goes first, the rest when you have seen it.",
    ),
    "look": Message(
        zh="已发 {count} 封，还有 {rest} 封。请先看看收到的是什么样。",
        en="{count} sent, {rest} left. Look at what has arrived before you go on.",
    ),
    "nobody-to-ask": Message(
        zh="不在终端里，没法问：看过以后用 --limit all 发其余。",
        en="No terminal to ask on: when you have seen it, send the rest with --limit all.",
    ),
    "go-on": Message(zh="发其余 {rest} 封吗？", en="Send the other {rest}?"),
    "again": Message(zh="{seconds} 秒后再试", en="again in {seconds} s"),
    "summary": Message(
        zh="已发 {sent}，待发 {waiting}，暂时不收 {deferred}，拒收 {refused}，不知到没到 {uncertain}，收过旧版 {changed}。",
        en="{sent} sent, {waiting} waiting, {deferred} deferred, {refused} refused, {uncertain} uncertain, "
        "{changed} got an earlier version.",
    ),
}


def in_words(key: str, **facts: object) -> str:
    """The sentence in the user's language."""
    return _WORDS[key].in_language(user_language()).format(**facts)
