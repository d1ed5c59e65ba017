"""For each finding a piece of a manuscript before and after: for ``explain``, for the docs, and as a test of the check."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from report_pdf.model.plan import HouseWord, LintPlan, Person

__all__ = ["EXAMPLES", "Example"]

_NO_LISTS = LintPlan()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """``before`` gives the finding and ``after`` does not; ``lint``: with these lists; ``markdown``: written so."""

    before: str
    after: str
    lint: LintPlan = _NO_LISTS
    markdown: bool = False


_WORDS = LintPlan(house_words=(HouseWord(wrong="打卡", right="游览", reason="本刊不用网络用语"),))
_PEOPLE = LintPlan(
    people=(Person(name="陈砚生", titles=("会长",)), Person(name="何春枝", titles=("副会长",))),
    names=("陈砚生", "何春枝"),
)


def _say(before: str, after: str, lint: LintPlan = _NO_LISTS) -> Example:
    return Example(before=before, after=after, lint=lint)


EXAMPLES = MappingProxyType(
    {
        "copyedit/half-width-comma": _say("雨停了,风也小了。", "雨停了，风也小了。"),
        "copyedit/half-width-full-stop": _say("灯还亮着.", "灯还亮着。"),
        "copyedit/half-width-colon": _say("他问:书到了没有？", "他问：书到了没有？"),
        "copyedit/half-width-semicolon": _say("先找水;再找路。", "先找水；再找路。"),
        "copyedit/half-width-question-mark": _say("路在哪里?", "路在哪里？"),
        "copyedit/half-width-exclamation-mark": _say("真好看!", "真好看！"),
        "copyedit/full-stop-or-dot": _say("俄国作家列夫.托尔斯泰来过。", "俄国作家列夫·托尔斯泰来过。"),
        "copyedit/half-width-parenthesis": _say("社长(兼主编)来了。", "社长（兼主编）来了。"),
        "copyedit/ascii-quote": _say('他说"明天见"。', "他说“明天见”。"),
        "copyedit/unpaired-ascii-quote": _say('他说"明天见。', "他说“明天见”。"),
        "copyedit/ellipsis": _say("他想了很久...", "他想了很久……"),
        "copyedit/dash": _say("门外--雨停了。", "门外——雨停了。"),
        "copyedit/single-dash": _say("他回头—，没有人。", "他回头——没有人。"),
        "copyedit/middle-dot": _say("作家列夫•托尔斯泰", "作家列夫·托尔斯泰"),
        "copyedit/full-width-letter": _say("２０２２年的ＧＤＰ", "2022年的GDP"),
        "copyedit/space-beside-mark": _say("雨停了， 风也小了。", "雨停了，风也小了。"),
        "copyedit/space-in-sentence": _say("张三 李四都来了。", "张三、李四都来了。"),
        "copyedit/doubled-word": _say("社区的防汛防汛工作已经落实。", "社区的防汛工作已经落实。"),
        "copyedit/stray-latin-word": _say("春天 and 秋天都适合读书。", "春天和秋天都适合读书。"),
        "copyedit/stray-letter": _say("大家在会shi议上发言。", "大家在会议上发言。"),
        "copyedit/unpaired-mark": _say("读了《山水之后，他走了。", "读了《山水》之后，他走了。"),
        "copyedit/crossed-marks": _say("读了《山水（上册》）之后。", "读了《山水（上册）》之后。"),
        "copyedit/nested-quotes": _say("他说“你读过“那本”书吗”。", "他说“你读过‘那本’书吗”。"),
        "copyedit/nested-brackets": _say(
            "步道（全长（含支线）46公里）通了。", "步道〔全长（含支线）46公里〕通了。"
        ),
        "copyedit/repeated-mark": _say("来了，，走了。", "来了，走了。"),
        "copyedit/mark-order": _say("真的吗！？", "真的吗？！"),
        "copyedit/pause-between-quotes": _say("“甲”、“乙”都到了。", "“甲”“乙”都到了。"),
        "copyedit/mark-around-quote": _say("他说：“路通了。”。", "他说：“路通了。”"),
        "copyedit/misplaced-mark": _say("他推开门，（，外面下雨）走了。", "他推开门（外面下雨）走了。"),
        "copyedit/ellipsis-and-etc": _say("带上绳子、钢钎……等。", "带上绳子、钢钎等。"),
        "copyedit/hyphen-form": _say("东盟－中国博览会开幕。", "东盟—中国博览会开幕。"),
        "copyedit/stop-after-heading": Example(
            before="# 题目\n\n## 先找水。\n\n水在山后。",
            after="# 题目\n\n## 先找水\n\n水在山后。",
            markdown=True,
        ),
        "copyedit/range-mark": _say("每组5-10人。", "每组5～10人。"),
        "copyedit/percent-range": _say("增长5～10%。", "增长5%～10%。"),
        "copyedit/range-without-unit": _say("投资9～16亿元。", "投资9亿～16亿元。"),
        "copyedit/mixed-number": _say("来了4千多人。", "来了4000多人。"),
        "copyedit/large-number": _say("投资20000万元。", "投资2亿元。"),
        "copyedit/estimate-in-figures": _say("等了三、四个月。", "等了三四个月。"),
        "copyedit/mark-in-number": _say("价格3。5元。", "价格3.5元。"),
        "copyedit/mixed-numerals": _say("开会三次，调研5次，走访12次。", "开会3次，调研5次，走访12次。"),
        "copyedit/count-mismatch": _say(
            "完成“找水”“找路”“守路”两项任务。", "完成“找水”“找路”“守路”三项任务。"
        ),
        "copyedit/impossible-date": _say("2022年11月31日开工。", "2022年11月30日开工。"),
        "copyedit/wrong-weekday": _say("2022年11月3日（星期五）开工。", "2022年11月3日（星期四）开工。"),
        "copyedit/date-form": _say("他在2022.11.3到的山上。", "他在2022年11月3日到的山上。"),
        "copyedit/mixed-date": _say("那是二〇二二年11月3日。", "那是2022年11月3日。"),
        "copyedit/zero-in-year": _say("二零二二年春天。", "二〇二二年春天。"),
        "copyedit/wrong-ordinal": _say(
            "中国共产党第二十届全国代表大会召开。", "中国共产党第二十次全国代表大会召开。"
        ),
        "copyedit/misspelling": _say("大家走头无路。", "大家走投无路。"),
        "copyedit/variant-word": _say("请填写帐号。", "请填写账号。"),
        "copyedit/set-phrase": _say("他做事一不苟，账目清楚。", "他做事一丝不苟，账目清楚。"),
        "copyedit/house-word": _say("周末去古道打卡。", "周末去古道游览。", _WORDS),
        "copyedit/person-title": _say("主席陈砚生讲话。", "会长陈砚生讲话。", _PEOPLE),
        "copyedit/person-name": _say("会长陈彦生讲话。", "会长陈砚生讲话。", _PEOPLE),
        "copyedit/person-order": _say("何春枝、陈砚生到场。", "陈砚生、何春枝到场。", _PEOPLE),
        "copyedit/caption-stop": _say(
            "正文在这里。\n\n↓2022年5月，排练\n\n↓2022年6月，演出\n\n↓2022年7月，散场。",
            "正文在这里。\n\n↓2022年5月，排练\n\n↓2022年6月，演出\n\n↓2022年7月，散场",
        ),
        "copyedit/caption-date": _say(
            "正文在这里。\n\n↓2022年5月，排练\n\n↓2022年6月，演出\n\n↓2022.7，散场",
            "正文在这里。\n\n↓2022年5月，排练\n\n↓2022年6月，演出\n\n↓2022年7月，散场",
        ),
        "copyedit/heading-form": _say(
            "一、先找水 再找路\n\n甲。\n\n二、先搭桥 再铺石\n\n乙。\n\n三、石头\n\n丙。\n\n四、先问人 再动手\n\n丁。",
            "一、先找水 再找路\n\n甲。\n\n二、先搭桥 再铺石\n\n乙。\n\n三、先采石 再砌阶\n\n丙。\n\n四、先问人 再动手\n\n丁。",
        ),
        "copyedit/heading-length": Example(
            before="# 题目\n\n## 从大砚山南麓的老茶亭一直到西梁垭口的那一段最难走也最少有人走的旧石阶路\n\n正文。",
            after="# 题目\n\n## 最难走的旧石阶路\n\n正文。",
            markdown=True,
        ),
        "copyedit/inconsistent-term": _say(
            "屋里有WiFi。\n\n客厅没有Wi-Fi，楼上有WiFi。", "屋里有WiFi。\n\n客厅没有WiFi，楼上有WiFi。"
        ),
        "copyedit/repeated-paragraph": _say(
            "天亮以后护路员沿着溪岸一处一处数塌口。\n\n天亮以后护路员沿着溪岸一处一处数塌口。",
            "天亮以后护路员沿着溪岸一处一处数塌口。\n\n第二年春天才开工。",
        ),
        "copyedit/figures-differ": _say(
            "全年开展履职活动348次。\n\n回头看，全年开展履职活动384次，办成不少事。",
            "全年开展履职活动348次。\n\n回头看，全年开展履职活动348次，办成不少事。",
        ),
        "copyedit/key-figure-not-in-text": Example(
            before="# 题目\n\n我们补砌石阶2180级，清出水泥块97吨。\n\n::: 数字\n- 2180级 石阶\n- 79吨 水泥块\n:::\n",
            after="# 题目\n\n我们补砌石阶2180级，清出水泥块97吨。\n\n::: 数字\n- 2180级 石阶\n- 97吨 水泥块\n:::\n",
            markdown=True,
        ),
    }
)
