"""One mistake at a time, put into a recipe that is right: found on its line, by its code, with the word that
mends it in the hint.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import check_files
from tests.unit.recipe.examples import project, put

RIGHT = """\
レシピ: 資格異動の登録
概要: {担当: 保険年金課, 目的: 異動の登録, 手作業の分数: 12, 見直し期限: 2027-03-31}
使うシステム: 保育システム
実行時の値:
  対象日: 日付
データ:
  ファイル: 異動_<対象日|日付 YYYYMMDD>.xlsx
  鍵: 整理番号
  隠れた行: 飛ばす
  対象: {状態: ""}
  列:
    整理番号: コード 8
    区分: 選択 新規/継続
    氏名: 文字 最大 40
    生年月日: 日付
    保育料: 金額
    個人番号: コード 12 任意 隠す
    状態: 文字 任意
  明細:
    世帯員: {シート: 世帯, 結合: 整理番号, 列: {続柄: 文字, 名前: 文字}}
開始:
  - ログイン: 保育システム
行ごと:
  - 呼び出す: 世帯検索
    渡す値:
      番号: <整理番号>
  - 開く: 申込入力
  - 入力:
      児童氏名: <氏名|全角>
      生年月日: <生年月日|和暦 R06.04.01>
      保育料: <保育料|カンマ>
      世帯主: <世帯主名>
  - クリック: お知らせを閉じる
    もし: {表示: 重要なお知らせ}
    待ち時間: 5秒
  - 場合分け:
      - もし: {区分: 新規}
        手順:
          - クリック: タブ「新規」
      - それ以外:
          - クリック: タブ「継続」
  - くり返し: 世帯員
    手順:
      - クリック: 行を追加
      - 入力:
          続柄: <続柄>
        範囲: {行: 最後}
  - 照合:
      児童氏名: <氏名>
    違うとき: 業務エラー
  - 業務エラー: 保育料が高すぎます
    もし: {保育料: {超: 100000}}
  - 確定: ボタン「登録する」
    ダイアログ: OK
    成功の表示: 登録が完了しました
  - 読取:
      控えた番号: 受付番号
  - 書き戻す:
      状態: <控えた番号>
終了:
  - ログアウト: 保育システム
安全: {再試行: 2, 最大件数: 300}
証跡: {画像: 確定, 隠す項目: [個人番号]}
"""
PART = """\
レシピ: 世帯の検索
概要: {担当: 保険年金課, 目的: 検索, 手作業の分数: 1}
使うシステム: 保育システム
実行時の値:
  番号: コード 8
手順:
  - 開く: 申込入力
  - 読取:
      世帯主名: 世帯主
返す値: [世帯主名]
"""

# name: (what is right, what is written instead, code, what the hint must hold, line after the first changed one)
SEEDS: dict[str, tuple[str, str, str, str, int]] = {
    # typing errors: words of the language
    "top word": ("使うシステム:", "使うシスデム:", "R01", "使うシステム", 0),
    "top word, one kanji": ("終了:", "終丁:", "R01", "終了", 0),
    "rows word": ("  ファイル: 異動", "  ファイノレ: 異動", "R01", "ファイル", 0),
    "about word": ("手作業の分数: 12", "手作業分数: 12", "R01", "手作業の分数", 0),
    "safety word": ("再試行:", "再施行:", "R01", "再試行", 0),
    "evidence word": ("隠す項目:", "隠す項日:", "R01", "隠す項目", 0),
    "details word": ("結合: 整理番号", "統合: 整理番号", "R01", "結合", 0),
    "verb, katakana for kanji": ("  - 入力:\n      児童", "  - 入カ:\n      児童", "R04", "入力", 0),
    "verb, missing letter": ("  - 書き戻す:", "  - 書戻す:", "R04", "書き戻す", 0),
    "verb in a loop": ("      - クリック: 行を追加", "      - クリツク: 行を追加", "R04", "クリック", 0),
    "verb in a way": ("          - クリック: タブ「継続」", "          - クリッ: タブ「継続」", "R04", "クリック", 0),
    "argument": ("    ダイアログ: OK", "    ダイヤログ: OK", "R05", "ダイアログ", 0),
    "argument of a call": ("    渡す値:", "    渡し値:", "R05", "渡す値", 0),
    "modifier": ("    待ち時間: 5秒", "    待ち時聞: 5秒", "R05", "待ち時間", 0),
    "condition of a way": ("      - もし: {区分: 新規}", "      - もしも: {区分: 新規}", "R01", "もし", 0),
    "operator": ("{超: 100000}", "{越: 100000}", "R119", "超", 0),
    "column type": ("生年月日: 日付", "生年月日: 日附", "R50", "日付", 0),
    "column flag": ("任意 隠す", "任意 隠し", "R51", "隠す", 0),
    "filter": ("|和暦 R06", "|和歴 R06", "R13", "和暦", 0),
    "filter of another width": ("|全角>", "|全格>", "R13", "全角", 0),
    "form of a wareki": ("和暦 R06.04.01", "和暦 R6-4-1", "R53", "R06.04.01", 0),
    "form of a date": ("日付 YYYYMMDD", "日付 西暦4桁", "R53", "YYYY", 0),
    "filter with too much": ("<保育料|カンマ>", "<保育料|カンマ 3>", "R54", "何も書きません", 0),
    "choices with another mark": ("選択 新規/継続", "選択 新規・継続", "R52", "「/」で区切り", 0),
    "condition as a sentence": ("      - もし: {区分: 新規}", "      - もし: 区分が新規", "R60", "もし: {", 0),
    "quotes of another kind": ("ボタン「登録する」", "ボタン『登録する』", "L22", "ボタン「登録する」", 0),
    "field in quotes": ("      世帯主: <世", "      「世帯主」: <世", "L22", "世帯主 と書いて", 0),
    "print": ("  - 開く: 申込入力", "  - 印刷: 一覧\n  - 開く: 申込入力", "R04", "PDF保存", 0),
    "answer of a dialog": ("ダイアログ: OK", "ダイアログ: はい", "R09", "OK", 0),
    "hidden rows": ("隠れた行: 飛ばす", "隠れた行: 飛ぱす", "R09", "飛ばす", 0),
    "pictures": ("画像: 確定", "画像: 毎度", "R09", "毎回", 0),
    "otherwise": ("違うとき: 業務エラー", "違うとき: 業務エラ", "R09", "業務エラー", 0),
    "part of the screen": ("範囲: {行: 最後}", "範囲: {業: 最後}", "R01", "行", 0),
    "duration": ("待ち時間: 5秒", "待ち時間: すこし", "R25", "10", 0),
    "number": ("再試行: 2", "再試行: 二", "R24", "数字", 0),
    # width, indents, form
    "full-width blank": ("  - 開く: 申込入力", "　- 開く: 申込入力", "Y01", "半角スペース", 0),
    "tab": ("      世帯主: <世", "\t  世帯主: <世", "Y02", "半角スペース", 0),
    "full-width colon": ("  - 開く: 申", "  - 開く：申", "Y03", "半角", 0),
    "bullet": ("  - 開く: 申", "  ー 開く: 申", "Y04", "半角の「-」", 0),
    "numbered step": ("  - 開く: 申", "  2. 開く: 申", "Y04", "半角の「-」", 0),
    "two dashes": ("  - 開く: 申", "  -- 開く: 申", "Y04", "半角の「-」", 0),
    "dash without a blank": ("  - 開く: 申", "  -開く: 申", "Y05", "- 開く", 0),
    "colon without a blank": ("  - 開く: 申", "  - 開く:申", "Y05", "開く: 申", 0),
    "dash with a full-width blank": ("  - 開く: 申", "  -　開く: 申", "Y05", "- ", 0),
    "colon with a full-width blank": ("      世帯主: <世", "      世帯主:　<世", "Y05", "世帯主: <世", 0),
    "colon in a value": ("保育料が高すぎます", "注意: 保育料が高い", "Y06", '"', 0),
    "braces": ("<氏名|全角>", "${氏名}", "Y07", "<列名>", 0),
    "remark in a value": ("保育料が高すぎます", "理由 #1", "Y08", '" "', 0),
    "a name twice": ("      世帯主: <世帯主名>", "      児童氏名: <世帯主名>", "Y10", "消して", 0),
    "anchor": ("申込入力\n  - 入力", "&a 申込入力\n  - 入力", "Y11", '" "', 0),
    "open quote": ('{状態: ""}', '{状態: "}', "Y15", "引用符で閉じ", 0),
    "open bracket": ("隠す項目: [個人番号]", "隠す項目: [個人番号", "Y25", "囲んで", 0),
    "too far left": ("      続柄: <続柄>\n", "  続柄: <続柄>\n", "Y14", "同じ位置", 0),
    "same depth as the verb": (
        "      控えた番号: 受付番号", "    控えた番号: 受付番号", "R06", "右に", 0),
    "full-width remark": ("登録が完了しました", "登録が完了しました ＃画面の上", "L23", "「 # 」", 0),
    "full-width brackets": ("      世帯主: <世帯主名>", "      世帯主: ＜世帯主名＞", "L11", "<世帯主名>", 0),
    # names
    "column in a placeholder": ("<氏名|全角>", "<児童名|全角>", "R11", "使える名前", 0),
    "column with a letter less": ("<生年月日|和暦", "<生年月|和暦", "R11", "<生年月日>", 0),
    "column in a condition": ("もし: {区分: 新規}", "もし: {区文: 新規}", "R11", "区分", 0),
    "column of the key": ("  鍵: 整理番号", "  鍵: 整理番合", "R102", "整理番号", 0),
    "column of only": ('対象: {状態: ""}', '対象: {状能: ""}', "R102", "状態", 0),
    "column to mask": ("隠す項目: [個人番号]", "隠す項目: [個人蕃号]", "R102", "個人番号", 0),
    "column of child rows": ("          続柄: <続柄>", "          続柄: <続祐>", "R11", "<続柄>", 0),
    "child rows": ("くり返し: 世帯員", "くり返し: 世帯負", "R131", "世帯員", 0),
    "column that joins": ("結合: 整理番号", "結合: 整理番", "R102", "整理番号", 0),
    "a child's column outside its loop": ("      児童氏名: <氏名>\n", "      児童氏名: <続柄>\n", "R11", "使える名前", 0),
    "column to write": ("      状態: <控えた番号>", "      状況: <控えた番号>", "L08", "状態", 0),
    "a row's value before the rows": (
        "  - ログイン: 保育システム\n行", "  - ログイン: 保育システム\n  - メモ: <氏名>\n行", "R11", "対象日", 0),
    "value before it is kept": ("世帯主: <世帯主名>", "世帯主: <控えた番号>", "R11", "使える名前", 0),
    "kept under a column's name": ("      控えた番号: 受", "      氏名: 受", "R12", "別の名前", 0),
    "system": ("使うシステム: 保育システム", "使うシステム: 保育シスデム", "R15", "保育システム", 0),
    "screen": ("  - 開く: 申込入力", "  - 開く: 申込人力", "R16", "申込入力", 0),
    "login to a system not used": ("ログイン: 保育システム", "ログイン: library", "R17", "保育システム", 0),
    "type of a comparison": ("保育料: {超: 100000}", "保育料: {超: 十万}", "R62", "10000", 0),
    "a choice that is none": ("もし: {区分: 新規}", "もし: {区分: 転入}", "L07", "新規", 0),
    # calls
    "recipe to call": ("呼び出す: 世帯検索", "呼び出す: 世帯検案", "R80", "世帯検索", 0),
    "input of a call": ("      番号: <整理番号>", "      番合: <整理番号>", "R134", "番号", 0),
    "a call without its input": ("    渡す値:\n      番号: <整理番号>\n", "", "R135", "番号", -1),
    # the submit
    "no success": ("    成功の表示: 登録が完了しました\n", "", "R08", "成功の表示", -2),
    "click for submit": (
        "  - 確定: ボタン「登録する」\n    ダイアログ: OK\n    成功の表示: 登録が完了しました",
        "  - クリック: ボタン「登録する」", "L03", "確定", 0),
    "two submits": (
        "  - 読取:\n      控え", "  - 確定: 登録\n    成功の表示: 完了\n  - 読取:\n      控え", "R31", "2つに分け", 0),
    "submit in some cases only": (
        "    ダイアログ: OK", "    もし: {区分: 新規}\n    ダイアログ: OK", "R32", "対象外", -1),
    "submit in a loop": (
        "      - クリック: 行を追加", "      - 確定: 登録\n        成功の表示: 完了", "R129", "分けて", 0),
    "reload after the submit": ("  - 読取:\n      控え", "  - 再読込: 受付\n  - 読取:\n      控え", "R130", "開く", 0),
    "submit at the end": ("  - ログアウト:", "  - 確定: x\n    成功の表示: y\n  - ログアウト:", "R103", "行ごと", 0),
    "way after else": (
        "          - クリック: タブ「継続」\n",
        "          - クリック: タブ「継続」\n      - もし: {氏名: a}\n        手順:\n          - メモ: x\n",
        "L12", "それ以外", 0),
    "same way twice": (
        "      - それ以外:\n", "      - もし: {区分: 新規}\n        手順:\n          - メモ: x\n      - それ以外:\n",
        "L12", "行目", 0),
    # secrets and what should not be there
    "secret": ("世帯主: <世帯主名>", "世帯主: <secret.hoiku_user>", "R20", "config/systems", 0),
    "account": ("世帯主: <世帯主名>", "世帯主: <account.利用者ID>", "R20", "config/systems", 0),
    "password": ("      世帯主: <世帯主名>", "      パスワード: abc123", "R21", "config/systems", 0),
    "selector of a download": ("クリック: 行を追加", "ダウンロード: css=#add\n        保存名: 一覧", "L04", "config/systems", 0),
    "selector that is hovered": ("クリック: 行を追加", "重ねる: id=add", "L04", "config/systems", 0),
    "button that is filled": ("      世帯主: <世", "      ボタン「世帯主」: <世", "R65", "入力欄", 0),
    "heading that gets a file": ("  - 入力:\n      児童", "  - 添付: {見出し「証明」: <氏名>}\n  - 入力:\n      児童", "R65", "欄は", 0),
    "selector": ("クリック: 行を追加", "クリック: css=#add", "L04", "config/systems", 0),
    "path that leads out": ("ファイル: 異動_", "ファイル: ../異動_", "R108", "ファイルの名前だけ", 0),
    "number not hidden": ("    状態: 文字", "    口座番号: 文字 任意\n    状態: 文字", "L09", "隠す", 0),
    "fixed wait": ("クリック: 行を追加", "待つ: 3秒", "L05", "表示", 0),
    "kept and never used": ("      状態: <控えた番号>", "      状態: 済", "L06", "消して", -2),
    "two verbs in one step": ("    待ち時間: 5秒", "    入力: {氏名: x}", "R27", "- ", 0),
    "a verb alone": ("  - ログアウト: 保育システム", "  - ログアウト", "R26", "ログアウト:", 0),
    "a date that is none": ("2027-03-31", "2027-02-30", "R37", "2027-03-31", 0),
    "pattern": ("受付番号\n  - 書", "{元: 受付番号, 形: '(('}\n  - 書", "R122", "例:", 0),
}  # fmt: skip


def checked(folder: Path, text: str) -> list[tuple[str, int, str, str]]:
    put(project(folder), "試し", text)
    put(folder, "世帯検索", PART)
    problems, _ = check_files(["試し"], folder)
    return [
        (one.code, one.place.line, f"{one.sentence('ja')} {one.hint('ja')}", one.place.file)
        for one in problems
    ]


def test_the_recipe_is_right(tmp_path: Path) -> None:
    assert checked(tmp_path, RIGHT) == []


def test_there_are_enough_seeds() -> None:
    assert len(SEEDS) >= 60
    assert len({code for _, _, code, _, _ in SEEDS.values()}) >= 45


@pytest.mark.parametrize("name", SEEDS)
def test_a_mistake_is_found_where_it_is(tmp_path: Path, name: str) -> None:
    right, wrong, code, mend, after = SEEDS[name]
    at = RIGHT.index(right)
    pairs = enumerate(zip(right, f"{wrong}\0", strict=False))
    changed = next((n for n, (a, b) in pairs if a != b), len(right))
    line = RIGHT[: at + changed].count("\n") + 1 + after
    found = checked(tmp_path, RIGHT.replace(right, wrong, 1))
    here = [hint for one, number, hint, file in found if (one, number) == (code, line)]
    assert here, (line, found)
    assert mend
    assert any(mend in hint for hint in here), here
