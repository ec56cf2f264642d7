"""What reports say around the data, in Chinese and in English; a `{}` is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graphsvc.domain.entities import Moment
from graphsvc.domain.validity import to_datetime, zone
from graphsvc.wording.gaps import tell_day
from graphsvc.wording.names import Called, Lang

_WORDS: Final[Mapping[str, Called]] = {
    # The page.
    "title": Called("责任覆盖报告", "Coverage report"),
    "everything": Called("全部地点", "All places"),
    "as_of": Called("截至{}", "As of {}"),
    "revision": Called("数据版本{}", "Revision {} of the data"),
    "other_language": Called("English", "中文"),
    "save_as": Called("另存为", "Save as"),
    "contents": Called("目录", "Contents"),
    "answer_404": Called("没有编号为“{}”的地点", "No place has the key “{}”"),
    # Figures.
    "share": Called("覆盖率", "Coverage"),
    "share_of": Called("{}个点位中有{}个有人负责", "of {} cells {} are handled"),
    "missing": Called("无人负责的点位", "Cells nobody handles"),
    "missing_of": Called("归并为{}处", "told as {} gaps"),
    "missing_of_1": Called("归并为{}处", "told as {} gap"),
    "affected": Called("受影响的住户", "Households affected"),
    "affected_of": Called("每户只计一次", "each counted once"),
    "single": Called("只靠一方的点位", "Cells that hang on one alone"),
    "single_of": Called("一旦缺席就无人负责", "nobody else could take over"),
    "ending": Called("{}天内将无人负责", "Uncovered within {} days"),
    "ending_of": Called("现在还有人负责的点位", "cells that are handled now"),
    "vacant": Called("空缺的岗位", "Posts with a vacant seat"),
    "vacant_of": Called("最久的已空缺{}天", "the longest for {} days"),
    "vacant_of_1": Called("最久的已空缺{}天", "the longest for {} day"),
    # Charts and the matrix.
    "by_category": Called("按事项看", "By matter"),
    "by_place": Called("按地点看", "By place"),
    "worst_first": Called("覆盖率低的在前", "lowest coverage first"),
    "matrix": Called("覆盖矩阵", "Coverage matrix"),
    "matrix_of": Called("“{}”的下级地点和事项大类", "What stands in {}, by groups of matters"),
    "matrix_of_all": Called("各地点和事项大类", "Places, by groups of matters"),
    "matrix_help": Called(
        "每格是一个地点的一类事项：数字是最薄弱处有几方可以办理。",
        "Each square is one group of matters at one place: the number tells how many could act where there are fewest.",
    ),
    "own": Called("{}（本级）", "{} (itself)"),
    "total": Called("合计", "Total"),
    "place": Called("地点", "Place"),
    "category": Called("事项", "Matter"),
    "households": Called("户数", "Households"),
    "bar": Called("图", "Chart"),
    "cells": Called("点位", "Cells"),
    "demanded": Called("应有人负责", "Demanded"),
    "covered": Called("有人负责", "Covered"),
    "uncovered": Called("无人负责", "Uncovered"),
    "agents": Called("最少几方", "Fewest agents"),
    "from_above": Called("仅上级负责", "From above only"),
    "contested": Called("主责不清", "Contested"),
    "single_points": Called("只靠一方", "Single points"),
    "ending_soon": Called("即将无人负责", "Ending soon"),
    "yes": Called("是", "yes"),
    "no": Called("否", "no"),
    "legend": Called("图例", "Legend"),
    "legend_many": Called("两方以上可以办理", "two or more could act"),
    "legend_one": Called("只有一方", "one alone"),
    "legend_above": Called("仅由上级负责", "handled from above only"),
    "legend_gap": Called("3个点位无人负责", "3 cells nobody handles"),
    "legend_contested": Called("2个点位主责不清", "2 cells contested"),
    "legend_ending": Called("2个点位即将无人负责", "2 cells end soon"),
    "legend_none": Called("没有要求", "nothing demanded"),
    "say_gap": Called("{}个点位中有{}个无人负责", "of {} cells {} uncovered"),
    "say_full": Called("全部有人负责", "all covered"),
    "say_none": Called("没有要求", "nothing demanded"),
    "say_above": Called("仅由上级负责", "from above only"),
    "say_contested": Called("{}个主责不清", "{} contested"),
    "say_ending": Called("{}个即将无人负责", "{} ending soon"),
    # Lists.
    "found": Called("发现的问题", "What was found"),
    "kind": Called("种类", "Kind"),
    "gaps": Called("条数", "Gaps"),
    "nothing": Called("没有发现问题。", "Nothing was found."),
    "number": Called("序号", "No."),
    "order_households": Called("按户数从多到少", "most households first"),
    "order_days": Called("空缺最久的在前", "longest vacant first"),
    "order_place": Called("按地点编号", "by the key of the place"),
    "within_horizon": Called("看到{}天以后", "looking {} days ahead"),
    "rest": Called(
        "这里列出前{}条，另有{}条；Excel 表格和 CSV 文件列出全部。",
        "The first {} are shown here, {} more are not; the workbook and the CSV file hold all.",
    ),
    "rest_rows": Called(
        "这里列出户数最多的{}个地点，另有{}个；Excel 表格列出全部。",
        "The {} places with most households are shown, {} more are not; the workbook holds all.",
    ),
    "rest_bars": Called("另有{}个没有列出。", "{} more are not shown."),
    "rest_columns": Called(
        "这里列出前{}类事项，另有{}类；Excel 表格列出全部。",
        "The first {} groups of matters are shown, {} more are not; the workbook holds all.",
    ),
    "agent": Called("靠谁", "Who"),
    "both": Called("谁", "Who"),
    "post": Called("岗位", "Post"),
    "since": Called("空缺起", "Vacant since"),
    "days": Called("空缺天数", "Days vacant"),
    "unknown": Called("不详", "not known"),
    "duty": Called("职责", "Duty"),
    "household": Called("住户", "Household"),
    "wanted": Called("要求的", "Wanted"),
    "person": Called("人员", "Person"),
    "message": Called("说明", "In words"),
    "key_of": Called("{}编号", "{} (key)"),
    "at": Called("时间", "Moment"),
    "summary": Called("概要", "Summary"),
    "matrix_sheet": Called("矩阵", "Matrix"),
    "cells_sheet": Called("矩阵明细", "Cells of the matrix"),
    # How to read it.
    "help": Called("怎样读这份报告", "How to read this"),
    "help_cell": Called(
        "一个点位是一个地点和一项按要求须有人负责的事项。",
        "A cell is one place and one matter that somebody is to handle there.",
    ),
    "help_share": Called(
        "覆盖率是有人负责的点位占全部点位的比例，向下取到一位小数：只有全部有人负责才写作 100.0%。",
        "Coverage is the share of cells that somebody handles, rounded down to a tenth: 100.0% means all of them.",
    ),
    "help_affected": Called(
        "只要所在的地点有一项事项无人负责，住户就算受影响；不论缺几项，每户只计一次。",
        "A household is affected when nobody handles some matter at a place over it; it counts once, however many.",
    ),
    "help_one": Called(
        "“一方”是一个人，或者有自己电话的一个单位。",
        "One alone is one person, or one unit with a telephone of its own.",
    ),
    "help_at": Called(
        "报告说的是这一时刻；开门时间不影响覆盖。",
        "The report is about this one moment; opening hours do not matter to coverage.",
    ),
    # Pages that say what is wrong.
    "wrong": Called("这份报告给不出来", "This report cannot be given"),
    "wrong_parameter": Called(
        "地址里只能有 within、at、lang，每个最多一次",
        "the address takes within, at and lang, each once at most",
    ),
    "wrong_encoding": Called("地址不是 UTF-8，或者太长", "the address is no UTF-8, or too long"),
    "wrong_lang": Called("lang 是 zh 或 en", "`lang` is zh or en"),
    "wrong_at": Called(
        "“{}”不是时刻（应如 2026-11-22 或 2026-11-22T10:00）",
        "“{}” is no moment (wanted is 2026-11-22 or 2026-11-22T10:00, with an offset if any)",
    ),
    "wrong_place": Called("没有编号为“{}”的地点", "no place has the key “{}”"),
    "wrong_size": Called(
        "一份报告最多 {:,} 条，这里更多；请选一个小一些的地点（within）",
        "a report holds at most {:,} gaps; ask for a smaller place with `within` (limit: report)",
    ),
    "wrong_method": Called("报告只能用 GET 读取", "reports are read by GET"),
    "wrong_site": Called(
        "不回答来自其他网站页面的请求；请直接打开这个地址",
        "requests out of the pages of other sites are not answered; open the address itself",
    ),
    "wrong_busy": Called(
        "现在正在做的报告太多，请{}秒后再试",
        "too many reports are being made now; try again in {} seconds",
    ),
    "wrong_time": Called(
        "这份报告超过了{}秒；请选一个小一些的地点（within），或者稍后再试",
        "the report took longer than {} seconds; ask for a smaller place with `within`, or try again later",
    ),
    "wrong_revision": Called(
        "请求头{}里要写一个版本号，例如12", "the header {} holds the number of one revision, such as 12"
    ),
    "wrong_ahead": Called(
        "这里的数据还没有到您要求的版本，请稍后再试",
        "what is here has not come to the revision that was asked for; try again later",
    ),
    "wrong_store": Called("数据库现在没有回应，请稍后再试", "the store does not answer now; try again later"),
    "wrong_fault": Called("服务出了差错，已经记录", "the service made a mistake; it was noted"),
}

_IN: Final = {lang: MappingProxyType({name: called.told(lang) for name, called in _WORDS.items()}) for lang in Lang}


def words(lang: Lang) -> Mapping[str, str]:
    """Give all words in a language."""
    return _IN[lang]


def say(name: str, lang: Lang, *values: object) -> str:
    """Say something with values filled in."""
    return _IN[lang][name].format(*values)


def tell_time(moment: Moment, timezone: str, lang: Lang) -> str:
    """Tell a moment as people write it: the day and the time of day."""
    clock = to_datetime(moment, zone(timezone)).strftime("%H:%M")
    day = tell_day(moment, timezone, lang)
    return f"{day} {clock}" if lang is Lang.ZH else f"{day}, {clock}"
