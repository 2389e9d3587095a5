"""T: the timetable, and what became of what was due."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    # ---- as it is written
    "T01": Message(
        "「{day}」がどの日か分かりません。",
        "{day} says no day.",
        "毎日、開庁日、月・水・金、25日、月末、第3開庁日、月末開庁日、月末の2開庁日前、第2火曜日、2026-12-03 のように書きます。"
        "休みの日に当たるときは「25日 休みなら前の開庁日」と書けます。",
        "Write every day, every opening day, Mon, Wed, Fri, day 25, last day, 3rd opening day, last opening day, 2 opening days"
        " before last day, 2nd Tuesday or 2026-12-03; and for days on which the hall is closed day 25, or the opening day before.",
    ),
    "T02": Message(
        "「{time}」は時刻ではありません。",
        "{time} is no time of the day.",
        "0:00 から 23:59 までを、19:30 のように書きます。",
        "Write a time from 0:00 to 23:59, such as 19:30.",
    ),
    "T03": Message(
        "打ち切りの時刻が、始める時刻（{time}）と同じです。",
        "It ends at the time at which it begins ({time}).",
        "始める時刻より後にしてください。早い時刻を書くと、次の日のその時刻になります。",
        "Write a later time; an earlier one is that of the next day.",
    ),
    "T04": Message(
        "時刻が多すぎます（1日に {limit} 回まで）。",
        "There are too many times (at most {limit} a day).",
        "時刻を減らすか、項目を分けてください。",
        "Write fewer, or make several entries.",
    ),
    "T05": Message(
        "「{day}」の数は、数えられる開庁日の数ではありません。",
        "{day} counts more opening days than can be counted.",
        "1 から 20 までの数を書いてください。",
        "Write a number from 1 to 20.",
    ),
    "T06": Message(
        "「{day}」は、数えはじめる日が決まりません。",
        "{day} is not counted from one day.",
        "「25日の3開庁日前」「月末の2開庁日前」のように、月の中で決まる日から数えてください。",
        "Count from a day of the month, as in 3 opening days before day 25.",
    ),
    "T07": Message(
        "先行の「{name}」という項目がありません。",
        "There is no entry {name} that could run before.",
        "書ける項目: {known}",
        "The entries are: {known}",
    ),
    "T08": Message(
        "先行をたどると、この項目に戻ります（{name}）。",
        "The entries wait for one another in a circle ({name}).",
        "どれかの「先行」を外してください。",
        "Take `after` away from one of them.",
    ),
    "T09": Message(
        "項目「{entry}」に「{name}」がありません。",
        "The entry {entry} has no {name}.",
        "「{name}: …」を書き足してください。",
        "Add a line `{name}: …`.",
    ),
    "T43": Message(
        "受付フォルダーの項目に「{name}」は書けません。ファイルが届いたときに、始めてよいかを人に聞くからです。",
        "An entry with a folder has no {name}: a person is asked when a file arrives.",
        "「{name}」を消すか、「フォルダー」を消して日と時刻を書いてください。",
        "Take {name} away, or write day and time in place of folder.",
    ),
    "T44": Message(
        "「{name}」は、「フォルダー」のある項目にだけ書けます。",
        "Only an entry with a folder has {name}.",
        "受付フォルダーにするなら、日と時刻の代わりに「フォルダー: …」を書いてください。",
        "For an intake write folder in place of day and time.",
    ),
    "T45": Message(
        "「{name}」は、ファイルの名前ではありません。",
        "{name} is no name of a file.",
        "フォルダーを付けずに、寄附*.xlsx のように書きます。* は何文字でも、? は1文字です。",
        "Write it without folders, such as donations*.xlsx: * stands for any letters, ? for one.",
    ),
    "T46": Message(
        "受付フォルダーの項目「{name}」は、先行にできません。届くファイルがそれで全部かどうか、決まらないからです。",
        "No entry can wait for {name}, which has a folder: nobody knows whether all its files have come.",
        "「先行」から外してください。",
        "Take it away from after.",
    ),
    # ---- held against recipes, systems and the calendar
    "T10": Message(
        "「{name}」というレシピがありません。",
        "There is no recipe {name}.",
        "bots の recipes フォルダーにあるレシピの名前を書いてください。",
        "Write the name of a recipe in the folder recipes.",
    ),
    "T11": Message(
        "レシピ「{recipe}」に誤りがあり、実行できません。",
        "The recipe {recipe} cannot run: something is wrong with it.",
        "bots check {recipe} で確かめてください。",
        "See bots check {recipe}.",
    ),
    "T12": Message(
        "これから1年のあいだ、この項目が始まる日はありません。",
        "There is no day in the coming year on which it is due.",
        "日の書き方と、config/calendar.yaml の閉庁日を確かめてください。",
        "Look at its days, and at the closed days of config/calendar.yaml.",
    ),
    "T13": Message(
        "{day} {time} は、システム「{system}」が止まっている時間（{closed}）です。",
        "On {day} at {time} the system {system} is closed ({closed}).",
        "時刻を変えるか、システムのファイルの「停止時間」を直してください。",
        "Choose another time, or mend `closed` in the file of the system.",
    ),
    "T14": Message(
        "{time} は、レシピ「{recipe}」の「実行できる時間」（{hours}）の外です。人のいない実行は始まりません。",
        "{time} is outside of the hours ({hours}) at which the recipe {recipe} may run with nobody there.",
        "時刻を変えるか、レシピの「安全」の「実行できる時間」を直してください。",
        "Choose another time, or mend `hours` under `safety` in the recipe.",
    ),
    "T15": Message(
        "「{other}」と同じシステム（{system}）を、{day} {time} に使います。",
        "On {day} at {time} it uses the same system ({system}) as {other}.",
        "同時には動きません。片方が終わるまでもう片方が待ちます。時刻をずらすか、「先行」を書くと順番が決まります。",
        "They do not work at once: one waits for the other. Choose other times, or write `after` to settle the order.",
    ),
    # ---- what became of what was due
    "T20": Message(
        "{minutes} 分遅れたので、見送りました（遅れたとき: 見送る）。",
        "It was {minutes} minutes late and was skipped, as the timetable says of late runs.",
        "今から行うときは、ふだんどおり bots run で実行してください。",
        "To do it now, use bots run as usual.",
    ),
    "T21": Message(
        "{minutes} 分遅れました。同じ項目にその後の予定があるので、この回は見送りました。",
        "It was {minutes} minutes late, and the entry has been due again since: this time was skipped.",
        "続けて何度も始めることはしません。後の予定を見てください。",
        "Nothing begins in a burst. See the later due time.",
    ),
    "T22": Message(
        "打ち切りの時刻（{until}）を過ぎていたので、見送りました。",
        "The time at which it ends ({until}) was over, so it was skipped.",
        "今から行うときは、ふだんどおり bots run で実行してください。",
        "To do it now, use bots run as usual.",
    ),
    "T23": Message(
        "{minutes} 分遅れたので、人の返事を待っています。",
        "It was {minutes} minutes late; a person is asked.",
        "今から行うなら bots timetable --go {entry}、行わないなら bots timetable --skip {entry}",
        "To do it now: bots timetable --go {entry}; not to: bots timetable --skip {entry}",
    ),
    "T24": Message("{by} が見送りました。", "It was skipped by {by}."),
    "T25": Message(
        "先行の「{name}」が終わるのを待っています。",
        "It waits for {name} to end.",
        "「{name}」の実行に残っていることがあれば、片付けてください（bots runs）。",
        "See to what is left of the runs of {name} (bots runs).",
    ),
    "T26": Message(
        "先行の「{name}」が成功しなかったので、見送りました。",
        "It was skipped: {name} did not succeed before.",
        "「{name}」を片付けてから、bots run で実行してください。",
        "See to {name}, and then use bots run.",
    ),
    "T27": Message(
        "システム「{system}」が止まっている時間（{closed}）なので、待っています。",
        "It waits: the system {system} is closed ({closed}).",
    ),
    "T28": Message(
        "システム「{system}」を実行 {run} が使っているので、待っています。",
        "It waits: the system {system} is held by run {run}.",
    ),
    "T32": Message(
        "{where} に知らせを送れませんでした（{how}、{reason}）。",
        "{where} could not be told ({how}, {reason}).",
        "config/settings.yaml の「notify」と、庁内の回線を確かめてください。実行そのものは続いています。",
        "See notify in config/settings.yaml, and the network. The runs themselves go on.",
    ),
    "T31": Message(
        "待っているうちに同じ項目の次の時刻になったので、この回は見送りました。",
        "While it waited the entry was due again: this time was skipped.",
    ),
    "T30": Message(
        "「{entry}」に、返事を待っている予定はありません。",
        "No due time of {entry} waits for an answer.",
        "bots timetable で一覧を見てください。今から行うだけなら bots run です。",
        "See bots timetable. To do it now, use bots run.",
    ),
    "T33": Message(
        "休止中だったので、見送りました（{by} が休止、理由: {reason}）。",
        "It was skipped: it was paused ({by}: {reason}).",
        "今から行うときは、ふだんどおり bots run で実行してください。",
        "To do it now, use bots run as usual.",
    ),
    "T34": Message(
        "休止中なので、始まりません（{by} が休止、理由: {reason}）。",
        "It will not begin: it is paused ({by}: {reason}).",
        "休止を終えるには bots pause --end {option}",
        "To end the pause: bots pause --end {option}",
    ),
    "T35": Message(
        "{name}は、もう休止中です（{by}、{until}）。",
        "{name} is paused already ({by}, {until}).",
        "終わりや理由を変えるときは、先に bots pause --end {option} で休止を終えてください。",
        "To change its end or its reason, end it first: bots pause --end {option}",
    ),
    "T36": Message(
        "{name}は、休止していません。",
        "{name} is not paused.",
        "休止中のものは bots status で見られます。",
        "See bots status for what is paused.",
    ),
    "T37": Message(
        "休止の終わり（{until}）は、もう過ぎています。",
        "The end of the pause ({until}) is over.",
        '--until "2026-12-01 08:30" のように、これからの日時を日本時間で書いてください。',
        'Write a time to come, of Japan, such as --until "2026-12-01 08:30".',
    ),
    "T38": Message(
        "時間割に「{entry}」という項目はありません。",
        "The timetable has no entry {entry}.",
        "項目: {known}",
        "The entries are: {known}",
    ),
    "T39": Message(
        "{name}は休止中なので、始められません（{by}、{until}）。",
        "{name} is paused and cannot begin ({by}, {until}).",
        "先に bots pause --end {option} で休止を終えてください。",
        "End the pause first: bots pause --end {option}",
    ),
    "T40": Message(
        "「{address}」は、状態を答える窓口のアドレスではありません。",
        "{address} is no address at which bots serve could answer.",
        "127.0.0.1:8765 のように書きます。番号だけなら、この機械の中からだけ見えます。",
        "Write 127.0.0.1:8765, say; a number alone is a port that only this machine sees.",
    ),
    "T41": Message(
        "{address} で状態を答えることができません（{reason}）。bots serve は始めていません。",
        "bots serve cannot answer at {address} ({reason}); it was not begun.",
        "ほかのものが使っていない番号にしてください。",
        "Choose a port that nothing else uses.",
    ),
    "T42": Message(
        "実行 {run} は {times} 回始めて、そのたびにプログラムが途中で終わったので、もう自動では続けません。",
        "Run {run} was begun {times} times and its process died each time; it does not go on by itself any more.",
        "機械の記憶容量とディスクを確かめ、bots resume {run} で続けてください。",
        "Check memory and disk of the machine, then go on with bots resume {run}.",
    ),
    # ---- intake folders: held against the disk and the recipe
    "T47": Message(
        "受付フォルダー {folder} が使えません（{reason}）。",
        "The intake folder {folder} cannot be used ({reason}).",
        "フォルダーがあるか、bots serve を動かす人が読み書きできるかを確かめてください。",
        "See whether it is there, and whether whoever runs bots serve may read and write it.",
    ),
    "T48": Message(
        "{folder} は bots が使うフォルダーなので、受付フォルダーにできません。",
        "{folder} is a folder of bots itself and cannot be an intake.",
        "受付のためだけのフォルダーを、別の場所に作ってください。",
        "Make a folder elsewhere that is for this alone.",
    ),
    "T49": Message(
        "「{other}」も、同じ受付フォルダーから同じ名前のファイルを受け取ります（{mine} と {its}）。",
        "{other} takes files of the same names from the same folder ({mine} and {its}).",
        "どちらの項目のファイルか決まるように、「ファイル名」かフォルダーを分けてください。",
        "Write other files or another folder, so that each file belongs to one entry.",
    ),
    "T50": Message(
        "レシピ「{recipe}」は、表を読みません（「データ」がない）。受付フォルダーからは始められません。",
        "The recipe {recipe} reads no sheet (it has no rows), and cannot begin with a file.",
        "表を1つ読むレシピを書くか、日と時刻で動かしてください。",
        "Name a recipe that reads a sheet, or write day and time.",
    ),
    "T51": Message(
        "レシピ「{recipe}」は、表のほかに明細のファイル {file} がいります。受付フォルダーは、1つのファイルで1つの実行です。",
        "The recipe {recipe} needs {file} besides its sheet: of an intake each file is a run of its own.",
        "明細を同じブックのシートにするか、日と時刻で動かしてください。",
        "Put those lines on a sheet of the same book, or write day and time.",
    ),
    # ---- intake folders: what becomes of files
    "T52": Message(
        "ファイルが届きました（{rows} 行: 登録する {enter} 件、登録済みなど {known} 件、不備 {faulty} 件、対象外 {left} 件）。"
        "始めてよいか、人の返事を待っています。",
        "A file has arrived ({rows} rows: to enter {enter}, known already {known}, faulty {faulty}, left out {left}). A person"
        " says whether it may begin.",
        "始めるなら bots timetable --go {entry}、始めないなら bots timetable --skip {entry}",
        "To begin: bots timetable --go {entry}; not to: bots timetable --skip {entry}",
    ),
    "T53": Message(
        "{when} に届いたものと同じ中身のファイルが、また届きました（{rows} 行: 登録する {enter} 件、登録済みなど {known} 件、"
        "不備 {faulty} 件、対象外 {left} 件）。始めてよいか、人の返事を待っています。",
        "A file has arrived with the same contents as the one of {when} ({rows} rows: to enter {enter}, known already {known},"
        " faulty {faulty}, left out {left}). A person says whether it may begin.",
        "同じ行は二重には登録されません。始めるなら bots timetable --go {entry}、始めないなら bots timetable --skip {entry}",
        "No row is entered twice. To begin: bots timetable --go {entry}; not to: bots timetable --skip {entry}",
    ),
    "T54": Message(
        "届いたファイルを受け取れませんでした。{reason}",
        "A file that arrived was refused. {reason}",
        "{advice} ファイルは、受付フォルダーの「受け取れない」に理由と一緒に移しました。直したら、受付フォルダーに入れ直してください。",
        "{advice} The file is in the intake's folder refused, with the reason beside it. Put it into the intake again when it is mended.",
    ),
    "T55": Message(
        "打ち切りの時刻（{until}）までに始められませんでした。もう一度、人の返事を待っています。",
        "It could not begin before the time at which it ends ({until}). A person is asked anew.",
        "始めるなら bots timetable --go {entry}、始めないなら bots timetable --skip {entry}",
        "To begin: bots timetable --go {entry}; not to: bots timetable --skip {entry}",
    ),
    "T56": Message(
        "始める前に休止になりました（{by} が休止、理由: {reason}）。もう一度、人の返事を待っています。",
        "It was paused before it could begin ({by}: {reason}). A person is asked anew.",
        "休止を終えてから始めるなら bots timetable --go {entry}、始めないなら bots timetable --skip {entry}",
        "To begin after the pause: bots timetable --go {entry}; not to: bots timetable --skip {entry}",
    ),
    "T57": Message(
        "{file} が、人が返事をした後に変わっています。",
        "{file} was changed after a person had said that it may begin.",
        "中身を確かめてください。",
        "See what is in it.",
    ),
    "T58": Message(
        "読み取るプログラムが {times} 回、途中で終わりました。壊れたファイルか、大きすぎるファイルです。",
        "The program that reads it died {times} times: it is damaged, or too large.",
        "元のソフトで開いて保存し直すか、行を分けてください。",
        "Open and save it anew, or make several files of it.",
    ),
    "T59": Message(
        "受付フォルダー {folder} を見ることができません（{reason}）。",
        "The intake folder {folder} cannot be looked at ({reason}).",
        "共有フォルダーのつながりと、アクセスの権限を確かめてください。つながれば、続きから受け取ります。",
        "See to the share, and to who may use it. Once it is there again, files are taken as before.",
    ),
    "T60": Message(
        "受付フォルダー {folder} に、{minutes} 分たっても受け取れないファイルが {count} 件あります（{reason}）。",
        "In the intake folder {folder}, {count} files have not been taken for {minutes} minutes ({reason}).",
        "開いている人は閉じてください。だれも開いていなければ、~$ で始まるファイルを消します。ほかの名前のものは、フォルダーから出してください。",
        "Close them; where nobody has them open, delete the files ~$…. Take away what has another name.",
    ),
    "T61": Message(
        "「{entry}」には、返事を待っているファイルが複数あります。",
        "Several files of {entry} wait for an answer.",
        "--file で、どれかを書いてください: {known}",
        "Say which one with --file: {known}",
    ),
    "T62": Message(
        "レシピの「実行できる時間」（{hours}）になるのを待っています。",
        "It waits for the hours ({hours}) at which its recipe may run with nobody there.",
    ),
    "T63": Message(
        "「{entry}」に、返事を待っているファイル {file} はありません。",
        "No file {file} of {entry} waits for an answer.",
        "待っているもの: {known}",
        "These wait: {known}",
    ),
    "T64": Message(
        "受付フォルダー {folder} の、済んだファイルを移せません（{reason}）。",
        "A file of the intake folder {folder} that is seen to cannot be moved ({reason}).",
        "「処理中」にあるファイルや結果のブックを開いている人は、閉じてください。閉じれば移します。",
        "Close the books that lie in in-progress; then they are moved.",
    ),
    "T29": Message(
        "時間割から外れたので、見送りました。",
        "It was skipped: its entry is not in the timetable any more.",
    ),
}
