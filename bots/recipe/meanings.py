"""What every word of the language but the verbs' own means: for the schema of editors and the reference.

A table for each table of `words`; its words are the same, a test sees to that. `later` = the word is kept for a
later version, and `check` says so (R90).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bots.recipe import words
from bots.recipe.words import Table


@dataclass(frozen=True, slots=True)
class Meaning:
    """A sentence of Japanese and one of English; what may be written there, for both languages."""

    ja: str
    en: str
    example: str = ""
    example_en: str = ""
    later: bool = False

    def text(self, lang: str) -> str:
        """The sentence of that language."""
        return self.ja if lang == "ja" else self.en

    def shown(self, lang: str) -> str:
        """The example of that language; one alone serves both."""
        return self.example if lang == "ja" else self.example_en or self.example


Meanings = Mapping[str, Meaning]
M = Meaning

TOP: Meanings = {
    "recipe": M("レシピの題名。", "The title of the recipe.", "保育所入所申込の転記", "Register library cards"),
    "format": M("書式の版。今は 1 だけ（書かなくてもよい）。", "The version of the language: 1. May be left out.", "1"),
    "about": M(
        "だれが、何のために、手作業なら何分かかるか。", "Who uses it, what for, how long it takes by hand.",
        "{担当: こども課, 目的: 申込の登録, 手作業の分数: 7}",
        "{owner: Service Desk, purpose: card applications, manual_minutes: 4}",
    ),
    "uses": M(
        "使うシステム。config/systems にあるファイルの名前（並べてもよい）。",
        "The system, as its file under config/systems is called; or a list.", "保育システム", "library",
    ),
    "inputs": M(
        "実行するときに渡す値の、名前と型。", "Values given when it is run: name and type.",
        "{締切日: 日付}", "{Deadline: date}",
    ),
    "rows": M("どの表の、どの行を使うか。", "Which sheet the rows come from."),
    "start": M("はじめに1回だけ行う手順（ログインなど）。", "Steps that are done once, before the first row."),
    "each_row": M("表の1行ごとに行う手順。", "Steps that are done for each row."),
    "steps": M(
        "表を使わないレシピや部品の手順。", "The steps of a recipe without a sheet, or of a part that others call."
    ),
    "finish": M("おわりに1回だけ行う手順（ログアウトなど）。", "Steps that are done once, after the last row."),
    "problems": M(
        "画面に出たら、その行を業務エラーにする文字。", "Texts on the screen that refuse the row.",
        "[該当する施設がありません]", "[No such branch]",
    ),
    "already": M(
        "画面に出たら、登録済みとみなす文字。", "Texts on the screen that say that the row is there already.",
        "[既に登録されています]", "[This card exists]",
    ),
    "probe": M("登録されているかを業務システムで調べる手順。要確認の行を実行の終わりに調べ、分かれば自動で決める。",
               "Steps that look into the system whether a row is there: rows in doubt are looked up at the end of a run."),
    "safety": M(
        "実行の上限と、失敗したときの止まり方。", "Limits of a run, and when it stops.",
        "{再試行: 2, 連続失敗で停止: 3}", "{retry: 2, stop_after: 3}",
    ),
    "evidence": M(
        "残す画像と、隠す項目。", "Which pictures are kept, and what is hidden on them.",
        "{画像: 確定}", "{screenshots: submit}",
    ),
    "returns": M(
        "部品が、呼び出したレシピに返す値の名前。", "The names that a part hands back to its caller.", "[世帯番号]", "[Household]"
    ),
}  # fmt: skip
ABOUT: Meanings = {
    "owner": M("担当の課・係。", "The office that answers for it.", "こども課 保育係", "Citizen Service Desk"),
    "purpose": M("何のためのレシピか。", "What it is for.", "申込一覧を登録する", "Copy card applications"),
    "manual_minutes": M("手作業なら1件に何分かかるか。", "Minutes that a row takes by hand.", "7"),
    "per_month": M("1か月のおよその件数。", "How many rows a month, about.", "220"),
    "basis": M("自動化を認めた決裁や計画。", "The decision that allows it.", "令和8年度 事務改善 第3号", "Plan 2026/3"),
    "review_by": M("見直す期限（YYYY-MM-DD）。", "When to look at it again (YYYY-MM-DD).", "2027-03-31"),
}
ROWS: Meanings = {
    "file": M("表のファイル。レシピと同じフォルダーか、その下。<実行時の値> を入れられる。",
              "The file of the sheet, in the folder of the recipe or below; may hold <inputs>.",
              "入所申込一覧.xlsx", "card_applications.xlsx"),
    "sheet": M("シートの名前。* は何文字でもよく、合うシートは1枚だけのこと。書かなければ最初のシート。",
               "The name of the sheet; * stands for any signs, and one sheet alone must fit. Without it the first.",
               "受付", "Applications"),
    "header": M("見出しが何行目にあるか。2段の見出しは「3-4」と書き、上下をつないだ名前になる: 住所（番地）。書かなければ 1。",
                "The row of the headings; without it 1. Headings of two rows are written 3-4 and joined: "
                "Address(Street).", "3"),
    "key": M("行を見分ける列（並べてもよい）。同じ鍵は二度登録しない。",
             "The column that tells rows apart, or a list; a key is never entered twice.", "整理番号", "Card no"),
    "register": M("登録した鍵を覚えておく受付簿の名前。", "The register that remembers the keys that were entered.",
                  "令和8年度 保育入所申込", "Library cards"),
    "skip": M("合計や注記など、データではない行の見分け方。表の行に数えず、何行除いたかを表示する。",
              "How lines that are no rows (totals, notes) are told; they are left out and counted.",
              "{整理番号: [合計, 小計]}", "{Card no: Total}"),
    "only": M("この条件に合う行だけを使う。", "Only rows for which this holds.", '{状態: ""}', '{Receipt: ""}'),
    "columns": M("使う列の、見出しと型。", "The columns that are used: heading and type.",
                 "{整理番号: コード 8, 氏名: 文字}", "{Card no: code 8, Name: text}"),
    "details": M("別のシートや別のファイルにある明細（世帯員など）。", "Child rows on a sheet or in a file of their own.",
                 "{対象者: {シート: 対象者, 結合: 整理番号, 列: {続柄: 文字}}}",
                 "{Members: {sheet: Members, join: Card no, columns: {Relation: text}}}"),
    "strict": M("「はい」なら、不備が1行でもあれば何も登録しない。", "true: nothing is entered if a single row has a fault.",
                "はい", "true"),
    "hidden": M("隠れた行や絞り込まれた行をどうするか。書かなければ止まって聞く。",
                "What to do with hidden or filtered rows; without it, it stops and asks.", "飛ばす", "skip"),
    "password_name": M("開くパスワードのあるブックの、パスワードをしまってある名前（config/secrets.yaml）。パスワードそのものは書かない。",
                       "The name under which the book's password is kept (config/secrets.yaml), never the password.",
                       "異動一覧", "card_list"),
}  # fmt: skip
COLUMN_FLAGS: Meanings = {
    "max": M("長さ、または値の上限。", "The most characters, or the greatest value.", "最大 20", "max 20"),
    "min": M("長さ、または値の下限。", "The fewest characters, or the smallest value.", "最小 1", "min 1"),
    "optional": M("空でもよい。列が表になくてもよい。", "It may be blank, and the sheet may lack it.", "任意", "optional"),
    "mask": M("画像と記録で伏せる。", "Masked on pictures and in records.", "隠す", "mask"),
    "past_era": M("日付の列で、終わった元号の日付（平成31年5月1日）も実在する日として読み、注意を出す。",
                  "Of a date: what an era is said to have after its end is read as the real day, with a note.",
                  "旧元号可", "past_era"),
    "unit": M("数・金額の列で、数の後に付いていてよい単位（「3 人」の「人」）。単位は除いて数だけを使い、換算はしない。ほかの単位のセルは断る。",
              "Of a number or an amount: the unit that may stand behind it. It is left out and nothing is converted; "
              "a cell with another unit is refused.", "単位 人", "unit kg"),
}  # fmt: skip
CALENDAR: Meanings = {
    "closed": M("土日・祝日・年末年始（12/29〜1/3）のほかに、閉庁する日。「日付: 理由」の並びか、日付の並び。",
                "Days on which the hall is closed besides weekends, holidays and 12/29 to 1/3: lines of date: reason, or a list.",
                "{2026-11-02: 開庁記念日の振替}", "{2026-11-02: Founding day}"),
    "open": M("土日・祝日・年末年始でも、開庁する日。", "Days on which it is open all the same.",
              "[2027-03-28]"),
}  # fmt: skip
DETAILS: Meanings = {
    "file": M("明細が別のファイルにあるとき、そのファイル（.csv も使える）。", "The file of the child rows where it is another one; a .csv too.",
              "世帯員.csv", "members.csv"),
    "sheet": M("明細のシートの名前。「ファイル」を書いたときは、書かなければ最初のシート。",
               "The sheet of the child rows; with a file it may be left out: the first.", "対象者", "Members"),
    "header": M("見出しが何行目にあるか。2段なら「3-4」。書かなければ 1。",
                "The row of the headings, or 3-4 for headings of two rows; without it 1.", "1"),
    "join": M("元の行と結びつける列。両方の表にある鍵の列。", "The column that joins them to their row, in both sheets.",
              "整理番号", "Card no"),
    "columns": M("使う列の、見出しと型。", "The columns that are used: heading and type.", "{続柄: 文字}", "{Relation: text}"),
}  # fmt: skip
MODIFIERS: Meanings = {
    "name": M("手順の説明。報告書に出る。", "A name for the step; the report shows it.", "氏名を入れる", "enter the name"),
    "when": M("この条件が成り立つときだけ行う。", "Only when this holds.", '{備考: {以外: ""}}', '{Remarks: {not: ""}}'),
    "in": M("画面のどの部分で行うか。", "In which part of the screen.", "{行: 最後}", "{row: last}"),
    "timeout": M("画面を待つ秒数の上限（例: 20秒）。", "How many seconds to wait for the screen at most.", "20秒", "20s"),
}
IN: Meanings = {
    "row": M("表の中の1行。行のどれかのセルの言葉（全部）、{見出し: セルの言葉}、または 最後。",
             "A row of a table: the whole words of one of its cells, {heading: words of the cell}, or last.", "最後", "last"),
    "table": M("見出しのついた表。", "A table with a caption.", "世帯員", "Members"),
    "frame": M("フレームの名前か題。", "A frame by its name or title.", "main"),
    "window": M("別に開いた画面の題名。", "Another window by its title.", "検索", "Search"),
}
LAST: Meanings = {"last": M("表の最後の行。", "The last row of a table.")}
SHOWN: Meanings = {
    "shown": M("この文字が画面に出ている（並べればどれか）。", "This text is on the screen; one of a list.", "該当なし", "Not found"),
    "not_shown": M("この文字が画面に出ていない。", "This text is not on the screen.", "読み込み中", "Loading"),
}
OPERATORS: Meanings = {
    "not": M('この値ではない。"" は空のこと。', 'Is not this; "" means blank.', '{備考: {以外: ""}}', '{Remarks: {not: ""}}'),
    "over": M("この数より大きい。", "Is larger.", "{金額: {超: 10000}}", "{Amount: {over: 10000}}"),
    "under": M("この数より小さい。", "Is smaller.", "{年齢: {未満: 18}}", "{Age: {under: 18}}"),
    "at_least": M("この数か、それより大きい。", "Is as large or larger.", "{人数: {以上: 2}}", "{Count: {at_least: 2}}"),
    "at_most": M("この数か、それより小さい。", "Is as small or smaller.", "{人数: {以下: 5}}", "{Count: {at_most: 5}}"),
    "before": M("この日より前。", "Is before this day.", "{届出日: {より前: 2026-04-01}}", "{Day: {before: 2026-04-01}}"),
    "after": M("この日より後。", "Is after this day.", "{届出日: {より後: 2026-04-01}}", "{Day: {after: 2026-04-01}}"),
    "contains": M("この文字を含む。", "Has this in it.", "{住所: {含む: 方}}", "{Address: {contains: c/o}}"),
    "starts": M("この文字で始まる。", "Begins with this.", "{コード: {始まる: A}}", "{Code: {starts: A}}"),
}
SAFETY: Meanings = {
    "retry": M("障害の行を、確定の前なら何回やり直すか（0〜10）。",
               "How often a row that failed is tried again, before its submit (0 to 10).", "2"),
    "stop_after": M("何行続けて失敗したら全体を止めるか（照会がなければ、要確認は続かなくても数える）。",
                    "After how many failures running the whole run stops; rows in doubt need not be running, unless they are looked up.", "3"),
    "max_rows": M("1回の実行で扱う行の上限。", "At most so many rows in a run.", "300"),
    "hours": M("人なしで実行してよい時間帯（並べてもよい）。人が端末で実行するときは、知らせるだけ。",
               "When it may run with nobody there, or a list; a person at a terminal is only told.", "19:00-06:00"),
    "probe_first": M("登録の前に照会する。", "Look before each row is filled in whether it is there."),
}  # fmt: skip
EVIDENCE: Meanings = {
    "screenshots": M("画像をいつ残すか。", "When pictures are taken.", "確定", "submit"),
    "mask": M("画像と記録で隠す列や欄の名前。", "Columns and fields that are hidden on pictures and in records.",
              "[個人番号]", "[My number]"),
    "keep_days": M("記録を残す日数。", "How many days the records are kept.", "1825"),
    "personal": M("記録に残す値を、そのまま見せるか伏せるか。", "Whether values are shown or hidden in records.", "伏せる", "masked"),
}  # fmt: skip
TIMETABLE: Meanings = {
    "timetable": M("ひとりでに動く実行の一覧。項目の名前ごとに、何をいつ行うかを書く（config/timetable.yaml）。",
                   "What runs by itself: under the name of each entry, what is done and when (config/timetable.yaml).",
                   "{月例の登録: {レシピ: こども課/保育申込, 日: 第3開庁日, 時刻: 19:30}}",
                   "{Monthly: {recipe: desk/cards, day: 3rd opening day, time: 19:30}}"),
}  # fmt: skip
ENTRY: Meanings = {
    "recipe": M("実行するレシピ。", "The recipe.", "こども課/保育申込", "desk/cards"),
    "inputs": M("レシピに渡す「実行時の値」。", "Values for the inputs of the recipe.", "{年度: 令和8年度}", "{Year: 2026}"),
    "environment": M("本番、訓練など。書かなければ、この場所の設定。", "production or training, say; without it what the settings say.",
                     "本番", "production"),
    "account": M("システムのファイルの「利用者」のどれで行うか。", "Which of the accounts of the system file.", "夜間", "night"),
    "day": M("行う日。並べるとどれかの日。毎日、開庁日、月・水・金、25日、月末、第3開庁日、月末開庁日、月末の2開庁日前、第2火曜日、"
             "25日 休みなら前の開庁日、2026-12-03 など。",
             "The days; of a list any. every day, every opening day, Mon, Wed, Fri, day 25, last day, 3rd opening day, last opening"
             " day, 2 opening days before last day, 2nd Tuesday, day 25, or the opening day before, 2026-12-03.",
             "[第3開庁日, 月末開庁日]", "[3rd opening day, last opening day]"),
    "time": M("始める時刻（日本時間）。並べると、その日のうちに何度か。", "When it begins, in Japan's time; of a list each.", "19:30"),
    "folder": M("受付フォルダー。日と時刻の代わりに書く。表のファイルが届くと中を確かめ、始めてよいかを人に聞く。",
                "An intake folder, in place of day and time: a book that arrives there is looked at, and a person is asked whether it may begin.",
                "'\\\\server\\share\\寄附'", "'\\\\server\\share\\donations'"),
    "files": M("受付フォルダーで受け取るファイルの名前。* は何文字でも、? は1文字。書かなければ、表のファイルすべて。",
               "The names of files that are taken from the folder: * stands for any letters, ? for one; without it all books.",
               "寄附*.xlsx", "donations*.xlsx"),
    "until": M("この時刻になったら、行の切れ目で止める。始める時刻より早ければ次の日。", "At this time it is asked to end after its row; earlier than "
               "its beginning: that of the next day.", "23:00"),
    "late": M("始められずに時刻を10分過ぎたときどうするか。書かなければ、人に聞く。", "What happens if it could not begin within ten minutes; without it "
              "a person is asked.", "一度だけ実行", "run_once"),
    "after": M("先に終わっていなければならない項目。名前、その並び、または {名前: 成功 か 片付き}。",
               "Entries that must have ended before: a name, a list, or {name: success or settled}.", "月例の登録", "Monthly"),
    "zone": M("通信のゾーン。", "A zone of the network.", later=True),
    "priority": M("待っているものが多いとき、大きい方から始める（0〜9）。", "Of several that wait the greatest begins first (0 to 9).", "5"),
    "enabled": M("いいえ と書くと、しばらく休む。", "false rests it for a while.", "いいえ", "false"),
}  # fmt: skip
LATE: Meanings = {
    "skip": M("その回は行わない。", "It is not done that time."),
    "run_once": M("遅れても1回だけ行う。何回分もたまっていても、1回。", "It is done late, once, however often it was due meanwhile."),
    "ask": M("行うかどうか、人の返事を待つ（bots timetable --go / --skip）。", "A person says whether (bots timetable --go / --skip)."),
}
AFTER: Meanings = {
    "success": M("終わりまで行き、障害も要確認もない。", "It came to its end, without failures and doubts."),
    "settled": M("さらに、業務エラーの行もない。", "And no row was refused either."),
}
SYSTEM: Meanings = {
    "system": M("システムの名前。", "What the system is called.", "保育システム", "library"),
    "addresses": M("環境ごとのアドレス。", "The address of each environment.",
                   "{本番: https://hoiku.example.lg.jp}", "{production: https://library.example.org}"),
    "allow": M("通信してよい、ほかのサーバー。", "Other servers that may be talked to.", "[hoiku.example.lg.jp]"),
    "encoding": M("画面の文字コードか、使える文字の範囲（JIS X 0208、JIS X 0213）。書かなければ utf-8。",
                  "The encoding of its pages, or its set of characters (JIS X 0208, JIS X 0213); without it utf-8.", "cp932"),
    "zone": M("通信のゾーン。", "A zone of the network.", later=True),
    "slots": M("同時に動かせる数。", "How many may work at once.", later=True),
    "typing": M("欄への入れ方。", "How text is put into fields.", "一字ずつ", "keys"),
    "background": M("画面が押さなくても自分で続けている通信の送信先（パス）。答えを待たない。末尾の * はそれで始まるもの全部。",
                    "Paths that the pages ask for by themselves, all the time; their answers are not waited for. A * at the end stands for anything.",
                    "[/news/poll]", "[/news/poll]"),
    "settle": M("送った登録を業務システムが保存し終えるまでの秒数（ふつうは 60）。要確認の行は、これだけ待ってから照会する。人も、その間は「登録されていなかった」と答えられない。",
                "Seconds by which the system has stored what was sent (60 unless written); rows in doubt are looked up only then, and "
                "nobody can say before that they were not entered."),
    "same": M("読み返すとき、同じとみなす違い。", "Differences that count as equal when a field is read back.",
              "[全角半角, 空白]", "[width, spaces]"),
    "login": M("ログインの手順。", "The steps that sign in."),
    "accounts": M("利用者ごとの、秘密の値の名前。", "Accounts, each with the names of its secrets.",
                  "{既定: {利用者ID: <secret.hoiku_user>}}", "{default: {User: <secret.library_user>}}"),
    "logout": M("ログアウトの手順。", "The steps that sign out."),
    "login_failed": M("ログインを断られたときに出る文字。", "Texts that say that the sign-in was refused.",
                      "[パスワードが違います]", "[Wrong password]"),
    "problems": TOP["problems"],
    "already": TOP["already"],
    "lost": M("切断されたときに出る文字。", "Texts that say that the session has ended.",
              "[有効期限が切れました]", "[Your session has expired]"),
    "busy": M("処理中のあいだ出ている文字。", "Texts that are shown while it works.", "[処理中です]", "[Please wait]"),
    "screens": M("画面の名前と、その開き方。", "The screens by name, and how each is opened.",
                 "{申込入力: {アドレス: /new, 目印: 見出し「申込入力」}}",
                 '{New card: {address: /cards/new, sign: heading "New card"}}'),
    "submits": M("「確定」が送るもの（1つの確定に1つ）。", "What each submit sends, an entry for each."),
    "closed": M("システムが止まっている時間。曜日や日と時刻で書く。時間割の実行は、その間は始まらない。",
                "When the system is closed, by days and times: no run of the timetable begins then.",
                "[毎日 22:00-6:00, 第3日曜日]", "[every day 22:00-6:00, 3rd Sunday]"),
}  # fmt: skip
SCREEN: Meanings = {
    "address": M("画面のアドレス。", "The address of the screen.", "/cards/new"),
    "how": M("メニューから開くときの手順。", "The steps that open it from the menu."),
    "sign": M("その画面だと分かる目印。", "What tells that this is the screen.", "見出し「申込入力」", 'heading "New card"'),
    "names": M("画面の文字だけでは指せないものの名前。", "Names for what the words on the screen do not tell.",
               "{第1希望施設: 'css=select[name=\"kibo1\"]'}", "{Branch: 'css=select[name=\"branch\"]'}"),
}  # fmt: skip
SUBMITS: Meanings = {
    "screen": M("どの画面の確定か。", "On which screen.", "申込確認", "Confirm"),
    "submit": M("確定で押すボタンの文字。", "The words on the button.", "登録する", "Register"),
    "mode": M("送るものの見分け方。", "How the request is told.", "門", "gate"),
    "method": M("送る方法。", "The method of the request.", "POST"),
    "path": M("送り先のアドレス。", "Where it is sent.", "/cards/create"),
    "fields": M("送るものに必ずある項目。", "Fields that the request has.", "[seiri_no]", "[card_no]"),
    "mark": M("送るものを見分ける文字。", "A text that tells the request.", "action=register"),
    "without": M("送るものに決してない項目。", "Fields that the request never has.", "[draft]"),
    "approved": M("だれがいつ確かめたか。", "Who looked at it, and when.", "2026-11-23 佐藤", "2026-11-23 Sato"),
    "carries": M("送るものに、行の値が入っているか。", "Whether the request carries the values of the row.", "はい", "true"),
}
WAY: Meanings = {
    "when": M("この道を行く条件。", "When this way is gone.", "{区分: 新規}", "{Kind: New}"),
    "do": M("この道の手順。", "The steps of this way."),
    "else": M("どの条件にも当てはまらないときの手順。", "The steps where no other way fits."),
}
FIELD: Meanings = {
    "value": M("入れる値。", "The value.", "<氏名>", "<Name>"),
    "verify": M("「いいえ」なら読み返さない（画面が値を整える欄）。", "false: it is not read back (a field that the screen rewrites).",
                "いいえ", "false"),
}  # fmt: skip
READ_ITEM: Meanings = {
    "from": M("読み取る画面の項目。", "The item on the screen.", "受付番号", "Receipt number"),
    "pattern": M("控える部分の形。( ) があればその中を控える。", "The part that is kept; what stands in ( ), if anything does.", "R-(.+)"),
}
BUILTINS: Meanings = {
    "today": M("実行を始めた日。", "The day on which the run began.", "<今日>", "<today>"),
    "now": M("実行を始めた日時。", "The time at which the run began.", "<今>", "<now>"),
    "row_number": M("表の中の行番号。", "The number of the row in its sheet.", "<行番号>", "<row_number>"),
    "run_id": M("実行番号。", "The number of the run.", "<実行ID>", "<run_id>"),
}

YES_NO: Meanings = {"true": M("そうする。", "Yes."), "false": M("しない。", "No.")}
HIDDEN: Meanings = {
    "skip": M("使わない。", "They are left out."),
    "include": M("ほかの行と同じに使う。", "They are used like the others."),
}
DIALOG: Meanings = {"OK": M("OK を押す。", "Press OK."), "cancel": M("キャンセルを押す。", "Press cancel.")}
OTHERWISE: Meanings = {
    "business": M("この行を業務エラーにする。", "The row is refused."),
    "system": M("障害として扱う。", "The row fails."),
}
SCREENSHOTS: Meanings = {
    "submit": M("確定の前と後、エラーのとき。", "Before and after each submit, and of errors."),
    "step": M("手順のたびに。", "After every step."),
    "error": M("エラーのときだけ。", "Of errors only."),
}
PERSONAL: Meanings = {
    "shown": M("そのまま見せる。", "Values are shown."),
    "masked": M("伏せる。", "Values are hidden."),
}
MODE: Meanings = {
    "gate": M("送るものを見張り、1回だけ通す。", "The request is watched and let through once."),
    "click": M("押したことだけを数える。", "Only the press is counted."),
}
TYPING: Meanings = {
    "fast": M("まとめて入れる。", "All of a text at once."),
    "keys": M("1字ずつ打つ。", "Key by key."),
}
SAME: Meanings = {
    "width": M("全角と半角。", "Full and half width."),
    "commas": M("数のカンマ。", "Commas in numbers."),
    "spaces": M("空白。", "Blanks."),
    "separators": M("番号や日付の区切り。", "Separators of numbers and dates."),
}

# What a reader looks up, in the order of the reference: title, words, what they mean.
CONTEXTS: tuple[tuple[str, str, Table, Meanings], ...] = (
    ("レシピの一番上", "The top of a recipe", words.TOP, TOP),
    ("概要", "about", words.ABOUT, ABOUT),
    ("データ", "rows", words.ROWS, ROWS),
    ("列の型の後に書くもの", "After the type of a column", words.COLUMN_FLAGS, COLUMN_FLAGS),
    ("明細", "details", words.DETAILS, DETAILS),
    ("開庁日の表（config/calendar.yaml）", "The days of the hall (config/calendar.yaml)", words.CALENDAR, CALENDAR),
    ("時間割（config/timetable.yaml）", "The timetable (config/timetable.yaml)", words.TIMETABLE, TIMETABLE),
    ("時間割の1つの項目", "An entry of the timetable", words.ENTRY, ENTRY),
    ("遅れたとき", "late", words.LATE, LATE),
    ("先行", "after", words.AFTER, AFTER),
    ("どの手順にも書けるもの", "What any step may have", words.MODIFIERS, MODIFIERS),
    ("範囲", "in", words.IN, IN),
    ("行の特別な値", "A special row", words.LAST, LAST),
    ("条件: 画面の表示", "Conditions: what is shown", words.SHOWN, SHOWN),
    ("条件: 比べ方", "Conditions: how values are compared", words.OPERATORS, OPERATORS),
    ("場合分けの1つの道", "A way of a branch", words.WAY, WAY),
    ("入力の1つの欄", "A field of fill", words.FIELD, FIELD),
    ("読取の1つの項目", "An item of read", words.READ_ITEM, READ_ITEM),
    ("安全", "safety", words.SAFETY, SAFETY),
    ("証跡", "evidence", words.EVIDENCE, EVIDENCE),
    ("いつでも使える名前", "Names that are always there", words.BUILTINS, BUILTINS),
    ("システムのファイル", "A system file", words.SYSTEM, SYSTEM),
    ("システムの1つの画面", "A screen of a system", words.SCREEN, SCREEN),
    ("確定の送信", "submits", words.SUBMITS, SUBMITS),
    ("値: はい・いいえ", "Values: yes and no", words.YES_NO, YES_NO),
    ("値: 隠れた行", "Values: hidden", words.HIDDEN, HIDDEN),
    ("値: ダイアログ", "Values: dialog", words.DIALOG, DIALOG),
    ("値: 違うとき", "Values: otherwise", words.OTHERWISE, OTHERWISE),
    ("値: 画像", "Values: screenshots", words.SCREENSHOTS, SCREENSHOTS),
    ("値: 個人情報", "Values: personal", words.PERSONAL, PERSONAL),
    ("値: 方式", "Values: mode", words.MODE, MODE),
    ("値: 打鍵", "Values: typing", words.TYPING, TYPING),
    ("値: 同じとみなす", "Values: same", words.SAME, SAME),
)


def pairs(table: Table, meanings: Meanings) -> Iterator[tuple[str, str, Meaning]]:
    """The words of a table with their meaning: word, its language, meaning; a word of both languages once."""
    for english, japanese in table.items():
        yield japanese, "en" if japanese == english else "ja", meanings[english]
        if japanese != english:
            yield english, "en", meanings[english]
