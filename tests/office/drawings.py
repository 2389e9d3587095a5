"""Ugly books, one a function. What must be read of each stands in `books/NAME.txt`, for people too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from .drafts import Draft, Drawing

DRAWINGS: dict[str, Drawing] = {}
ERA = '[$-411]ggge"年"m"月"d"日"'
PEOPLE = (
    ("00000001", "髙橋　花子", "ﾀｶﾊｼ ﾊﾅｺ", "昭和60年4月1日"), ("00000002", "山﨑　健", "ヤマザキ　ケン", "H2.12.3"),
    ("00000003", "森下　葵", "モリシタ アオイ", "2001/5/9"),
)  # fmt: skip
HEADINGS = ("整理番号", "氏名", "カナ", "生年月日")


def drawing(name: str) -> Callable[[Drawing], Drawing]:
    """Register a drawing under the name of its book."""

    def register(draw: Drawing) -> Drawing:
        DRAWINGS[name] = draw
        return draw

    return register


def title(draft: Draft, text: str, width: int = 4) -> None:
    """A title over the whole table, as all offices set it."""
    draft.line(1, text)
    draft.sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    draft.sheet["A1"].font = Font(size=16, bold=True)


def people(draft: Draft, header: int) -> None:
    """Headings and three rows."""
    draft.line(header, *HEADINGS)
    draft.lines(header + 1, PEOPLE)


@drawing("01_表題と合計と注記")
def _(draft: Draft) -> None:
    title(draft, "令和8年度　転入者一覧")
    draft.line(2, None, None, None, "武蔵野　市民課")
    people(draft, 3)
    draft.line(7, "合計", "3名")
    draft.line(9, "※ 2月1日現在。個人情報につき取扱注意")


@drawing("02_2段の見出し")
def _(draft: Draft) -> None:
    title(draft, "住所録", 5)
    draft.line(3, "整理番号", "氏名", "住所")
    draft.line(4, None, None, "郵便番号", "町名", "番地")
    for area in ("A3:A4", "B3:B4", "C3:E3"):
        draft.sheet.merge_cells(area)
    draft.lines(5, [("00000001", "髙橋　花子", "180-0001", "吉祥寺北町", "1-1"),
                    ("00000002", "山﨑　健", "1800002", "吉祥寺東町", "２－３－４")])  # fmt: skip


@drawing("03_3段の見出し")
def _(draft: Draft) -> None:
    draft.line(2, "整理番号", "世帯")
    draft.line(3, None, "世帯主", None, "人数")
    draft.line(4, None, "氏名", "続柄")
    for area in ("A2:A4", "B2:D2", "B3:C3", "D3:D4"):
        draft.sheet.merge_cells(area)
    draft.lines(5, [("00000001", "髙橋　花子", "本人", 2), ("00000002", "山﨑　健", "本人", 4)])


@drawing("04_隠れた行を飛ばす")
def _(draft: Draft) -> None:
    people(draft, 1)
    draft.sheet.row_dimensions[3].hidden = True


@drawing("05_絞り込まれた行を含める")
def _(draft: Draft) -> None:
    people(draft, 1)
    draft.sheet.auto_filter.ref = "A1:D4"
    draft.sheet.auto_filter.add_filter_column(1, ["森下　葵"])
    draft.sheet.row_dimensions[2].hidden = draft.sheet.row_dimensions[3].hidden = True


@drawing("06_書式で出す先頭のゼロ")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "郵便番号", "電話番号", "宛名番号")
    draft.lines(2, [(1, 1800001, 422601234, 123), (2, 1800002, 9012345678, 45)])
    draft.form("A2:A3", "00000000")
    draft.form("B2:B3", "000-0000")
    draft.form("C2:C3", "0000000000")
    draft.form("D2:D3", '"宛"0000')


@drawing("07_和暦の書式の日付")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "生年月日", "受付日時", "期限")
    draft.lines(2, [("00000001", date(1989, 1, 7), datetime(2026, 2, 1, 9, 30), date(2026, 4, 1)),  # noqa: DTZ001
                    ("00000002", date(1989, 1, 8), datetime(2026, 2, 2, 17, 0), date(2027, 3, 31))])  # fmt: skip # noqa: DTZ001
    draft.form("B2:B3", ERA)
    draft.form("C2:C3", "yyyy/mm/dd hh:mm")
    draft.form("D2:D3", '[$-411]ge.m.d')


@drawing("08_日付の書き方がまちまち")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "生年月日")
    written = ("令和元年5月1日", "S64.1.7", "平成31.4.30", "２０２６年２月３日", "5060401", "2026-2-3", "昭和64年1月8日", "R8/13/1")
    draft.lines(2, [(f"{n:08d}", one) for n, one in enumerate(written, 1)])


@drawing("09_ふりがな")
def _(draft: Draft) -> None:
    people(draft, 1)
    draft.furigana("B2", "髙橋　花子", "タカハシハナコ")
    draft.furigana("B3", "山﨑　健", "ヤマザキケン")


@drawing("10_入力規則と条件付き書式")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "区分", "金額")
    draft.lines(2, [("00000001", "新規", 1200), ("00000002", "継続", -300), ("00000003", "その他", 0)])
    rule = DataValidation(type="list", formula1='"新規,継続"', allow_blank=True)
    rule.add("B2:B1000")
    draft.sheet.add_data_validation(rule)
    red = PatternFill("solid", bgColor="FFC7CE")
    draft.sheet.conditional_formatting.add("C2:C1000", CellIsRule(operator="lessThan", formula=["0"], fill=red))


@drawing("11_全角と半角のまじり")
def _(draft: Draft) -> None:
    draft.line(1, "整理 番号", "氏　名", "ＴＥＬ", "金額")
    draft.lines(2, [("00000001", "髙橋 花子", "０９０－１２３４－５６７８", "１，２００円"),
                    ("００００００２", "ﾔﾏｻﾞｷ　健", "090(1234)5678", "△300"), ("00000003", "𠮷田　葵", "0422-51-5131", "¥1,000")])  # fmt: skip


@drawing("12_数式とその結果")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "単価", "数", "金額", "控え")
    draft.lines(2, [("00000001", 500, 2), ("00000002", 700, 3)])
    for row, amount in ((2, 1000), (3, 2100)):
        draft.formula(f"D{row}", f"=B{row}*C{row}", amount)
        draft.formula(f"E{row}", f'="R-"&A{row}', f"R-0000000{row - 1}")


@drawing("13_エラーのセル")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "氏名", "金額")
    draft.lines(2, [("00000001", "髙橋　花子"), ("00000002", "山﨑　健"), ("00000003", "森下　葵", 1)])
    draft.formula("C2", "=#REF!+1", "#REF!")
    draft.formula("C3", "=1/0", "#DIV/0!")


@drawing("14_同じ見出しが2つ")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "電話番号", "電話番号")
    draft.line(2, "00000001", "0422-51-5131", "090-1234-5678")


@drawing("15_使わない見出しは2つあってよい")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "備考", "氏名", "備考")
    draft.line(2, "00000001", "あ", "髙橋　花子", "い")


@drawing("16_縦に結合したデータ")
def _(draft: Draft) -> None:
    draft.line(1, "世帯番号", "整理番号", "氏名")
    draft.lines(2, [("A-1", "00000001", "髙橋　花子"), (None, "00000002", "髙橋　健"), ("A-2", "00000003", "森下　葵")])
    draft.sheet.merge_cells("A2:A3")


@drawing("17_年度ごとのシート")
def _(draft: Draft) -> None:
    draft.line(1, "使い方")
    draft.add("令和7年度（済）")
    draft.line(1, "これは済み")
    draft.add("令和8年度")
    people(draft, 1)
    draft.add("集計")


@drawing("18_先頭のシートが隠れている")
def _(draft: Draft) -> None:
    draft.line(1, "計算用")
    draft.sheet.sheet_state = "hidden"
    draft.add("一覧")
    people(draft, 1)
    draft.book.active = 1


@drawing("19_隠れた列と右へ離れた表")
def _(draft: Draft) -> None:
    draft.line(5, *HEADINGS, first=4)
    draft.lines(6, PEOPLE, first=4)
    draft.sheet.column_dimensions["F"].hidden = True


@drawing("20_コメントと図")
def _(draft: Draft) -> None:
    people(draft, 1)
    draft.sheet["B2"].comment = Comment("要確認", "係")
    draft.line(1, "件数", first=8)
    draft.lines(2, [(3,), (5,)], first=8)
    chart = BarChart()
    chart.add_data(Reference(draft.sheet, min_col=8, min_row=1, max_row=3), titles_from_data=True)
    draft.sheet.add_chart(chart, "J2")


@drawing("21_小計と空行")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "氏名", "金額")
    draft.lines(2, [("00000001", "髙橋　花子", 100), ("小　計", None, 100), (None,), ("00000002", "山﨑　健", 200),
                    ("小　計", None, 200), (None,), ("合　計", None, 300)])  # fmt: skip


@drawing("22_単位の付いた金額")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "金額", "人数")
    draft.lines(2, [("00000001", "1,200円", 3), ("00000002", 34567, 12), ("00000003", "￥1,000", "3 人"), ("00000004", "1,2円", 1)])
    draft.form("B3", '#,##0"円"')
    draft.form("C2:C3", '0"人"')


@drawing("33_単位を書いた列")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "人数", "限度額", "面積")
    draft.lines(2, [("00000001", "3 人", "1,200千円", "25.5㎡"), ("00000002", 4, 800, "３０ ㎡"),
                    ("00000003", "２世帯", "120万円", "30坪"), ("00000004", "約5人", "￥500", "広い")])  # fmt: skip
    draft.form("B3", '0"人"')
    draft.form("C3", '#,##0"千円"')


@drawing("23_条件で変わる書式")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "郵便番号")
    draft.lines(2, [("00000001", 1800001), ("00000002", 9990001)])
    draft.form("B2:B3", "[<=999]000;[<=9999]000-00;000-0000")


@drawing("24_16桁の番号")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "証書番号")
    draft.lines(2, [("00000001", "1234567890123456"), ("00000002", 1234567890123456), ("00000003", 123456789012345)])


@drawing("25_式に見える文字と長い文字")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "備考")
    draft.lines(2, [("00000001", "=1+1"), ("00000002", "@SUM(A1)"), ("00000003", "+81-90"), ("00000004", "1行目\n2行目"),
                    ("00000005", "　前後に空白　"), ("00000006", "-2+3"), ("00000007", "長" * 300)])  # fmt: skip


@drawing("26_はいといいえと時刻")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "同意", "開始", "有無")
    draft.lines(2, [("00000001", True, time(9, 5), "○"), ("00000002", False, time(17, 30), "×")])
    draft.form("C2:C3", "h:mm")


@drawing("27_保護と名前と印刷範囲")
def _(draft: Draft) -> None:
    people(draft, 1)
    draft.sheet.protection.sheet = True
    draft.sheet.freeze_panes = "B2"
    draft.sheet.print_area = "A1:D4"
    draft.book.defined_names["一覧"] = DefinedName("一覧", attr_text="受付!$A$1:$D$4")


@drawing("28_折りたたんだ行")
def _(draft: Draft) -> None:
    people(draft, 1)
    draft.sheet.row_dimensions.group(3, 4, hidden=True)


@drawing("29_改行と空白のある見出し")
def _(draft: Draft) -> None:
    draft.line(2, "整理\n番号", " 氏　　名 ", "ｶﾅ", "生年\n月日")
    draft.lines(3, PEOPLE)


@drawing("30_マクロのあるブック")
def _(draft: Draft) -> None:
    people(draft, 1)
    draft.macro = True


@drawing("31_鍵の重なりと空の鍵")
def _(draft: Draft) -> None:
    draft.line(1, "整理番号", "氏名")
    draft.lines(2, [("00000001", "髙橋　花子"), ("00000002", "山﨑　健"), ("00000001", "髙橋　花"), (None, "森下　葵")])


@drawing("32_1904年からの日付")
def _(draft: Draft) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    draft.book.epoch = CALENDAR_MAC_1904
    draft.line(1, "整理番号", "生年月日")
    draft.lines(2, [("00000001", date(1985, 4, 1)), ("00000002", date(2001, 5, 9))])
    draft.form("B2:B3", "yyyy/m/d")
