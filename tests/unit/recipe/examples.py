"""The example recipes and system files of the language, in both languages."""

from __future__ import annotations

from pathlib import Path

LIBRARY_SYSTEM = """\
system: library
addresses:
  production: https://library.example.org
  training: https://library-training.example.org
login:
  - open: /login
  - fill:
      User: <secret.library_user>
      Password: <secret.library_password>
  - click: Sign in
  - see: Desk
logout:
  - click: Sign out
screens:
  New card:
    address: /cards/new
    sign: heading "New card"
problems: [Please correct]
already: [This card exists]
"""

LIBRARY = """\
recipe: Register library cards
about:
  owner: Citizen Service Desk / Sato
  purpose: Copy card applications from the counter sheet into the library system
  manual_minutes: 4
uses: library

rows:
  file: card_applications.xlsx
  key: Card no
  only: {Receipt: ""}
  columns:
    Card no: code 8
    Name: text
    Birthday: date
    Area: choice North/South/Other
    Receipt: text optional

start:
  - login: library

each_row:
  - open: New card
  - fill:
      Card number: <Card no>
      Full name: <Name>
      Date of birth: <Birthday|date YYYY/MM/DD>
      Area: <Area>
  - submit: Register
    success: Card registered
  - read:
      Receipt number shown: Receipt number
  - write:
      Receipt: <Receipt number shown>
"""

NURSERY_SYSTEM = """\
システム: 保育システム
アドレス:
  本番: https://hoiku.example.lg.jp
  訓練: https://hoiku-kunren.example.lg.jp
許可する通信先: [hoiku.example.lg.jp]
文字コード: cp932
ログイン:
  - 開く: /login
  - 入力:
      利用者ID: <account.利用者ID>
      パスワード: <account.パスワード>
  - クリック: ログイン
  - 表示確認: 業務メニュー
利用者:
  既定: {利用者ID: <secret.hoiku_user>, パスワード: <secret.hoiku_password>}
  夜間: {利用者ID: <secret.night_user>, パスワード: <secret.night_password>}
ログイン失敗の表示: [パスワードが違います, ロックされています]
ログアウト:
  - クリック: ログアウト
画面:
  申込入力:
    開き方:
      - クリック: 申込入力
    目印: 見出し「入所申込入力」
    名前:
      第1希望施設: css=select[name="kibo1_cd"]
業務エラーの表示: [入力内容に誤りがあります]
登録済みの表示: [既に登録されています]
切断の表示: [セッションの有効期限が切れました]
処理中の表示: [処理中です。しばらくお待ちください]
"""

NURSERY = """\
レシピ: 保育所入所申込の転記
概要:
  担当: こども課 保育係 田中
  目的: 窓口・郵送で受けた申込一覧を保育システムに登録する
  根拠: 令和6年度 事務改善 第12号
  手作業の分数: 7
  月間件数: 220
  見直し期限: 2027-03-31
使うシステム: 保育システム

データ:
  ファイル: 入所申込一覧.xlsx
  シート: 受付
  見出し行: 3
  鍵: 整理番号
  対象: {状態: "", 区分: [新規, 継続]}
  列:
    整理番号: コード 8
    区分: 選択 新規/継続/取下げ
    児童氏名: 文字 最大 40
    児童氏名（カナ）: カナ
    生年月日: 日付
    性別: 選択 男/女
    第一希望: 文字
    就労証明書: ファイル
    個人番号: コード 12 任意 隠す
    状態: 文字 任意
    受付番号: 文字 任意

開始:
  - ログイン: 保育システム

行ごと:
  - 開く: 申込入力
  - 入力:
      整理番号: <整理番号>
      児童氏名: <児童氏名>
      フリガナ: <児童氏名（カナ）|全角|カタカナ>
      生年月日: <生年月日|和暦 R06.04.01>
      性別: <性別>
      第1希望施設: <第一希望>
  - 添付:
      就労証明書: <就労証明書>
  - 入力:
      個人番号: <個人番号>
    もし: {個人番号: {not: ""}}
  - クリック: 確認画面へ
  - 照合:
      児童氏名: <児童氏名>
      生年月日: <生年月日|和暦>
      第1希望施設: <第一希望>
  - 確定: ボタン「登録する」
    ダイアログ: OK
    成功の表示: 登録が完了しました
  - 読取:
      控えた受付番号: 受付番号
  - 書き戻す:
      受付番号: <控えた受付番号>
      状態: 登録済

終了:
  - ログアウト: 保育システム

登録済みの表示: [既に登録されています]
業務エラーの表示: [該当する施設がありません]

安全: {再試行: 2, 連続失敗で停止: 3, 最大件数: 300}
証跡: {画像: 確定, 隠す項目: [個人番号], 保存日数: 1825}
"""


def project(folder: Path, **recipes: str) -> Path:
    """A project with both systems and the given recipes."""
    systems = folder / "config" / "systems"
    systems.mkdir(parents=True, exist_ok=True)
    (systems / "library.yaml").write_text(LIBRARY_SYSTEM, encoding="utf-8")
    (systems / "保育システム.yaml").write_text(NURSERY_SYSTEM, encoding="utf-8")
    (folder / "recipes").mkdir(exist_ok=True)
    for name, text in recipes.items():
        (folder / "recipes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def put(folder: Path, name: str, text: str) -> Path:
    """A recipe file below recipes/."""
    path = folder / "recipes" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
