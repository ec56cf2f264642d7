"""Characters that are taken for one another by their looks, as they are written or picked from a list."""

from __future__ import annotations

from typing import Final

_ALIKE: Final = """
己已巳 未末 土士 干千于 天夫夭 大太犬 人入八 王玉主 日曰目 田由甲申 石右古 束東东车 风凤夙 今令 力刀刁九 工土江 贝见
江汪红 河何可 湖胡糊潮 清请青情晴 滨宾缤槟 浜滨 阳阴 光先 翠萃粹 园圆团围 苑范宛 花华化 桂挂佳 金全 兰三 荷何苛
棠堂 海每悔晦
和种 平乎半 幸辛辜 福幅副富 锦绵棉 绣诱锈 朝潮 霞露 明朋 月用 星是 阁阔 府俯 春舂 晓烧浇 柳抑卯 桥侨娇 岭领 池地他
井并开
鹤鹊 萝罗 栖栖栖 云去 麓鹿 溪奚 泉皂 塘糖搪 澄橙 湾弯 菁箐青 新析 居局 鹿塵 楼搂 篱离 岸崖 杉衫 坊纺仿妨防 棉绵 纺访
宿缩 舍含 院完 属嘱 家冢 村付 山出 水永冰 林木 森林 松讼 竹行 梅悔 菊掬 枫讽 杨扬 槐愧 樟障 橘桔 城诚 庄压 墅野
苹平 街衔
东车 西酉四 南男 北比 中申 区凶 期斯 社杜 里理 雅稚 馨磬 丽厉 景影 翔羊 龙尤 虎虚 御卸 璟景 悦说 澜阑 盛盆 世也
纪记 宏完
建健 康廉 乐东 安按 宁丁 永水 丰半 民氏 胜姓 利和 红江 旗其 前剪 进近 展屡 望忘 湘相 汀订 渡度 港巷 沙纱 洲州
浦铺捕 渔鱼
"""

_GROUPS: Final[dict[str, frozenset[str]]] = {}
for _group in _ALIKE.split():
    for _character in _group:
        _GROUPS[_character] = _GROUPS.get(_character, frozenset()) | frozenset(_group)


def look_alike(one: str, other: str) -> bool:
    """Whether two characters are easily taken for one another."""
    return other in _GROUPS.get(one, ())
