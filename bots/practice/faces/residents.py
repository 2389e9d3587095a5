"""住基照会: a household is looked up by its number; nothing can be entered. All people are made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bots.practice.faces.describe import Face, Field, Lookup, Words

CHANGES: dict[str, Words] = {
    "転入": ("転入", "Moved in"),
    "転居": ("転居", "Moved within the city"),
    "転出": ("転出", "Moved out"),
    "死亡": ("死亡", "Death"),
    "出生": ("出生", "Birth"),
    "世帯変更": ("世帯変更", "Change of household"),
}
# Number, head, what changed last, town, the others of the household with their relation.
HOUSEHOLDS = """
0000210014 髙橋健一 転入 緑町 妻:由美子 子:結衣
0000210022 山﨑誠 転居 桜台 妻:直美
0000210031 鈴木香織 転居 南町
0000210049 渡邉浩二 転入 中町 妻:幸子 子:蓮 子:紬
0000210057 田中達也 世帯変更 北町 母:幸子
0000210065 伊藤由美子 転居 本町 子:湊
0000210073 齋藤健一 転入 泉町 妻:香織
0000210081 小林誠 出生 青葉台 妻:由美子 子:陽葵
0000210090 髙木直美 転居 緑町
0000210103 濵田浩二 転居 桜台 妻:由美子 父:誠
0000210111 中村達也 転入 南町 妻:直美 子:悠真 子:芽依
0000210120 加藤幸子 転出 中町
0000210138 宮﨑健一 世帯変更 北町 妻:香織
0000210146 松本由美子 転居 本町 子:大和
0000210154 井上誠 転入 泉町
0000210162 佐藤浩二 転居 青葉台 妻:幸子 子:さくら
0000210171 髙﨑凜 転入 緑町 夫:健一
0000210189 山﨑達也 出生 桜台 妻:香織 子:樹
0000210197 鈴木誠 転居 南町 妻:由美子
0000210201 渡邉幸子 世帯変更 中町 子:朝陽
0000210219 田中浩二 転入 北町 妻:直美
0000210227 伊藤健一 転居 本町
0000210235 齋藤直美 死亡 泉町 子:蓮
0000210243 小林香織 転居 青葉台 子:結衣 子:湊
0000210251 髙木達也 転入 緑町 妻:幸子
0000210260 濵田由美子 転居 桜台
0000210278 中村健一 世帯変更 南町 妻:香織 母:直美
0000210286 加藤誠 転入 中町 妻:由美子 子:凛
0000210294 宮﨑浩二 転居 北町
0000210308 松本達也 出生 本町 妻:直美 子:紬
0000210316 井上幸子 転居 泉町 夫:誠
0000210324 佐藤健一 転入 青葉台 妻:香織 子:悠真
0000210332 髙橋直美 転居 緑町
0000210341 山﨑浩二 転入 桜台 妻:由美子 子:芽依 子:大和
0000210359 鈴木達也 世帯変更 南町 父:健一
0000210367 渡邉香織 転居 中町
0000210375 田中誠 転入 北町 妻:幸子
0000210383 伊藤浩二 転居 本町 妻:直美 子:さくら
0000210391 齋藤由美子 転居 泉町
0000210405 小林達也 転入 青葉台 妻:香織
"""


def _records() -> Iterator[tuple[str, Mapping[str, str]]]:
    for line in HOUSEHOLDS.split("\n"):
        if line:
            number, head, change, town, *others = line.split(" ")
            members = "、".join(other.replace(":", "　") for other in others)
            yield number, {"setainushi": head, "ido_jiyu": change, "cho": town, "seitai_in": members}


FACE = Face(
    name="residents",
    menu=("業務メニュー", "Menu"),
    welcome=(
        "宛名番号で世帯を照会します。このシステムでは入力はできません。",
        "Look households up by their number. Nothing can be entered here.",
    ),
    lookup=Lookup(
        base="/setai",
        title=("世帯照会", "Household look-up"),
        lead=(
            "宛名番号を入れて検索すると、別の画面に結果が開きます。",
            "The result opens in a window of its own.",
        ),
        field=Field(
            name="atena_no",
            label=("宛名番号", "Resident no."),
            kind="code",
            digits=10,
            hint=("半角数字10桁", "10 digits"),
        ),
        window=("照会結果", "Result"),
        nobody=("該当者なし", "Nobody found"),
        shows=(
            Field(name="setainushi", label=("世帯主", "Head of household")),
            Field(name="ido_jiyu", label=("異動事由", "Last change"), choices=CHANGES),
            Field(name="cho", label=("町名", "Town")),
            Field(name="seitai_in", label=("世帯員", "Members")),
        ),
        records=dict(_records()),
    ),
)
