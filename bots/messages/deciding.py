"""P, B: what people answer for rows (bots approve, bots decide), and what they go on with by hand (bots
continue-by-hand)."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    # ---- what a person said of a row
    "B90": Message(
        "判断: 登録されていた（{by}、{at}、理由: {reason}）",
        "Decided: it was entered ({by}, {at}, because: {reason})",
    ),
    "B91": Message(
        "判断: 登録されていなかった（{by}、{at}、理由: {reason}）。次の実行で登録します。",
        "Decided: it was not entered ({by}, {at}, because: {reason}). The next run enters it.",
        "この実行の続き（bots resume）か、次の bots run で登録します。",
        "It is entered by bots resume, or by the next bots run.",
    ),
    "B92": Message(
        "判断: 人が手で登録した（{by}、{at}、理由: {reason}）",
        "Decided: a person entered it by hand ({by}, {at}, because: {reason})",
    ),
    "B93": Message(
        "判断: 登録されているが、内容が表と違う（{by}、{at}、理由: {reason}）",
        "Decided: it was entered, with something else than the sheet has ({by}, {at}, because: {reason})",
        "業務システムの内容を直したら、bots decide で「手で登録した（直した）」と答えてください。",
        "When it is mended in the business system, answer “entered by hand (or mended)” with bots decide.",
    ),
    "B94": Message(
        "判断: 取りやめる（{by}、{at}、理由: {reason}）",
        "Decided: it is not to be entered ({by}, {at}, because: {reason})",
    ),
    "B95": Message(
        "前の実行 {run} からの要確認は、人の判断で登録済みになりました。",
        "The doubt that was left by run {run} was ended by a person: it is entered.",
    ),
    "B96": Message(
        "判断: 業務システムを手で直した。いまの表のとおり（{by}、{at}、理由: {reason}）",
        "Decided: the system was set right by hand, it has what the sheet has ({by}, {at}, because: {reason})",
    ),
    "B97": Message(
        "判断: 表が誤り、業務システムはそのまま（{by}、{at}、理由: {reason}）。表の {row} の「{field}」を、登録したときの値に戻してください。",
        "Decided: the sheet is wrong, the system stays as it is ({by}, {at}, because: {reason}). "
        "Put {field} at {row} of the sheet back to what was entered.",
    ),
    "B98": Message(
        "判断: 後処理を手で済ませた（{by}、{at}、理由: {reason}）",
        "Decided: what was left after the submit was done by hand ({by}, {at}, because: {reason})",
    ),
    "B99": Message(
        "この行の変わった値には、実行 {run} で人が答えました。",
        "A person answered for the changed values of this row in run {run}.",
    ),
    # ---- bots approve
    "P94": Message(
        "端末で答える人がいないので、承認できません。",
        "Nobody is at this terminal to answer.",
        "端末で bots approve を行うか、--yes か --no のどちらかと --reason を付けてください。",
        "Use a terminal, or give either --yes or --no, with --reason.",
    ),
    "P95": Message(
        "実行 {run} に、人の確認を待っている行はありません。",
        "No row of run {run} waits for a person.",
        "bots runs で、確認待ちの行がある実行を探してください。",
        "Look for the run in bots runs.",
    ),
    "P96": Message(
        "--yes と --no には理由が要ります。",
        "--yes and --no need a reason.",
        '例: bots approve 実行番号 --yes --reason "原本と照合済み"',
        'Example: bots approve RUN --yes --reason "compared with the paper"',
    ),
    # ---- bots decide
    "P110": Message(
        "実行 {run} に、人の判断を待つ行（要確認・不一致・後処理未了）はありません。",
        "No row of run {run} waits for a decision (uncertain, conflict, unfinished).",
        "番号を付けない bots decide は、判断を待つ行のある、いちばん新しい実行を選びます。人に確認の行は bots approve で答えます。",
        "bots decide without a number takes the newest run that has some. Rows that ask a person are answered with bots approve.",
    ),
    "P111": Message(
        "1行ずつ聞くには、端末が要ります。",
        "Going through the rows one by one needs a terminal.",
        "聞かずに答えるには、--only 鍵 と、--entered --not-entered --by-hand --differs --cancel --sheet-wrong --after-work の"
        "どれかと、--reason を付けてください。",
        "Without questions: --only KEY, one of --entered --not-entered --by-hand --differs --cancel --sheet-wrong "
        "--after-work, and --reason.",
    ),
    "P112": Message(
        "どの行の答えかが分かりません。すべての行にまとめて答えることはできません。",
        "It is not told which row is answered for. All rows at once cannot be.",
        "--only 鍵 を付けてください（何度でも書けます）。",
        "Add --only KEY (repeats).",
    ),
    "P113": Message(
        "答えが {count} 個あります。1つだけにしてください。",
        "There are {count} answers. There can be one only.",
        "--entered、--not-entered、--by-hand、--differs、--cancel、--sheet-wrong、--after-work のどれか1つを付けてください。",
        "Give one of --entered, --not-entered, --by-hand, --differs, --cancel, --sheet-wrong, --after-work.",
    ),
    "P114": Message(
        "判断の理由がありません。",
        "The decision has no reason.",
        "--reason に、何をどう確かめたかを書いてください（氏名や番号は書きません）。",
        "Say with --reason what was looked at, and how (no names or numbers of people).",
    ),
    "P115": Message(
        "{option} は、この答えと一緒には使えません。",
        "{option} does not go with this answer.",
        "--receipt は、登録されている1行（--entered か --by-hand か --after-work）だけに付けられます。"
        "--reason、--receipt、--evidence は、答えと一緒に付けます。",
        "--receipt is for one row that is entered (--entered, --by-hand or --after-work). "
        "--reason, --receipt and --evidence go with an answer.",
    ),
    "P116": Message(
        "鍵「{key}」の行は「{state}」なので、「{said}」とは決められません。",
        "The row of {key} is {state_en}: “{said_en}” cannot be said of it.",
        "この行に使える答え: {known}",
        "What can be said of it: {known_en}",
    ),
    "P144": Message(
        "業務システムがこの行を受けたと表示したか、人が「登録されていた」と答えたため、台帳では決着していて、変えられません。業務システムを検索しても見つからないときは、業務システムで手で登録し、"
        "保存されていなかったことを、情報システム担当（業務システムの業者）に知らせてください。台帳は「完了」のままなので、bots run が同じ行をもう一度入れることはありません。",
        "The business system said that it took this row, or a person that it was there, so it is settled in the ledger and stays so. If a search does not find it there, enter "
        "it by hand and tell the IT section (the system's supplier) that it was not stored. As it stays done, bots "
        "run never enters it a second time.",
    ),
    "P117": Message(
        "この行を送った実行 {run} が、まだ動いているかもしれません（{host}）。「登録されていなかった」とは、まだ決められません。",
        "Run {run}, which sent this row, may still be at work (on {host}): that it was not entered cannot be said yet.",
        "実行が終わるのを待つか、bots stop {run} で止めてから、業務システムをもう一度検索し、答えてください。"
        "ほかの機械の実行は、その機械で bots runs を行うと、終わったかどうかが決まります。",
        "Wait for its end, or stop it with bots stop {run}; then look the row up once more and answer. Of a run on "
        "another machine, bots runs on that machine settles whether it has ended.",
    ),
    "P118": Message(
        "この行は送ったばかりで、業務システムがまだ処理しているかもしれません。「登録されていなかった」と決められるのは {at} からです。",
        "This row was sent a moment ago, and the business system may still be at work on it. That it was not entered can be said from {at} on.",
        "その時刻を過ぎてから、業務システムをもう一度検索し、それでもなければ答えてください"
        "（待つ長さは {seconds} 秒。システムのファイルの「落ち着くまで」）。",
        "Look the row up once more after that time, and answer if it is still not there "
        "(the wait is {seconds} s: settle in the system file).",
    ),
    "P119": Message(
        "その受付番号は、鍵「{key}」の行のものとして記録されています。",
        "That receipt is recorded as the one of the row {key}.",
        "業務システムで、どちらの行の受付番号かを確かめてください。",
        "See in the business system which row has it.",
    ),
    "P120": Message(
        "「{file}」は証拠のファイルにできません（{reason}）。",
        "{file} cannot be kept as a proof ({reason_en}).",
        "PDF、PNG、JPEG で、{limit} MB までのファイルを渡してください。",
        "Give a PDF, PNG or JPEG of {limit} MB at most.",
    ),
    "P121": Message(
        "その受付番号は記録できません（長すぎるか、隠す列の値を含みます）。",
        "That receipt cannot be kept: it is too long, or holds the value of a hidden column.",
        "画面の受付番号だけを書いてください。",
        "Write the receipt alone, as the screen has it.",
    ),
    "P124": Message(
        "鍵「{key}」の行は、実行 {run} の行として判断します。",
        "The row {key} is decided about as a row of run {run}.",
        "bots decide {run} を行ってください。",
        "Use: bots decide {run}",
    ),
    "P125": Message(
        "どの実行の行「{key}」か分かりません。同じ番号の行は、ほかの受付簿にもあるかもしれません。",
        "It is not told of which run the row {key} is: another register may have a row of that number.",
        "実行番号を付けてください: bots decide 実行番号 --only {key} …（番号は bots runs で見られます。いちばん新しい実行なら latest）",
        "Name the run: bots decide RUN --only {key} … (bots runs lists them; latest is the newest)",
    ),
    # ---- bots continue-by-hand
    "P122": Message(
        "実行 {run} に、手で続ける行はありません。",
        "Run {run} has no rows to go on with by hand.",
        "残った行がないか、試しか、表を使わない実行か、表と照らす前に止まった実行です。bots show {run} で確かめてください。",
        "Nothing is left, or it was a rehearsal, or had no sheet, or ended before it had looked at its rows: bots show {run}",
    ),
    "P123": Message(
        "実行 {run} は、まだ動いています。ロボットと人が同じ行を登録すると、二重になります。",
        "Run {run} is still at work. If the robot and a person enter the same row, it is there twice.",
        "終わるのを待つか、bots stop {run} で止めてから、もう一度行ってください。",
        "Wait for its end, or stop it with bots stop {run}, then do this again.",
    ),
    "P130": Message(
        "登録してあるはずの行を照会しても見つからないため、実行を止めました。照会の手順か、画面が変わっています。",
        "The run stopped: a row that is entered is not found by the steps that look up. They, or the screen, have changed.",
        "業務システムで照会の手順をたどり、レシピの「照会」を直してから、続けてください。",
        "Follow the steps in the system by hand, mend them in the recipe, then go on.",
    ),
}
