"""Invented names: people, compounds, communities; every number has one name, and no two share it."""

from __future__ import annotations

from typing import Final, NamedTuple

_SURNAMES: Final = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_GIVEN_FIRST: Final = (
    "建志国文春秀玉明海晓永庆立长新德世振家学思雅静丽惠桂云红美淑宏正兴广天承"
    "启子若一佳嘉梓景怀仲锦绍泽润远书清培素彩凤金连"
)
_GIVEN_SECOND: Final = (
    "华军平英芳兰珍梅强伟峰林生民刚勇波涛辉亮敏琴霞燕萍莲荣贵福安宁康"
    "洁怡妍婷娟瑶琳菲诚信义礼恒毅博雯岚溪舟川野禾良才贤彬琪玲"
)

# A step that shares no divisor with any of the list lengths spreads neighbouring numbers over all surnames.
_STEP: Final = 100_003


class Label(NamedTuple):
    """A name in both languages with the piece of a key that stands for it."""

    slug: str
    zh: str
    en: str


def _labels(text: str) -> tuple[Label, ...]:
    """Read `slug zh En` items parted by commas; where a place has no English word its slug stands for it."""
    items = (item.split() for item in text.split(","))
    return tuple(Label(slug, zh, en[0] if en else slug) for slug, zh, *en in items)


def person_name(number: int, seed: int = 0) -> str:
    """Name the person of this number; different numbers below `PERSON_NAMES` give different names."""
    if not 0 <= number < PERSON_NAMES:
        msg = f"person number {number} is outside 0..{PERSON_NAMES - 1}"
        raise ValueError(msg)
    mixed = (number * _STEP + seed * 7_919) % PERSON_NAMES
    rest, surname = divmod(mixed, len(_SURNAMES))
    second, first = divmod(rest, len(_GIVEN_FIRST))
    return _SURNAMES[surname] + _GIVEN_FIRST[first] + _GIVEN_SECOND[second]


PERSON_NAMES: Final = len(_SURNAMES) * len(_GIVEN_FIRST) * len(_GIVEN_SECOND)

_STEMS: Final = _labels(
    "jingui 金桂 GoldenOsmanthus,yulan 玉兰 Magnolia,haitang 海棠 Crabapple,hehua 荷花 Lotus,"
    "songtao 松涛 PineWave,zhuxi 竹溪 BambooBrook,meilin 梅林 PlumGrove,liuyin 柳荫 WillowShade,"
    "taoyuan 桃源 PeachSpring,xingfu 幸福 Happiness,heping 和平 Peace,chaoyang 朝阳 MorningSun,"
    "mingyue 明月 BrightMoon,xinghe 星河 StarRiver,yunting 云亭 CloudPavilion,cuiwei 翠微 JadeHills,"
    "qingshi 青石 Bluestone,baihe 白鹤 WhiteCrane,hongye 红叶 RedLeaf,ziteng 紫藤 Wisteria,"
    "lanting 兰亭 OrchidPavilion,jinxiu 锦绣 Brocade,ruixue 瑞雪 GoodSnow,fengshou 丰收 Harvest,"
    "yongan 永安 LastingPeace,changle 长乐 LongJoy,xinhua 欣华 Flourish,jiahe 嘉禾 FineGrain,"
    "shuangquan 双泉 TwinSpring,shiqiao 石桥 StoneBridge,luhua 芦花 ReedFlower,yuting 雨亭 RainPavilion,"
    "hupan 湖畔 Lakeside,shanyu 山语 HillWhisper,linhai 林海 SeaOfTrees,guanlan 观澜 WaveView,"
    "danfeng 丹枫 RedMaple,muxiang 木香 Banksia,qinyuan 沁园 CoolGarden,yihe 怡和 Harmony,"
    "jinghua 菁华 Essence,pinghu 平湖 CalmLake,tianlu 天鹿 SkyDeer,xiyuan 西苑 WestPark,"
    "dongli 东篱 EastHedge,nanshan 南杉 SouthFir,beichen 北辰 NorthStar,kaixuan 凯旋 Triumph,"
    "fangcao 芳草 SweetGrass,wutong 梧桐 Parasol,yinxing 银杏 Ginkgo,shiliu 石榴 Pomegranate,"
    "qiuyue 秋月 AutumnMoon,chunxiao 春晓 SpringDawn,xuelang 雪浪 SnowWave,luming 鹿鸣 DeerCall,"
    "yanming 雁鸣 WildGoose,canglang 沧浪 BlueWave,tingyu 听雨 RainListening,gushan 谷杉 ValleyFir,"
    "yanxi 岩溪 RockBrook,huating 花汀 FlowerBank,lvzhou 绿洲 Oasis,fengdan 枫丹 MapleGlow,"
    "jiangyue 江悦 RiverJoy,ningyuan 宁苑 QuietPark,ankang 安康 Wellbeing,fulin 福临 Blessing,"
    "dehui 德惠 Kindness,renhe 仁和 Goodwill,zhiyuan 致远 FarReach,qihang 启航 SettingSail"
)
_ENDINGS: Final = _labels(
    "hy 花园 Garden,xq 小区 Estate,jy 家园 Homes,xc 新村 NewVillage,yu 苑 Court,gy 公寓 Apartments,"
    "yj 雅居 Residence,jya 佳园 Gardens,li 里 Lane,dy 大院 Yard,tf 庭 Terrace,fu 府 Mansion,"
    "wn 湾 Bay,yn 园 Park,ge 阁 House,ty 庭院 Courtyard,jw 嘉苑 Grove,xin 新居 NewHomes,"
    "ct 城 Town,ml 名楼 Towers,ju 居 Dwellings,an 岸 Banks,fg 坊 Quarter,tai 台 Heights,"
    "hui 汇 Place,gu 谷 Valley,zo 洲 Isle,xn 轩 Lodge"
)
COMPOUND_NAMES: Final = len(_STEMS) * len(_ENDINGS)

_PLACE_FIRST: Final = _labels(
    "liu 柳,he 鹤,qing 青,bai 白,long 龙,shi 石,tao 桃,yan 雁,mei 梅,song 松,"
    "gui 桂,lu 鹭,yin 银,zhu 竹,fen 汾,hua 花,xi 溪,ping 平,jin 锦,dan 丹"
)
_PLACE_SECOND: Final = _labels(
    "tang 塘,qiao 桥,ting 亭,wan 湾,po 坡,du 渡,ling 岭,jing 井,pu 浦,men 门,"
    "keng 坑,tan 滩,zhai 寨,ba 坝,cun 村,kou 口,gang 岗,yuan 源,quan 泉,shan 山,"
    "dian 店,ya 垭,chi 池,fang 坊"
)
LOCALITY_NAMES: Final = len(_PLACE_FIRST) * len(_PLACE_SECOND)


def _spaced(words: str) -> str:
    """Part the joined English words of the lists above."""
    return "".join(f" {letter}" if letter.isupper() else letter for letter in words).strip()


def compound_name(number: int) -> Label:
    """Name the compound of this number, such as 金桂花园, Golden Osmanthus Garden, `jingui-hy`."""
    if not 0 <= number < COMPOUND_NAMES:
        msg = f"compound number {number} is outside 0..{COMPOUND_NAMES - 1}"
        raise ValueError(msg)
    turn, stem_at = divmod(number, len(_STEMS))
    stem = _STEMS[stem_at]
    # The ending moves on with the stem too, so that neighbours do not all bear the same one.
    ending = _ENDINGS[(turn + stem_at) % len(_ENDINGS)]
    return Label(f"{stem.slug}-{ending.slug}", stem.zh + ending.zh, f"{_spaced(stem.en)} {_spaced(ending.en)}")


def locality_name(number: int) -> Label:
    """Name the community or subdistrict of this number, such as 柳塘, Liutang, `liutang`."""
    if not 0 <= number < LOCALITY_NAMES:
        msg = f"locality number {number} is outside 0..{LOCALITY_NAMES - 1}"
        raise ValueError(msg)
    turn, first_at = divmod(number, len(_PLACE_FIRST))
    first, second = _PLACE_FIRST[first_at], _PLACE_SECOND[(turn + first_at) % len(_PLACE_SECOND)]
    slug = first.slug + second.slug
    return Label(slug, first.zh + second.zh, slug.capitalize())
