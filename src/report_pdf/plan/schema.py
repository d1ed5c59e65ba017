"""issue.yaml as it is written: pydantic models, one class for each mapping.

``Key`` beside a field holds its Chinese names, what it says, and an example; the reader's aliases, the messages and
the JSON Schema all come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from report_pdf.model.plan import EditionName, StitchPlace, StitchStart
from report_pdf.plan.colophon import Colophon
from report_pdf.plan.desk_lists import NameOrList, WordOrList
from report_pdf.plan.files import KNOWN_PROFILES, FileName, FileOrFolder, ProfileName
from report_pdf.plan.kinds import refused
from report_pdf.plan.papers import Caliper, SpineWidth, read_paper
from report_pdf.plan.profiles import fault_of_profile
from report_pdf.plan.values import (
    ByteCount,
    FocusPoint,
    IsoDate,
    Issn,
    IssueId,
    LanguageTag,
    LateNumber,
    LayoutName,
    Millimetres,
    PageRange,
    StampColour,
    Text,
    VariableName,
    WebAddress,
    whole_number,
)
from report_pdf.plan.vocabulary import (
    ArchivedSupplements,
    ArchiveStandard,
    Bag,
    Binding,
    Changed,
    Divider,
    Edition,
    Fields,
    Intent,
    Mark,
    MissingBleed,
    Original,
    Originals,
    Placement,
    PressStandard,
    Rotation,
    StampPlace,
    Start,
    SupplementFonts,
    TooLarge,
)

__all__ = [
    "ArchiveYaml",
    "ArticleYaml",
    "CoverYaml",
    "EditionsYaml",
    "EmailYaml",
    "IdentityYaml",
    "IssueYaml",
    "Key",
    "LintYaml",
    "PacketRuleYaml",
    "PacketsYaml",
    "PaperYaml",
    "PhotoYaml",
    "PressYaml",
    "SupplementYaml",
    "Written",
]


@dataclass(frozen=True, slots=True)
class Key:
    """The Chinese ``names`` of a key, what it is (``zh``, ``en``), and an ``example`` of its value in YAML."""

    names: tuple[str, ...]
    zh: str
    en: str
    example: str


class Written(BaseModel):
    """A mapping: what it is ``about`` (in Chinese), and the key a plain string in its stead stands for."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    about: ClassVar[str]
    short_form: ClassVar[str | None] = None


# One key a line reads as the table it is.
# fmt: off
class IdentityYaml(Written):
    """What the issue is called and who answers for it."""

    about: ClassVar[str] = "本期：刊名、期号、日期、出版者。"

    id: Annotated[IssueId | None, Key(("编号", "代号"), "本期的代号，也是输出文件夹的名字；不写就用 issue.yaml 所在文件夹的名字", "folder name of the output; default: the folder of issue.yaml", "xinwen-2023-01")] = None
    name: Annotated[Text, Key(("刊名", "期刊名"), "刊名，封面上的刊头", "the magazine's name, the masthead", "某某通讯")]
    number: Annotated[Text, Key(("期号", "期数"), "期号，照原样印出", "issue number, printed as written", "2023年第1期")] = ""
    date: Annotated[IsoDate | None, Key(("日期", "出版日期"), "出版日期，写到日", "date of publication", "2023-01-10")] = None
    publisher: Annotated[Text, Key(("出版", "出版者", "出版单位", "主办", "主办单位", "编印"), "出版或主办单位", "publisher", "某某编辑部")] = ""
    issn: Annotated[Issn | None, Key(("国际刊号",), "ISSN，核对校验位", "ISSN; the check digit is verified", "1000-0003")] = None
    cn: Annotated[Text, Key(("国内刊号", "统一刊号", "刊号", "准印证号"), "国内统一刊号或准印证号", "national serial number", "CN 11-0000/D")] = ""
    colophon: Annotated[Colophon, Key(("版权页", "版权信息"), "版权页各行：一组“名目: 内容”，或一个列表", "lines of the colophon: a mapping or a list", "{主编: 张三, 责任编辑: 李四}")] = ()
    url: Annotated[WebAddress | None, Key(("网址", "链接"), "本期的网址，印成二维码", "web address, printed as a QR code", "https://example.org/2023-01")] = None


class PhotoYaml(Written):
    """One photograph."""

    about: ClassVar[str] = "一张照片。只写文件名也行。"
    short_form: ClassVar[str | None] = "file"

    file: Annotated[FileOrFolder, Key(("文件", "图片", "照片"), "图片文件；只写这一项时也可以是文件夹（取其中全部图片，按自然顺序）", "picture; alone it may be a folder: all of its pictures", "photos/01.jpg")]
    caption: Annotated[Text | None, Key(("图说", "图注", "说明"), "图说；不写就用稿件里的", "caption; default: the manuscript's", "植树现场")] = None
    credit: Annotated[Text | None, Key(("摄影", "图片来源", "作者"), "摄影者或来源", "photographer or source", "张三 摄")] = None
    alt: Annotated[Text | None, Key(("替代文字", "图片描述"), "给看不见图的人读的描述", "description for readers who cannot see it", "三个人在植树")] = None
    focus: Annotated[FocusPoint | None, Key(("焦点", "主体位置"), "裁切时必须留住的点，从左、上量起", "the point no crop may lose, from left and top", "[0.3, 0.4]")] = None

    @model_validator(mode="after")
    def _folder_stands_alone(self) -> PhotoYaml:
        if self.file.path.is_dir() and len(self.model_fields_set) > 1:
            raise refused("整个文件夹不能共用一条图说或描述。", "a whole folder cannot share one caption.", "请把照片逐张列出，或只写文件夹。", "List the photographs one by one, or write the folder alone.", rule="not-a-file")
        return self


class CoverYaml(Written):
    """The cover."""

    about: ClassVar[str] = "封面。只写图片文件名也行。"
    short_form: ClassVar[str | None] = "photo"

    photo: Annotated[PhotoYaml | None, Key(("照片", "图片", "封面照片"), "封面照片：文件名，或与文章照片同样的一组键", "cover photograph: a file, or keys as for photos", "photos/cover.jpg")] = None
    lines: Annotated[tuple[Text, ...], Key(("导读", "要目", "标题行"), "封面上的要目，一行一条", "cover lines", "[第一条, 第二条]")] = ()
    title: Annotated[Text | None, Key(("标题", "封面标题"), "封面大标题；不写时第一条要目就是", "cover headline; default: the first line", "迎春")] = None

    @field_validator("photo")
    @classmethod
    def _one_photo(cls, photo: PhotoYaml | None) -> PhotoYaml | None:
        if photo is not None and photo.file.path.is_dir():
            raise refused(f"“{photo.file.name}”是文件夹，封面要一张图片。", f"“{photo.file.name}” is a folder; the cover wants one picture.", "请写出文件名。", "Name the file.", rule="not-a-file")
        return photo


class ArticleYaml(Written):
    """One article."""

    about: ClassVar[str] = "一篇文章。只写稿件文件名也行。"
    short_form: ClassVar[str | None] = "manuscript"

    manuscript: Annotated[FileName, Key(("稿件", "文稿", "文件"), "稿件：纯文本（.txt）、Markdown（.md）、Word（.docx）", "manuscript: plain text (.txt), Markdown (.md), Word (.docx)", "manuscript.txt")]
    photos: Annotated[tuple[PhotoYaml, ...], Key(("照片", "图片", "配图"), "照片，按出现的顺序；也可以只写一个文件夹", "photographs in order, or one folder", "[photos/01.jpg, photos/02.jpg]")] = ()
    kicker: Annotated[Text | None, Key(("题眉", "引题", "肩题", "栏目"), "题眉，替换稿件里的", "kicker, instead of the manuscript's", "特别报道")] = None
    title: Annotated[Text | None, Key(("标题", "主题", "题目"), "标题，替换稿件里的", "headline, instead of the manuscript's", "春到田间")] = None
    dek: Annotated[Text | None, Key(("副题", "副标题"), "副题，替换稿件里的", "dek, instead of the manuscript's", "三村见闻")] = None
    byline: Annotated[Text | None, Key(("署名", "作者", "文图"), "署名，替换稿件里的", "byline, instead of the manuscript's", "文/张三 图/李四")] = None


class SupplementYaml(Written):
    """One supplement."""

    about: ClassVar[str] = "一份附件：PDF 或图片。只写文件名也行。"
    short_form: ClassVar[str | None] = "file"

    file: Annotated[FileName, Key(("文件",), "PDF 或图片文件", "PDF or picture", "supplements/report.pdf")]
    title: Annotated[Text | None, Key(("标题", "名称"), "目录和书签里的标题；不写就用文件名", "title in contents and bookmarks; default: the file's name", "调研报告")] = None
    pages: Annotated[PageRange | None, Key(("页码", "页", "页面"), "取哪些页；不写就取全部", "which pages; default: all", "1-3,8,z-1")] = None
    start: Annotated[Start, Key(("起始", "起始页", "起"), "从哪一页开始：接排，或另起右页", "on which page it begins", "recto")] = StitchStart.NEXT
    place: Annotated[Placement, Key(("版位", "放置", "放法"), "原页照放；缩放到本刊开本；在本刊开本上居中；或缩进本刊版心（带书眉和页码）", "the page as it is; fit: scaled to the trim size; centre: in the middle of a page of the trim size; frame: in the house's frame", "page")] = StitchPlace.PAGE
    divider: Annotated[Divider, Key(("隔页",), "前面加一页隔页，印着标题", "a divider page with its title before it", "true")] = False
    number: Annotated[LateNumber | None, Key(("编号", "后补编号"), "首页的页码，后面的页接着编（15A、15B）；其余各页的页码不变", "number of its first page, the next ones follow (15A, 15B); other pages keep theirs", "15A")] = None
    stamp: Annotated[StampPlace | None, Key(("页码戳", "盖页码"), "把页码印在附件各页的这个位置：top-left、top、top-right、bottom-left、bottom、bottom-right", "its pages' numbers are printed there", "top-right")] = None
    stamp_colour: Annotated[StampColour, Key(("页码戳颜色", "页码颜色"), "页码戳的颜色：黑、红、蓝、灰、白，或 #c00000", "colour of that number: a name, or #c00000", "red")] = (0.0, 0.0, 0.0)
    rotate: Annotated[Rotation, Key(("旋转", "转"), "顺时针转多少度：0、90、180、270", "degrees clockwise: 0, 90, 180, 270", "90")] = 0
    changed: Annotated[Changed, Key(("变样", "变样时"), "合订后会变样的页怎么办：error（出错）或 picture（转成图片）", "a page that would not look the same: error, or picture", "picture")] = "error"
    fields: Annotated[Fields, Key(("表单", "表单域"), "表单域：keep（保留）或 flatten（画进页面）", "form fields: keep, or flatten into the pages", "flatten")] = "keep"
    original: Annotated[Original, Key(("原件",), "收到的原件：leave（不附）或 attach（作为内嵌文件附上；签过名的文件常用）", "the file as received: leave it, or attach it inside (for signed files)", "attach")] = "leave"
    editions: Annotated[tuple[Edition, ...], Key(("版本",), "进入哪些版本；不写就是全部", "in which editions; default: all", "[archive, email]")] = tuple(EditionName)
    password_env: Annotated[VariableName | None, Key(("密码变量", "密码环境变量"), "存放密码的环境变量名；密码本身不要写在这里", "environment variable that holds the password", "LETTER_PASSWORD")] = None


class PaperYaml(Written):
    """A paper."""

    about: ClassVar[str] = "一种纸。只写纸名也行。"
    short_form: ClassVar[str | None] = "stock"

    stock: Annotated[Text | None, Key(("纸名", "品种"), "克重和品种；厚度由它查出", "weight and kind; the caliper follows from it", "105g 铜版纸")] = None
    caliper: Annotated[Caliper | None, Key(("厚度", "纸厚"), "一张纸的厚度，纸厂或印厂给的；写了就以它为准", "thickness of a leaf as the mill or the print shop gives it; goes before the stock's", "0.1mm")] = None

    @model_validator(mode="after")
    def _has_a_caliper(self) -> PaperYaml:
        if self.caliper is None:
            read_paper(self.stock or "")
        return self


class PressYaml(Written):
    """The print edition."""

    about: ClassVar[str] = "印刷版。"

    standard: Annotated[PressStandard, Key(("标准",), "PDF 标准", "PDF standard", "pdf/x-4")] = "pdf/x-4"
    profile: Annotated[ProfileName, Key(("色彩特性", "印刷条件", "色彩配置"), "印刷条件：内置名，或 ICC 文件的路径", "output condition: a shipped name or an ICC file", "fogra39")] = "fogra39"
    bleed: Annotated[Millimetres, Key(("出血",), "出血，带单位", "bleed, with its unit", "3mm")] = 3.0
    marks: Annotated[tuple[Mark, ...], Key(("标记", "印刷标记"), "印刷标记", "printer's marks", "[crop, registration, colour-bar, slug]")] = ("crop", "registration", "colour-bar", "slug")
    binding: Annotated[Binding, Key(("装订", "装订方式"), "装订方式", "binding", "saddle-stitch")] = "saddle-stitch"
    min_ppi: Annotated[int, whole_number(72, 1200, "ppi|dpi"), Key(("最低分辨率",), "照片印出来的最低分辨率", "lowest resolution of a printed picture", "220")] = 220
    ink_limit: Annotated[int, whole_number(200, 400, "%"), Key(("总墨量", "墨量上限"), "四色总墨量上限，百分数", "total ink limit in per cent", "300")] = 300
    intent: Annotated[Intent, Key(("呈现意图", "渲染意图"), "颜色怎样换算到印刷色域：relative（相对，黑场补偿）或 perceptual（感知）", "how colours enter the press's gamut: relative (with black point compensation) or perceptual", "relative")] = "relative"
    spots: Annotated[tuple[Text, ...], Key(("专色",), "单独出版的专色，名字照文件里的写；没列出的换算成四色", "spot colours printed as inks of their own, named as in the file; others become process colours", "[PANTONE 185 C]")] = ()
    supplement_fonts: Annotated[SupplementFonts, Key(("附件字体", "未嵌字体"), "附件页有没嵌入的字体时：refuse（拒收）或 picture（转图片）", "a supplement's page with fonts that are not embedded: refuse it, or print it as a picture", "refuse")] = "refuse"
    missing_bleed: Annotated[MissingBleed, Key(("缺出血", "附件出血"), "附件没有出血时：white（留白）、scale（放大）或 mirror（镜像边缘）", "supplements without bleed: white paper, scale up, or mirror the edges", "white")] = "white"
    paper: Annotated[PaperYaml | None, Key(("纸张", "内文纸", "正文纸"), "内文用纸，算书脊和爬移用", "paper of the pages, for spine and creep", "105g 铜版纸")] = None
    cover_paper: Annotated[PaperYaml | None, Key(("封面纸", "封面用纸"), "封面用纸", "paper of the cover", "200g 铜版纸")] = None
    spine: Annotated[SpineWidth | None, Key(("书脊", "书脊宽"), "印厂给的书脊宽；不写就由页数和纸张算", "width of the spine as the print shop gives it; default: from pages and paper", "4.2mm")] = None

    @field_validator("profile")
    @classmethod
    def _of_a_press(cls, profile: str) -> str:
        if profile not in KNOWN_PROFILES and (found := fault_of_profile(Path(profile))) is not None:
            raise refused(f"“{Path(profile).name}”不能作印刷条件：{found.zh}。", f"“{Path(profile).name}” is no output condition: {found.en}.", "请向印厂要 CMYK 输出特性文件（ICC v2 或 v4），或写 fogra39。", "Ask the print shop for its CMYK output profile (ICC v2 or v4), or write fogra39.")
        return profile


class ArchiveYaml(Written):
    """The archive edition."""

    about: ClassVar[str] = "存档版。"

    standard: Annotated[ArchiveStandard, Key(("标准",), "PDF 标准", "PDF standard", "pdf/a-3a+ua-1")] = "pdf/a-3a+ua-1"
    originals: Annotated[Originals, Key(("原件", "内嵌原件"), "文件里收哪些原件：不收；稿件和 issue.yaml；连照片和附件在内的全部", "originals kept inside: none, manuscripts and issue.yaml, or all", "manuscript")] = "manuscript"
    supplements: Annotated[ArchivedSupplements, Key(("附件", "附件处理"), "不合标准的附件怎么办：自动；整页成图并内嵌原件；只放说明页并内嵌原件；拒收", "supplements that do not conform: auto, page pictures, a sheet and the original inside, or refused", "auto")] = "auto"
    rights: Annotated[Text, Key(("权利", "版权", "权利声明"), "权利声明，写进文件的元数据", "rights, for the file's metadata", "内部资料，不得翻印")] = ""

    @model_validator(mode="after")
    def _keeps_what_it_attaches(self) -> ArchiveYaml:
        if self.supplements == "attach" and self.standard == "pdf/a-2u":
            raise refused("pdf/a-2u 不收内嵌文件，附件不能只放说明页。", "pdf/a-2u takes no files inside: supplements cannot be attached.", "请改用 pdf/a-3a+ua-1 或 pdf/a-4f+ua-2，或把 supplements 写成 auto。", "Use pdf/a-3a+ua-1 or pdf/a-4f+ua-2, or write supplements: auto.")
        return self
    bag: Annotated[Bag, Key(("档案包", "归档包"), "交给档案部门的档案包（BagIt）：文件夹；一个 zip；不做", "the bag for the archive (BagIt): a folder, one zip, or none", "folder")] = "folder"
    retention: Annotated[Text, Key(("保管期限",), "保管期限，写进档案包的元数据；不写就由档案部门著录", "how long it is to be kept, for the bag's metadata", "永久")] = ""
    secrecy: Annotated[Text, Key(("密级",), "密级，写进档案包的元数据；不写就由档案部门著录", "secrecy, for the bag's metadata", "公开")] = ""


class EmailYaml(Written):
    """The email edition."""

    about: ClassVar[str] = "邮件版。"

    max_size: Annotated[ByteCount | None, Key(("大小上限", "最大", "最大体积"), "文件大小上限，带单位（1 MB = 1 000 000 字节）", "largest file size (1 MB = 1 000 000 bytes)", "3MB")] = None
    dpi: Annotated[int | None, whole_number(72, 600, "ppi|dpi"), Key(("分辨率",), "照片的分辨率上限；不写时有大小上限的用 220，没有的用 150", "highest resolution of pictures; default: 220 with max_size, else 150", "150")] = None
    too_large: Annotated[TooLarge, Key(("过大时", "放不下时"), "怎样都放不下时：refuse（不写出，说明各占多少）或 parts（分成几个文件）", "where it cannot be made small enough: refuse (and say what weighs how much) or parts (several files)", "parts")] = "refuse"


class EditionsYaml(Written):
    """What the issue asks of each edition."""

    about: ClassVar[str] = "各版本的要求。"

    print: Annotated[PressYaml, Key(("印刷", "印刷版"), "印刷版", "print edition", "{bleed: 3mm}")] = PressYaml()
    archive: Annotated[ArchiveYaml, Key(("存档", "存档版", "归档"), "存档版", "archive edition", "{standard: pdf/a-3a+ua-1}")] = ArchiveYaml()
    email: Annotated[EmailYaml, Key(("邮件", "邮件版"), "邮件版", "email edition", "{max_size: 3MB}")] = EmailYaml()


class LintYaml(Written):
    """The desk's own words."""

    about: ClassVar[str] = "本刊的用词习惯。"

    words: Annotated[tuple[WordOrList, ...], Key(("词语", "用词"), "本刊认可的词，不再提示；或用词表 .csv（错,对,理由）", "the desk's own words, or a list of house words: a .csv of wrong, right, reason", "[古驿道, words.csv]")] = ()
    names: Annotated[tuple[NameOrList, ...], Key(("人名", "专名", "名称"), "人名、地名、单位名；或人名表 .csv（姓名,职务），按排名次序", "names of people and places, or a .csv of name and title, in order of rank", "[欧阳某某, names.csv]")] = ()
    disable: Annotated[tuple[Text, ...], Key(("停用", "不查"), "不要的检查：代码，或“代码@文件:行号”“代码@文件:文字”", "findings not wanted: a code, or code@file:line, code@file:words", "[copyedit/doubled-word]")] = ()


class PacketRuleYaml(Written):
    """Which supplements who gets."""

    about: ClassVar[str] = "一条规则：谁得哪些附件。"

    when: Annotated[Text, Key(("当", "条件"), '条件，用名单里的列：单位 == "统战部"；不写则人人如此', "a condition on the list's columns; none: everybody", '"级别 >= 3"')] = ""
    take: Annotated[tuple[Text, ...], Key(("附件", "给", "取"), "附件，按这个次序：字母 a b c、序号、文件名或标题", "supplements in this order: letters a b c, numbers, files or titles", "[a, c]")] = ()


class PacketsYaml(Written):
    """Personal packets."""

    about: ClassVar[str] = "个人资料包（report-pdf batch）。"

    sender: Annotated[Text, Key(("发件人", "寄件人"), "信的发件人；不写就不做 .eml", "who the letters are from; none: no .eml", "某某编辑部 <desk@example.org>")] = ""
    greeting: Annotated[Text, Key(("问候", "称呼"), "信的抬头，花括号里是名单的列", "how letters begin, columns in braces", "尊敬的{姓名}{称谓}：")] = ""
    rules: Annotated[tuple[PacketRuleYaml, ...], Key(("规则", "附件规则"), "谁得哪些附件：第一条成立的算数；名单里“附件”一格写了的以那格为准", "which supplements who gets: the first that holds; a row's own cell comes first", "[{take: [a]}]")] = ()


class IssueYaml(Written):
    """The whole file."""

    about: ClassVar[str] = "一期的全部要求。"

    issue: Annotated[IdentityYaml, Key(("期刊", "本期", "刊物"), "本期：刊名、期号、日期、出版者", "what the issue is called", "{name: 某某通讯}")]
    language: Annotated[LanguageTag, Key(("语言",), "全期的语言", "language of the issue", "zh-CN")] = "zh-CN"
    layout: Annotated[LayoutName, Key(("版式",), "用哪种版式", "name of the layout", "magazine")] = "magazine"
    cover: Annotated[CoverYaml, Key(("封面",), "封面的照片、要目和标题", "the cover's photograph, lines and headline", "{photo: photos/cover.jpg}")] = CoverYaml()
    articles: Annotated[tuple[ArticleYaml, ...], Key(("文章", "稿件", "文章列表"), "文章，按刊登顺序", "articles in order", "[{manuscript: manuscript.txt}]")]
    supplements: Annotated[tuple[SupplementYaml, ...], Key(("附件", "附录", "增刊"), "附件，按顺序", "supplements in order", "[supplements/report.pdf]")] = ()
    editions: Annotated[EditionsYaml, Key(("版本",), "各版本的要求", "what the issue asks of each edition", "{email: {max_size: 3MB}}")] = EditionsYaml()
    packets: Annotated[PacketsYaml, Key(("资料包", "个人资料包"), "个人资料包：发件人、抬头、谁得哪些附件", "personal packets: sender, greeting, who gets which supplements", "{sender: desk@example.org}")] = PacketsYaml()
    lint: Annotated[LintYaml, Key(("审校", "校对"), "本刊的用词，和不要的检查", "the desk's words, and findings not wanted", "{words: [古驿道]}")] = LintYaml()

    @field_validator("articles")
    @classmethod
    def _some_articles(cls, articles: tuple[ArticleYaml, ...]) -> tuple[ArticleYaml, ...]:
        if not articles:
            raise refused("一篇文章也没有。", "there is no article.", "至少写一篇，如 [{manuscript: manuscript.txt}]。", "Name one at least, like [{manuscript: manuscript.txt}].")
        return articles
