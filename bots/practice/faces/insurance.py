"""国保システム: changes of who is insured, with tabs, child rows, a notice and a list of today."""

from __future__ import annotations

from bots.practice.faces.describe import ChildRows, Face, Field, Form, Notice, Tab, Words

DISTRICTS: dict[str, Words] = {
    "101": ("緑町", "Midori-cho"),
    "102": ("桜台", "Sakuradai"),
    "103": ("南町", "Minami-cho"),
    "104": ("中町", "Naka-cho"),
    "105": ("北町", "Kita-machi"),
    "106": ("本町", "Honcho"),
    "107": ("泉町", "Izumi-cho"),
    "108": ("青葉台", "Aobadai"),
}
RELATIONS: dict[str, Words] = {
    "世帯主": ("世帯主", "Head"),
    "夫": ("夫", "Husband"),
    "妻": ("妻", "Wife"),
    "子": ("子", "Child"),
    "父": ("父", "Father"),
    "母": ("母", "Mother"),
    "孫": ("孫", "Grandchild"),
    "同居人": ("同居人", "Lodger"),
}
REASONS: dict[str, Words] = {
    "社保加入": ("社保加入", "Joined employees' insurance"),
    "転出": ("転出", "Moved out"),
    "死亡": ("死亡", "Death"),
    "生保開始": ("生保開始", "Public assistance"),
    "後期高齢": ("後期高齢", "Late-stage elderly"),
}

FACE = Face(
    name="insurance",
    layout="terms",
    menu=("業務メニュー", "Menu"),
    welcome=(
        "資格の取得と喪失を入力し、本日の受付を確かめます。",
        "Enter who joins and who leaves, and look over today's entries.",
    ),
    form=Form(
        base="/shikaku",
        title=("資格異動入力", "Change of insurance"),
        key="atena_no",
        fields=(
            Field(
                name="atena_no",
                label=("宛名番号", "Resident no."),
                kind="code",
                digits=10,
                hint=("半角数字10桁", "10 digits"),
            ),
            Field(
                name="ido_bi",
                label=("異動日", "Date of change"),
                kind="wareki",
                hint=("例 R08.04.01", "e.g. R08.04.01"),
            ),
            Field(
                name="chiku",
                label=("地区", "District"),
                kind="code",
                digits=3,
                choices=DISTRICTS,
                hint=("町コード3桁", "Town code, 3 digits"),
            ),
        ),
        tabs=(
            Tab(
                name="取得",
                label=("取得", "Joins"),
                there=("資格が重複しています", "Already insured"),
                rows=ChildRows(
                    caption=("取得する人", "Who joins"),
                    add=("行を追加", "Add a row"),
                    fields=(
                        Field(
                            name="zokugara",
                            label=("続柄", "Relation"),
                            kind="choice",
                            choices=RELATIONS,
                        ),
                        Field(
                            name="shimei",
                            label=("被保険者氏名", "Insured person"),
                            longest=30,
                        ),
                    ),
                ),
            ),
            Tab(
                name="喪失",
                label=("喪失", "Leaves"),
                there=("喪失済みです", "Has left already"),
                fields=(
                    Field(
                        name="jiyu",
                        label=("喪失事由", "Reason for leaving"),
                        kind="choice",
                        choices=REASONS,
                    ),
                ),
            ),
        ),
        register=("登録", "Register"),
        ask=("この内容で登録します。よろしいですか", "Register this?"),
        done=("異動を受け付けました", "The change was accepted"),
        there=("資格が重複しています", "Already insured"),
        notice=Notice(
            title=("重要なお知らせ", "Important notice"),
            text=(
                "今月末の土曜日は、保守のため17時で受付を終わります。",
                "On the last Saturday of the month entry ends at 17:00 for maintenance.",
            ),
            close=("お知らせを閉じる", "Close the notice"),
            every=3,
        ),
        list_title=("本日の受付", "Entered today"),
        details_title=("資格異動の詳細", "Details of the change"),
        nothing=("本日の受付はまだありません", "Nothing was entered today"),
        listed=("atena_no", "ido_bi"),
        today=True,
        named=True,
    ),
)
