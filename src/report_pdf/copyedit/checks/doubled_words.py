"""A word written twice (防控防控, the the); Chinese reduplication (研究研究, 一个一个, 哈哈哈哈) is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.characters import HAN
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.dictionary import stands_alone
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "doubled_words"]

_RULE = Rule(
    code="copyedit/doubled-word",
    severity=Severity.WARNING,
    rationale=Message(
        zh="同一个词连写两遍，多半是误打；“研究研究”之类的重叠不算。",
        en="A word twice in a row is most likely a slip; Chinese reduplication such as 研究研究 is not meant.",
    ),
)
RULES = (_RULE,)

# Verbs and adjectives that are commonly reduplicated ABAB, and adverbs that are commonly said twice.
_REDUPLICATED = frozenset(
    """
    研究 讨论 商量 考虑 学习 休息 活动 打扫 收拾 整理 了解 认识 介绍 尝试 体验 锻炼 打听 打扮 练习 复习 参观 检查 照顾 照看
    关心 帮助 支持 鼓励 安慰 教育 批评 表扬 评论 议论 琢磨 思考 思索 回忆 回味 回顾 总结 分析 调查 调研 调整 观察 观摩 探讨 探索
    交流 沟通 交换 协商 请教 咨询 打量 放松 轻松 热闹 高兴 痛快 舒服 凉快 暖和 清静 快活 亲热 干净 漂亮 精神 清醒 反省 检讨
    意思 见识 享受 欣赏 品味 品尝 消化 适应 熟悉 准备 布置 安排 统计 核实 核对 计算 合计 比较 比划 改进 改善 改造 修理 修改 修补
    装修 装饰 打磨 磨炼 磨合 推敲 推荐 宣传 联系 联络 走动 溜达 散步 运动 游览 游戏 娱乐 庆祝 庆贺 祝贺 慰问 表示 发泄 倾诉 解释
    说明 明白 清楚 端详 寻思 揣摩 斟酌 掂量 权衡 衡量 估计 估量 盘算 筹划 规划 计划 策划 打算 操心 操练 演练 演习 排练 预习 温习
    许多 很多 好多 非常 十分 永远 多少 什么 怎样 如此 加油 努力 谢谢 再见 你好 欢迎 恭喜 快点 慢慢 雪白 通红 碧绿 漆黑 笔直 滚烫
    冰凉 火红 金黄 乌黑 瓦蓝 湛蓝 焦黄 滚圆 喷香 稀烂 飞快 老远 老高 生疼 煞白 惨白 嫩绿 粉红 翠绿 彻底 好好 常常 实在 真正 不断
    可怜 亲近 极大 极小 亲热 快活 逍遥 逗弄 招呼 玩弄 戏弄 奉承 巴结 温存 惩罚 教训 规矩 客气 殷勤 打趣 开心 见见 疏远 提醒 摇晃 抖动 活络 如何 若干 无数 这般 那般 印证 哇啦 叽喳 滴答 哗啦 咕咚 渐渐 好的 是的 对的 来来 去去 看看 说说 几个 几次 某个 某些 这样 那样 大家 别的
    """.split()  # noqa: SIM905 - a list of two hundred words reads as words
)
_HAN_TWICE = re.compile(f"([{HAN}]{{2,12}}?)\\1")
_LATIN_TWICE = re.compile(r"(?<![\w-])([A-Za-z]{2,})\s+\1(?![\w-])", re.IGNORECASE)
_LATIN_ALLOWED = frozenset({"had", "that", "bye", "no", "ha", "very", "so", "knock"})
_CHARACTER_TWICE = re.compile(
    r"([的了是在和与为被把从有我你他它这那就也都并及以其而于由向给对将但或且很更最还又])\1(?!\1)"
)
_NUMERALS = frozenset("〇零○一二三四五六七八九十百千")


def doubled_words(passage: Passage) -> Iterator[Remark]:
    """The second of two equal words of two characters or more; a function word twice (的的, 了了)."""
    for pattern in (_HAN_TWICE, _LATIN_TWICE):
        for found in pattern.finditer(passage.text):
            word = found.group(1)
            if not _is_reduplication(word) and not passage.is_shielded(found.start()):
                yield _remark(found, word)
    for found in _CHARACTER_TWICE.finditer(passage.text):
        between = found.start() + 1
        alone = stands_alone(passage.text, found.start(), between) and stands_alone(
            passage.text, between, found.end()
        )
        # 现在在 and 成就就是 are whole words side by side, 的的确确 is one word
        if alone and not passage.is_shielded(found.start()) and not _joined(passage.text, found):
            yield _remark(found, found.group(1))


def _joined(text: str, found: re.Match[str]) -> bool:
    """The first belongs to the word before it, or the second to the one behind it."""
    start, end = found.span()
    left = start > 0 and not stands_alone(text, start, start + 1)
    return left or text[start - 2 : start] in _ENDED or text[end : end + 1] in _BEGINS.get(found.group(1), "")


_ENDED = frozenset({"目的", "标的"})
_BEGINS = {
    "的": "确士",
    "了": "解然",
    "是": "非",
    "对": "方手象于比应待话称外内岸面",
    "从": "容来不",
    "就": "业是地近",
    "以": "及为来",
    "为": "了",
}


def _is_reduplication(word: str) -> bool:
    return (
        word in _REDUPLICATED
        or word.lower() in _LATIN_ALLOWED
        or set(word) <= _NUMERALS  # 二〇二〇年
        or word[0] in "一几半某每越极很老好多大太"  # 一个一个, 越走越走, 老远老远
        or (len(word) > 1 and len(set(word)) == 1)  # 哈哈哈哈
    )


def _remark(found: re.Match[str], word: str) -> Remark:
    return Remark(
        rule=_RULE,
        start=found.start(),
        end=found.end(),
        message=Message(zh=f"“{word}”连写了两遍。", en=f"“{word}” twice in a row."),
        hint=Message(
            zh="多余的请删去；本来如此的词可写入 issue.yaml 的 lint: words。",
            en="Delete one, or add the word to lint: words in issue.yaml.",
        ),
    )
