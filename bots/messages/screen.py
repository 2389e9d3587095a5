"""S: what was not on the screen as expected."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    # ---- finding
    "S01": Message(
        "画面に「{name}」がありません。",
        "There is no {name} on the screen.",
        "画面の言葉をそのまま書いてください。",
        "Write the words as the screen shows them.",
    ),
    "S06": Message(
        "もしかして: {near}。画面の言葉をそのまま書いてください。",
        "Did you mean: {near}? Write the words as the screen shows them.",
    ),
    "S60": Message(
        "画面の言葉をそのまま書いてください。同じ手順で先に入れる欄を選ぶと出てくる欄なら、「入力」をその前で2つに分けてください。",
        "Write the words as the screen shows them. If the field appears once an earlier field of the same step is chosen, make two"
        " steps of it, this field in the second.",
    ),
    "S93": Message(
        "「開き方」と「ログアウト」の手順は、前の行が終わった画面から始まります。1行目に「- 開く: /」（またはメニューのアドレス）を書くと、"
        "いつもそこから始まります。",
        "The steps of `how` and `logout` begin on the page where the row before has ended. With `- open: /` (or the address of the menu) "
        "as their first line they always begin there.",
    ),
    "S94": Message(
        "もしかして: {near}。違うときは、前の行が終わった画面のままかもしれません。「開き方」と「ログアウト」の1行目に「- 開く: /」"
        "（またはメニューのアドレス）を書くと、いつもそこから始まります。",
        "Did you mean: {near}? If not, the page may be the one where the row before has ended: with `- open: /` (or the address of the "
        "menu) as their first line, the steps of `how` and `logout` always begin there.",
    ),
    "S32": Message(
        "この画面は、システムがエラー（HTTP {status}）として返したものです。システムが動いているかを確かめてから、もう一度行ってください。"
        "続くときは、システムの担当に知らせてください。",
        "The system answered with an error (HTTP {status}), and this is its page. See that the system is up, then try again. If it "
        "goes on, tell those who run the system.",
    ),
    "S07": Message(
        "「{name}」は画面の表の行の言葉で、その行には欄が {count} 個あります: {heads}",
        "{name} is what a row on the screen begins with, and that row has {count} fields: {heads}",
        "「範囲」に {{行: {name}}} と書き、欄は列の見出しの言葉で書いてください。",
        "Write `in: {{row: {name}}}`, and call the field by the heading of its column.",
    ),
    "S02": Message(
        "画面に「{name}」が {count} か所あり、どれか決められません: {candidates}",
        "{name} is on the screen {count} times: {candidates}",
        "「範囲」で場所を絞るか、システムのファイルの「名前」に書いてください。",
        "Narrow it with `in`, or give it a name in the system file.",
    ),
    "S52": Message(
        "画面に「{name}」の場所はありますが、何も表示されていません。",
        "There is a place for {name} on the screen, but it shows nothing.",
        "画面の画像を見てください。表示が遅い画面なら「待ち時間」を長くし、空のこともある項目なら「読取」に「もし」を付けてください。",
        "Look at the picture. If the page is slow, give the step a longer timeout; if it may be blank, read it only when "
        "something is shown.",
    ),
    "S03": Message(
        "範囲「{name}」が画面にありません。",
        "The part {name} is not on the screen.",
        "見出し、表題、行のセルの言葉をそのまま書いてください。",
        "Write the heading, caption or cell as the screen shows it.",
    ),
    "S04": Message(
        "範囲「{name}」に当たるものが {count} か所あります。",
        "The part {name} is on the screen {count} times.",
        "外側の範囲を先に書いてください。例: 範囲: [{{表: 世帯員}}, {{行: 最後}}]",
        "Write the part around it first, for example in: [{{table: Family}}, {{row: last}}]",
    ),
    "S05": Message(
        "画面「{name}」の目印「{sign}」が {seconds} 秒待っても出ません。",
        "The sign {sign} of the screen {name} did not appear within {seconds} s.",
        "開いた画面が合っているか、目印の言葉が変わっていないかを確かめてください。",
        "See whether the right screen was opened and whether its sign has changed.",
    ),
    # ---- setting
    "S10": Message(
        "「{name}」は入力できない状態です（{reason}）。",
        "{name} cannot be filled in now ({reason}).",
        "先に別の項目を選ぶ必要がないか、画面で確かめてください。何も入力していません。",
        "See whether another field must be chosen first. Nothing was filled in.",
    ),
    "S59": Message(
        "「{name}」は、直接は入力できない欄です（読み取り専用）。",
        "{name} takes nothing that is typed: it is read-only.",
        "カレンダーや検索の小窓から選ぶ欄なら、人がするように押す手順を書いてください。まず「クリック: 入力欄「{name}」」です"
        "（書き方: 画面の手引き「カレンダーから日を選ぶ」）。コードから自動で入る欄なら、入力せずに「照合」で確かめます。ほかの欄を先に入れると入力できるようになる欄なら、そちらを先に入力します。",
        "Where a calendar or a search window fills it, write what a person presses, beginning with `click: textbox \"{name}\"` (see "
        "“A day from a calendar” in the handbook of screens). What a code fills by itself is looked at with `verify`; what another "
        "field must open first comes after it.",
    ),
    "S11": Message(
        "「{name}」の選択肢に、表の値と同じものがありません。",
        "{name} does not offer the value of the sheet.",
        "画面の選択肢と、表の書き方（変換）を合わせてください。",
        "Match the words of the sheet, or a filter, to the choices on the screen.",
    ),
    "S61": Message(
        "「{part}」の一覧に、この日付の{part}がありません（ほかの{part}は選んでいません）。画面で人が選べる日付かどうかを確かめてください。"
        "選べない日付なら、日付そのものが正しいかを担当者が確かめます。人が選べるのに続くときは、システムの担当者に知らせてください。",
        "The list of “{part}” (元号 era, 年 year, 月 month, 日 day) does not hold that of this date; no other was chosen. See whether "
        "a person can choose the date on the screen. If not, a person sees whether the date is right; if so, tell those who keep the system.",
    ),
    "S29": Message(
        "表の「{blank}」の欄が空です。値を入れてください。空でよい欄なら、その入力を別の手順に分け、空でないときだけ"
        '行います: もし: {{{blank}: {{以外: ""}}}}',
        "The cell of {blank} is blank. Fill it in; or, if it may be blank, put this field into a fill of its own that "
        'is done only where it is not: if: {{{blank}: {{not: ""}}}}',
    ),
    "S08": Message(
        "「{name}」という題名のウィンドウは開いていません（いま開いているのは {count} つ）。",
        "No window with the title {name} is open ({count} are open now).",
        "題名は、ウィンドウの上に出ている言葉で書きます。開く手順が先にあるか、開いたまま残っているかを確かめてください。",
        "Write the title as the window shows it. See whether an earlier step opens it, and whether it is still open.",
    ),
    "S09": Message(
        "「{name}」という題名のウィンドウが {count} つ開いています。",
        "{count} windows with the title {name} are open.",
        "題名をもっと長く書くか、先に開いたものを「画面を閉じる」で閉じてください。",
        "Write more of the title, or close the one opened before with close_window.",
    ),
    "S21": Message(
        "開いているウィンドウのうち、レシピかシステムのファイルに名前があるのは{windows}です。題名の書き方と、"
        "そのウィンドウを開く手順が先にあるかを確かめてください。",
        "Of the open windows the recipe or the system file names {windows}. See whether the title is written as the "
        "window shows it, and whether an earlier step opens it.",
    ),
    "S25": Message(
        "「{name}」の選択肢に、表の値に当たるものが {count} つあり、どれか決められません。",
        "{count} choices of {name} match the value of the sheet: it cannot be told which is meant.",
        "表には、画面の選択肢の言葉をそのまま書いてください。同じ言葉が並ぶときは、選択肢の値（コード）をシステムの担当者に確かめて書きます。",
        "Write the words of the choice as the screen shows them. Where the same words stand twice, ask those"
        " who keep the system for the value (code) of the choice, and write that.",
    ),
    "S26": Message(
        "画面の選択肢は{offered}です。表の書き方（変換）をこのどれかに合わせてください。",
        "Its choices are {offered}. Write one of them in the sheet, or make it one by a filter.",
    ),
    "S27": Message(
        "画面の選択肢は{offered}、ほか {more} 件です。表の書き方（変換）をそのどれかに合わせてください。",
        "Its choices are {offered} and {more} more. Write one of them in the sheet, or make it one by a filter.",
    ),
    "S28": Message(
        "当たる選択肢は{offered}です。表には、画面の選択肢の言葉を番号（コード）も含めてそのまま書いてください。"
        "同じ言葉が並ぶときは、選択肢の値（コード）をシステムの担当者に確かめて書きます。",
        "They are {offered}. Write the whole of the choice as the screen shows it, its number too. Where the same"
        " words stand twice, ask those who keep the system for the value (code) of the choice, and write that.",
    ),
    "S92": Message(
        "「{name}」の選択肢の一覧が長く、最後まで確かめられませんでした。表の値と同じ選択肢がほかにもあるかもしれないので、選んでいません。",
        "The list of {name} is too long to be seen whole. Another choice may say the same as the sheet, so none was chosen.",
        "この行は画面で人が入力してください。一覧を短くできるか（検索欄など）を、システムの担当者に確かめてください。",
        "Enter this row by hand. Ask those who keep the system whether the list can be made shorter, by a search box for instance.",
    ),
    "S22": Message(
        "「{name}」の選択肢の一覧が開かないか、開いたものが一覧かどうか見分けられません。",
        "The list of {name} did not open, or it cannot be told whether what opened is its list.",
        "システムの返事が遅いときに起きます。続くときは、画面で一覧が開くか確かめてください。人には開いて見えるなら、この欄は人が選びます。",
        "This happens when the system answers slowly. If it goes on, see whether the list opens on the screen. Where a person "
        "sees it open, a person chooses there.",
    ),
    "S23": Message(
        "画面が変わりました。「{name}」は、前に入れたときと別の欄です（前 {known}、今 {now}）。",
        "The screen has changed: {name} is another field than it was before (then {known}, now {now}).",
        "何も入れていません。画面を確かめ、正しければ bots rehearse でもう一度試してください。",
        "Nothing was filled in. Look at the screen; if it is right, rehearse the recipe again.",
    ),
    "S88": Message(
        "画面が変わりました。「{name}」の選択肢の言葉と値（コード）の組み合わせが、前に入れたときと違います。",
        "The screen has changed: the words of the choices of {name} stand for other values (codes) than they did before.",
        "同じ言葉を選んでも別の値が登録されるおそれがあるので、何も入れていません。選択肢のコードをシステムの担当者に確かめ、"
        "正しければ bots rehearse でもう一度試してください。",
        "The same words would send another value, so nothing was filled in. Ask those who keep the system for the codes of"
        " the choices; if they are right, rehearse the recipe again.",
    ),
    "S24": Message(
        "「{name}」の位置が動き続けていて、押せません。",
        "{name} keeps moving and cannot be pressed.",
        "画面が落ち着くのを待つ手順（待つ）を、その前に加えてください。ほかのものは押していません。",
        "Add a step that waits until the screen has come to rest. Nothing else was pressed.",
    ),
    "S12": Message(
        "「{name}」は {boxes} 個の欄（{found}）に分かれていて、表の値をどう分けるか決められません。",
        "{name} is split into {boxes} boxes ({found}) and it cannot be told how to divide the value.",
        "表の列を欄ごとに分け、レシピの「入力」に欄を1つずつ書いてください（氏名なら「姓」と「名」）。"
        "画面に欄ごとの言葉がないときは、システムのファイルの「名前」に「{name}1: css=[name=…]」のように書きます。",
        "Give each box a column of its own and a line of its own in `fill` (a name as family and given name)."
        " A box without a word on the screen gets one under `names` in the system file: {name}1: css=[name=…].",
    ),
    "S33": Message(
        "「{name}」は画面で {boxes} 個の欄に分かれていますが、表の番号のどこで区切るか分かりません。",
        "{name} is split into {boxes} boxes on the screen, and it cannot be told where the parts of the sheet's number end.",
        "表の番号を、ハイフンで区切って書いてください（例: 0465-22-1234）。",
        "Write the number in the sheet with hyphens (0465-22-1234, say).",
    ),
    "S34": Message(
        "「{name}」に入れる日付は、暦にない日です。",
        "The date for {name} is in no calendar.",
        "月の日数と、元号の年を確かめて、表の日付を直してください。",
        "See how many days the month has, and whether the era had that year; correct the date in the sheet.",
    ),
    "S95": Message(
        "「{name}」に、この画面（{charset}）からは正しく送れない文字があります: {letters}（かっこ内は何文字目か）。",
        "{name} has characters that a page in {charset} cannot send: {letters} (in brackets which character it is).",
        "この行は登録していません。システムのファイルに「文字コード: {encoding}」と書くと、実行の前に分かり、代わりに使える字の候補も出ます。",
        "The row was not entered. With `encoding: {encoding}` in the system file they are told before a run, with the characters that may stand for them.",
    ),
    "S96": Message(
        "「{name}」に、この画面（{charset}）からは正しく送れない文字があります。",
        "{name} has characters that a page in {charset} cannot send.",
        "この行は登録していません。システムのファイルに「文字コード: {encoding}」と書くと、実行の前に分かり、代わりに使える字の候補も出ます。",
        "The row was not entered. With `encoding: {encoding}` in the system file they are told before a run, with the characters that may stand for them.",
    ),
    "S35": Message(
        "この画面には、外から見えないように閉じた部品（closed の shadow root）があり、その中の言葉・欄・ボタンは使えません。"
        "システムの担当に、開いた部品（open）にできるかを尋ねてください。",
        "Parts of this page are closed to all scripts (closed shadow roots): words, fields and buttons in them cannot be used. "
        "Ask those who keep the system whether they can be open ones.",
    ),
    "S13": Message(
        "「{name}」に値を入れましたが、画面に残りません。",
        "{name} did not keep what was put in.",
        "一覧から選ぶ部品などの場合は、システムのファイルに「打鍵: 一字ずつ」と書いてみてください。",
        "For unusual controls write `typing: keys` in the system file.",
    ),
    "S14": Message(
        "「{name}」がほかのもの（{cover}）に隠れていて押せません。",
        "{name} is covered by something else ({cover}) and cannot be pressed.",
        "お知らせなどの小窓を先に閉じる手順を加えてください。",
        "Add a step that closes what lies over it.",
    ),
    "S15": Message(
        "「{name}」は押せない状態です。",
        "{name} cannot be pressed now (it is disabled).",
        "必須の項目が残っていないか、画面で確かめてください。",
        "See whether a required field is still empty.",
    ),
    "S16": Message(
        "「{name}」は項目ではなく {what} のため、この手順では使えません。",
        "{name} is a {what}, which this step cannot use.",
    ),
    "S17": Message(
        "「{name}」に渡すファイルがありません。",
        "The file for {name} is not there.",
        "表のファイル名と、ファイルの置き場所を確かめてください。",
        "Check the name in the sheet and where the file lies.",
    ),
    "S18": Message(
        "入力の途中で画面が変わり、「{name}」を入れ終えられませんでした。",
        "The screen changed while it was being filled in; {name} could not be finished.",
        "画面を変える項目（区分など）を、別の「入力」の手順に分けてください。",
        "Fill in the field that changes the screen in a step of its own.",
    ),
    "S19": Message(
        "画面の部品が思わぬ動きをしました（{what}）。",
        "A part of the screen behaved in an unexpected way ({what}).",
        "もう一度実行してください。続くときは、その画面を担当者に見せてください。",
        "Run it again. If it stays so, show the screen to those who keep the system file.",
    ),
    # ---- dialogs
    "S20": Message(
        "確認の小窓が出ましたが、答えが決められていません: {text}",
        "A dialog asked something for which the recipe has no answer: {text}",
        "それでよければ、この手順に「ダイアログ: OK」または「ダイアログ: キャンセル」を書いてください。問いが続くなら「[OK, OK]」と順に並べます。",
        "If that is right, write `dialog: OK` or `dialog: cancel` in this step; `[OK, OK]` where two questions follow.",
    ),
    # ---- waiting
    "S30": Message(
        "待っていた表示「{text}」になりません。",
        "The screen did not come to what was waited for: {text}",
        "画面の言葉と待つ秒数を確かめてください。",
        "Check the words and the seconds to wait.",
    ),
    "S31": Message(
        "前の行の成功の表示「{text}」が画面に残っているため、確定していません。",
        "The success sign {text} of before is still on the page, so nothing was submitted.",
        "確定の前に、入力の画面を開き直す手順を加えてください。開き直しても残る画面なら、「成功の表示」にその行だけの言葉（<受付No> など）を"
        "添えて書いてください。",
        "Open the form anew before the submit. Where it stays even then, write a `success` sign with words that only this row has"
        " (<Receipt no>, say).",
    ),
    "S44": Message(
        "「続ける」の手順を上限の {most} 回くり返しましたが、まだ条件が成り立っています。",
        "The steps were repeated {most} times, the limit, and the condition still holds.",
        "画面が先へ進んでいるかを確かめ、必要なら「上限」を増やしてください。",
        "See whether the screen moves on; raise max if it does.",
    ),
    # ---- comparing
    "S46": Message(
        "「{name}」は、はじめから開いている画面なので閉じません。",
        "{name} is the window that was there first: it is not closed.",
        "閉じるのは、手順の途中で開いた画面です。題名を確かめてください。",
        "What can be closed is a window that a step opened. Check the title.",
    ),
    "S47": Message(
        "表「{name}」に「{heading}」という見出しが2つあります。",
        "The table {name} has two headings that say {heading}.",
        "「範囲」で、見出しが1つずつになる表を選んでください。",
        "Choose with `in` a table whose headings are all different.",
    ),
    "S48": Message(
        "「{name}」を押しましたが、{seconds} 秒のあいだにファイルが届きませんでした。",
        "No file came within {seconds} s of pressing {name}.",
        "画面に何か出ていないか見てください。時間のかかるファイルなら「待ち時間」を書きます。",
        "See what the screen says. If the file takes its time, write a timeout.",
    ),
    "S49": Message(
        "「{name}」で届いたファイルが大きすぎます（{size} MB。上限 {most} MB）。",
        "The file that {name} brought is too large ({size} MB, at most {most} MB).",
        "画面で条件をしぼって、小さくしてください。",
        "Narrow down on the screen what is put out.",
    ),
    "S40": Message(
        "画面の「{field}」が、表の値と違います。",
        "The screen shows another value for {field} than the sheet.",
        "画像と表を見比べてください。",
        "Compare the picture with the sheet.",
    ),
    "S41": Message(
        "「{system}」というシステムは、この実行にありません。",
        "There is no system {system} in this run.",
    ),
    "S42": Message(
        "「{screen}」という画面は「{system}」のファイルにありません。",
        "The system file of {system} has no screen {screen}.",
    ),
    "S43": Message(
        "{host} に「{path}」という画面はありません（{status}）。",
        "{host} has no page {path} ({status}).",
        "レシピの「開く」か、システムのファイルの画面の「アドレス」を、ブラウザーで開けるアドレスに直してください。",
        "Correct the address in the recipe, or that of the screen in the system file, to one that a browser opens.",
    ),
    # ---- pictures
    "S50": Message(
        "画面に隠すべき値があり、隠せなかったため、画像を残していません。",
        "A value that must be hidden could not be masked, so no picture was taken.",
        "この画面の作りをシステムの担当者に見せてください。",
        "Show this screen to those who keep the system file.",
    ),
    "S51": Message(
        "「{name}」の前に元号が印刷されているのに、表の値は西暦の年です。",
        "An era is printed before {name}, but the value of the sheet is a year of the common era.",
        "この欄には、その元号での年だけを入れます。表の列を和暦の年（令和8年度なら 8）に直してください。",
        "The box takes the year of that era only. Write that year in the sheet (8 for the eighth of Reiwa).",
    ),
    "S53": Message(
        "「{name}」は1行の欄ですが、表の値に改行があります。",
        "{name} is a box of one line, but the value of the sheet has a line break.",
        "何も入れていません。改行を取ってよい列なら「<列|改行を除く>」と書くか、表のセル（Alt+Enter の改行）を直してください。",
        "Nothing was put in. Write <column|oneline> where the breaks may go, or mend the cell (Alt+Enter) in the sheet.",
    ),
    "S54": Message(
        "「{name}」に、前の行で入れた値が残っています。この行では入れていない欄です。",
        "{name} still holds what the row before put in; this row puts nothing there.",
        "何も登録していません。「行ごと」の最初に「開く」を書いて、行ごとに画面を開き直してください。",
        "Nothing was entered. Begin each_row with open, so that every row finds a fresh screen.",
    ),
    "S56": Message(
        "照会の手順が、照合をしないまま終わりました。登録があるかどうか分かりません。",
        "The steps that look the row up ended without a comparison: whether there is a record is not known.",
        "照合に「もし」が付いていれば外すか、登録がないときの「対象外」を書いてください。",
        "Take the condition off the comparison, or say with `skip` how the screen tells that there is none.",
    ),
    "S57": Message(
        "登録してあるはずの行を照会しても見つかりません。照会の手順か、画面が変わっています。",
        "A row that is entered is not found by the steps that look up: they, or the screen, have changed.",
        "業務システムで照会の手順をたどり、レシピの「照会」を直してください。",
        "Follow the steps in the system by hand and mend them in the recipe.",
    ),
    "S58": Message(
        "この受付簿で登録した行がまだないので、照会が働くことを確かめられません。",
        "No row of this register is entered yet, so it cannot be proved that looking up works.",
    ),
    "S55": Message(
        "押した後の答えを {seconds} 秒待ちましたが、画面がまだ待っています（送信先: {paths}）。",
        "{seconds} s after the press the screen was still waiting for its answer (from {paths}).",
        "先へ進んでいません。システムが遅いときは、この手順に「待ち時間」を書いてください。画面がいつも自分で続けている通信なら、"
        "システムのファイルの「裏の通信」にその送信先を書いてください。",
        "Nothing more was done. Where the system is slow, give this step a timeout. If the page always asks for this by itself,"
        " list the path under `background` in the system's file.",
    ),
    # ---- the browser
    "S90": Message(
        "ブラウザーが終了しました。",
        "The browser ended.",
        "新しいブラウザーでこの行をやり直します。",
        "A new browser is opened and the row begun anew.",
    ),
    "S91": Message(
        "ブラウザーが {seconds} 秒応答しないため、終了させました。",
        "The browser did not respond for {seconds} s and was ended.",
        "新しいブラウザーでこの行をやり直します。",
        "A new browser is opened and the row begun anew.",
    ),
}
