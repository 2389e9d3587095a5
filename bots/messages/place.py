"""P: this place: settings, browser, ledger, disk, command line."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    # ---- settings and folders
    "P01": Message(
        "プロジェクトのフォルダー {folder} がありません。",
        "There is no project folder {folder}.",
        "-C の後のフォルダー名を確かめるか、bots init で新しく作ってください。",
        "Check the folder after -C, or make one with: bots init",
    ),
    "P56": Message(
        "{folder} はプロジェクトのフォルダーではありません（recipes フォルダーがありません）。",
        "{folder} is no project folder: there is no folder recipes in it.",
        "-C でプロジェクトのフォルダーを指定するか、bots init で新しく作ってください。",
        "Name the project folder with -C, or make one with: bots init",
    ),
    "P02": Message(
        "{file} を読めません（YAML の形になっていません）。",
        "{file} cannot be read: it is not YAML.",
        "示した行の字下げとコロンを確かめてください。",
        "Check the indent and the colon of the line shown.",
    ),
    "P03": Message(
        "設定に「{key}」という項目はありません。",
        "There is no setting called {key}.",
        "使える項目: {known}",
        "Settings that exist: {known}",
    ),
    "P04": Message(
        "設定「{key}」の値が正しくありません。",
        "The value of the setting {key} is not right.",
        "書けるのは: {allowed}",
        "Allowed: {allowed_en}",
    ),
    "P55": Message(
        "環境変数「{variable}」の値が正しくありません。",
        "The value of the environment variable {variable} is not right.",
        "書けるのは: {allowed}",
        "Allowed: {allowed_en}",
    ),
    "P05": Message(
        "フォルダー {folder} に書き込めません。",
        "The folder {folder} cannot be written.",
        "フォルダーの権限と空き容量を確かめてください。何も登録されていません。",
        "Check its permissions and the free space. Nothing was entered.",
    ),
    "P06": Message(
        "「{folder}」には、すでにファイルがあります。",
        "{folder} already holds files.",
        "空のフォルダーの名前を指定してください。",
        "Name an empty folder.",
    ),
    "P07": Message(
        "設定（folders: data:）の、表を置くフォルダー {folder} が開けません。「{file}」は読んでいません。",
        "The folder of the sheets that the settings name (folders: data:), {folder}, cannot be opened, so {file} was not read.",
        "共有フォルダーなら、つながっているかを確かめてください。場所が変わったときは、config/settings.yaml の folders: data:（または "
        "BOTS_FOLDERS_DATA）を直してください。別のブックを読まないよう、何も始めていません。",
        "If it is a share, see that it is connected. If it was moved, mend folders: data: in config/settings.yaml (or "
        "BOTS_FOLDERS_DATA). Nothing was begun, so that no other book is read in its place.",
    ),
    "P08": Message(
        "実行 {run} は、始められませんでした。{reason}",
        "Run {run} was not begun. {reason_en}",
        "何も登録されていません。書き込めない原因（logs の場所・空き容量・権限）を直してから、bots run で新しく始めてください。",
        "Nothing was entered. Mend why it cannot be written (place, free space, permissions of logs), then begin anew with bots run.",
    ),
    "P24": Message(
        "「{file}」には、プレビューのページを書けません。ページ（.html）でないか、ほかで作られたファイルです。",
        "The page of a preview cannot be written to {file}: it is no page (.html), or something else has made it.",
        "--html の後に、まだない .html のファイル名を書くか、--html だけにして表の隣に作ってください。元のファイルはそのままです。",
        "After --html name a file that ends in .html and is not there yet, or nothing: then it lies beside the sheet. "
        "The file is as it was.",
    ),
    # ---- the command line
    "P10": Message(
        "「{run}」に当たる実行はありません。",
        "There is no run {run}.",
        "bots runs で一覧を見てください。",
        "See the list with: bots runs",
    ),
    "P23": Message(
        "まだ実行はありません。",
        "There are no runs yet.",
        "bots run レシピ名 で実行すると、ここで見たり続けたりできます。試すだけなら bots rehearse レシピ名 です。",
        "Once there was one, it can be seen or continued here: bots run RECIPE, or bots rehearse RECIPE to try.",
    ),
    "P11": Message(
        "「{run}」に当たる実行がいくつもあります: {candidates}",
        "{run} is short for several runs: {candidates}",
        "もう少し長く書いてください。",
        "Write a little more of it.",
    ),
    "P12": Message(
        "「{name}」の書き方が正しくありません。「名前=値」と書きます。",
        "{name} is not in the form NAME=VALUE.",
    ),
    "P13": Message(
        "「{system}」という練習用システムはありません。",
        "There is no practice system {system}.",
        "使えるもの: {known}",
        "There are: {known}",
    ),
    "P14": Message(
        "実行 {run} は {state} のため、続きから始められません。",
        "Run {run} is {state}: there is nothing to continue.",
        "最初から行うときは bots run を使ってください。登録済みの行は二重に登録されません。",
        "To begin anew use bots run; rows already entered are not entered again.",
    ),
    "P145": Message(
        "実行 {run} は、いま動いています。",
        "Run {run} is at work now.",
        "終わるのを待ってください（様子は bots runs）。止めて続きから始めるときは、bots stop {run} で止めてから bots resume {run} を行います。",
        "Wait for its end (see bots runs). To begin it anew from where it is: bots stop {run}, then bots resume {run}",
    ),
    "P15": Message(
        "実行 {run} はもう終わっています（{state}）。",
        "Run {run} has already ended ({state}).",
    ),
    "P126": Message(
        "実行 {run} は、いま動いていません（{state}）。",
        "Run {run} is not at work now ({state}).",
        "続き（bots resume）がいま始まるところなら、次の確定の前に止まります。bots runs で確かめ、動いていたら、もう一度 bots stop {run} を行ってください。",
        "If bots resume is just taking it up, it ends before its next submit. See with bots runs; if it is at work, do bots stop {run} again.",
    ),
    "P16": Message(
        "鍵「{key}」の行は表にありません。",
        "No row of the sheet has the key {key}.",
        "--only の値を、表に見えているとおりに書いてください。",
        "Write the value of --only as the sheet shows it.",
    ),
    "P17": Message(
        "このレシピには表（データ）がありません。",
        "This recipe has no sheet of rows.",
    ),
    "P18": Message(
        "対象の行が {rows} 件あり、レシピの最大件数 {limit} を超えています。",
        "{rows} rows are to be entered, more than the recipe's limit of {limit}.",
        "--limit で件数を絞るか、レシピの「安全: 最大件数」を見直してください。何も登録されていません。",
        "Use --limit, or review max_rows of the recipe. Nothing was entered.",
    ),
    "P19": Message(
        "表に不備のある行が {rows} 件あるため、始めませんでした（「不備なら全件中止」）。",
        "{rows} rows of the sheet have faults, so nothing was begun (strict).",
        "bots preview で確かめ、表を直してからもう一度行ってください。",
        "See bots preview, mend the sheet and run again.",
    ),
    # ---- secrets
    "P20": Message(
        "パスワードなどの秘密の値「{name}」が登録されていません。",
        "The secret {name} is not kept anywhere.",
        "config/secrets.yaml に「{name}: 値」と書くか、環境変数 BOTS_SECRET_（名前の大文字）に入れてください。",
        "Write `{name}: value` in config/secrets.yaml, or set BOTS_SECRET_ and the name in capitals.",
    ),
    "P21": Message(
        "{file} を他の人も読める状態のため、使いません。",
        "{file} can be read by others, so it is not used.",
        "chmod 600 config/secrets.yaml を実行してください。",
        "Run: chmod 600 config/secrets.yaml",
    ),
    "P22": Message(
        "{file} のこの行が「名前: 値」の形になっていません。",
        "This line of {file} is not in the form `name: value`.",
    ),
    "P59": Message(
        "「{system}」のログインは、{at} の実行 {run} で断られたか、できたことを確かめられませんでした。利用者IDとパスワードがその時のままのため、"
        "アカウントが止まらないよう、試していません。",
        "The login to {system} was refused, or was not seen to succeed, at {at} in run {run}. User and password are still the "
        "same, so it was not tried again: tries lock accounts.",
        "正しい値を config/secrets.yaml の {names}（環境変数に入れているときはそちら）に入れてください。値は正しく、"
        "ほかのこと（ロックを解いた、ログインの手順を直したなど）を直したときは、--login-again を付けて始めてください。",
        "Put the right values in config/secrets.yaml under {names} (or in the variables, if they are there). If "
        "they are right and something else was mended (an account unlocked, the login steps), add --login-again.",
    ),
    "P60": Message(
        "試し（実行 {run}）の間に画面がひとりでに送信した行が {count} 件あり、登録されたかどうか分かりません。"
        "二重にならないよう、実行を始めていません。",
        "In a rehearsal (run {run}) the page sent {count} rows by itself. They may be entered, so no run was "
        "started.",
        "その行を業務システムで確かめ、登録されていたら表の対象から外してください。送信する画面を直し、もう一度試して"
        "要確認にならなければ、実行できます。",
        "Look them up in the business system; leave out of the sheet what was entered. Once the page is mended "
        "and a rehearsal of these rows leaves no doubt, they can be run.",
    ),
    # ---- runs
    "P30": Message(
        "受付簿「{register}」は初めてですが、{count} 件の鍵が受付簿「{other}」で登録済みです。",
        "The register {register} is new, but {count} of its keys were entered under {other}.",
        "同じ業務ならレシピに「受付簿: {other}」と書いてください。別の業務なら --new-register を付けてください。",
        "For the same business write `register: {other}` in the recipe; for another add --new-register.",
    ),
    "P31": Message(
        "実行の途中で作業の部品が止まりました。",
        "The process that carried out the run died.",
        "bots resume {run} で続きから始められます。確定中だった行は「要確認」になります。",
        "Continue with: bots resume {run}. A row that was being submitted is marked uncertain.",
    ),
    "P32": Message(
        "記録を書けないため、確定せずに止めました。",
        "The journal could not be written, so nothing more was submitted.",
        "ディスクの空き容量と data フォルダーの権限を確かめ、bots resume で続けてください。",
        "Check the free space and the data folder, then continue with bots resume.",
    ),
    "P33": Message(
        "続けて {count} 件が、障害・要確認・選択肢にない値のどれかで止まったため、実行を止めました。",
        "The run was stopped: {count} rows in a row failed, are uncertain or hold a value that is no choice.",
        "最後の行の画像と理由を見てください。直した後は bots run で続きから入ります。",
        "Look at the last row's picture and reason. After mending, bots run goes on from there.",
    ),
    "P150": Message(
        "要確認の行が合わせて {count} 件になったため、実行を止めました。",
        "The run was stopped: {count} of its rows are uncertain, however many good ones stand between them.",
        "業務システムの画面で、登録されたかどうかを確かめてください（bots decide）。回線や業務システムに障害がないか確かめてから、"
        "bots run で続きから入ります。",
        "Look into the system whether they were entered (bots decide). See whether the line or the system is at fault; then "
        "bots run goes on from there.",
    ),
    "P34": Message(
        "停止の指示により、次の行に進む前に止めました。",
        "Stopped on request before the next row.",
        "bots resume {run} で続きから始められます。",
        "Continue with: bots resume {run}",
    ),
    "P58": Message(
        "続きから始められるのは、最新の実行ではなく、前の実行 {run} です（{title}、{environment}、"
        "{at} に開始、{left}）。取り違えのないよう、始めていません。",
        "What could be continued is not the newest run but an older one, {run} ({title}, {environment_en}, "
        "begun {at}, {left_en}), so nothing was begun.",
        "その実行を続けるなら、番号を付けてください: bots resume {run}",
        "To go on with that run, name it: bots resume {run}",
    ),
    "P76": Message(
        "人の指示（2回目の Ctrl-C など）で、行の途中ですぐに止めました。",
        "Stopped at once on request, in the middle of a row (a second Ctrl-C, say).",
        "bots resume {run} で続きから始められます。確定中だった行は「要確認」になります。",
        "Continue with: bots resume {run}. A row that was being submitted is marked uncertain.",
    ),
    "P57": Message(
        "登録してよいかの問いに答えがないため、その行を登録せずに止めました。",
        "Stopped: nobody answered whether the row may be submitted, so it was not.",
        "答えられる人が画面の前にいるときに、bots resume {run} で続けてください。",
        "When someone is there to answer, continue with: bots resume {run}",
    ),
    "P35": Message(
        "実行フォルダーの計画が、記録されたものと違います。",
        "The plan in the run's folder is not the one that was recorded.",
        "ファイルが書き換えられた可能性があります。新しく bots run を行ってください。",
        "It may have been altered. Start a new run with bots run.",
    ),
    "P38": Message(
        "プログラムの不具合で止まりました（{kind} {where}）。",
        "Stopped by a defect of the program ({kind} {where}).",
        "この行をそのまま情報システム担当の方に伝えてください。確定中だった行は「要確認」になります。",
        "Please hand this line to your IT section. A row that was being submitted is marked uncertain.",
    ),
    "P37": Message(
        "台帳がないか新しいのに、前の実行の記録が logs にあります。何が登録済みか分かりません。",
        "The ledger is gone or new, but logs hold earlier runs: what was entered is not known.",
        "控えから {folder} を戻してください。本当に初めからでよいときだけ、bots run に --new-register を付けてください。",
        "Bring {folder} back from a copy. Only if you really begin anew, add --new-register to bots run.",
    ),
    "P50": Message(
        "台帳の知らない実行が logs に {count} 件あります（最も新しいものは {run}）。台帳が古い控えのようです。"
        "その実行で何が登録済みか分かりません。",
        "logs hold {count} runs that the ledger does not know (the newest is {run}). The ledger seems to be "
        "an older copy: what those runs entered is not known.",
        "新しい控えから {folder} を戻してください。その実行の登録を業務システムで確かめ、それでも続けるときだけ、端末で "
        "--ledger-checked を付けてください。",
        "Bring {folder} back from a newer copy. Only if you have looked up what those runs entered, and go on "
        "all the same, add --ledger-checked at a terminal.",
    ),
    "P36": Message(
        "中止: {reason}",
        "Stopped: {reason}",
    ),
    # ---- the browser
    "P70": Message(
        "使えるブラウザーが見つかりません。探した場所: {tried}",
        "No browser was found. Tried: {tried}",
        "Chromium か Microsoft Edge を入れるか、config/settings.yaml の browser: path: に場所を書いてください。",
        "Install Chromium or Microsoft Edge, or write its place under browser: path: in config/settings.yaml.",
    ),
    "P71": Message(
        "設定されたブラウザー {path} がありません。",
        "The browser {path} named in the settings is not there.",
        "config/settings.yaml の browser: path:（または BOTS_BROWSER_PATH）を直してください。",
        "Mend browser: path: in config/settings.yaml, or BOTS_BROWSER_PATH.",
    ),
    "P72": Message(
        "ブラウザー {path} を起動できません（{reason}）。",
        "The browser {path} cannot be started ({reason}).",
        "python bootstrap.py をもう一度実行すると、足りない部品が分かります。",
        "Run python bootstrap.py again: it tells what is missing.",
    ),
    "P73": Message(
        "ブラウザーが、この実行の中継を通らずに通信しました。",
        "The browser did not go through this run's relay.",
        "ブラウザーのプロキシを決める方針（GPO など）が働いていないか、情報システム担当に確かめてください。",
        "Ask the IT section whether a policy sets the browser's proxy.",
    ),
    "P74": Message(
        "この機械には画面（ディスプレイ）がないため、ブラウザーを見せながら動かせません。",
        "There is no screen on this machine, so the browser cannot be shown at work.",
        "--headed を付けずに実行するか、画面のある機械で実行してください。何も始めていません。",
        "Leave --headed out, or use a machine with a screen. Nothing was begun.",
    ),
    # ---- evidence
    "P97": Message(
        "いま（{now}）は、このレシピを人なしで実行できる時間（{hours}）ではありません。",
        "It is {now}: with nobody there this recipe runs at {hours} only.",
        "その時間に実行するか、端末から人が実行してください。",
        "Start it then, or from a terminal with a person at it.",
    ),
    "P98": Message(
        "いま（{now}）は、このレシピの「実行できる時間」（{hours}）の外です。人がいるので始めます。",
        "It is {now}, outside the hours of this recipe ({hours}); a person is there, so it begins.",
    ),
    "P99": Message(
        "終了の手順「{step}」が終わりませんでした（{place}）。{reason}",
        "The step “{step}” of the finish was not done ({place}). {reason}",
        "登録の結果は変わりません。この手順と、その後の終了の手順（日次の締め、一覧の保存、ログアウトなど）を手で行ってください。",
        "What became of the rows stays. Do this step and those after it (closing the day, keeping a list, logging out …) by hand.",
    ),
    "P80": Message(
        "証跡のファイル {file} を書き込めません（{reason}）。",
        "The evidence file {file} cannot be written ({reason}).",
        "logs フォルダーの空き容量と権限を確かめてください。",
        "Check the free space and the permissions of the logs folder.",
    ),
    "P81": Message(
        "証跡のファイル {file} がありません。",
        "The evidence file {file} is missing.",
        "消されたか、移された可能性があります。控え（バックアップ）を確かめてください。",
        "It may have been deleted or moved. Look in the backup.",
    ),
    "P82": Message(
        "証跡のファイル {file} の形が正しくありません。",
        "The evidence file {file} is not in its proper form.",
        "書き換えられたか、壊れた可能性があります。控え（バックアップ）を確かめてください。",
        "It may have been altered or damaged. Look in the backup.",
    ),
    "P83": Message(
        "実行のファイル {file} が、実行の後で書き換えられています。",
        "The file {file} of the run was changed after the run.",
        "この実行の画面と報告をそのまま信じないでください。控え（バックアップ）と見比べ、情報システム担当に知らせてください。",
        "Do not rely on what is shown of this run. Compare it with a backup and tell the IT section.",
    ),
    "P84": Message(
        "実行のファイル {file} が、実行の後でなくなっています。",
        "The file {file} of the run has gone since the run.",
        "この実行の画面と報告をそのまま信じないでください。控え（バックアップ）と見比べ、情報システム担当に知らせてください。",
        "Do not rely on what is shown of this run. Compare it with a backup and tell the IT section.",
    ),
    "P85": Message(
        "実行のフォルダーに、実行の後で {file} が加えられています。",
        "The file {file} was put into the run's folder after the run.",
        "この実行の画面と報告をそのまま信じないでください。控え（バックアップ）と見比べ、情報システム担当に知らせてください。",
        "Do not rely on what is shown of this run. Compare it with a backup and tell the IT section.",
    ),
    "P86": Message(
        "ファイルの一覧 {file} が、台帳に記録されたものと違います。どのファイルが変わったかは、この一覧では分かりません。",
        "The list of files {file} is not the one the ledger knows: it cannot tell which files were changed.",
        "この実行の画面と報告をそのまま信じないでください。控え（バックアップ）と見比べ、情報システム担当に知らせてください。",
        "Do not rely on what is shown of this run. Compare it with a backup and tell the IT section.",
    ),
    "P39": Message(
        "受付簿「{register}」の {count} 件は鍵「{before}」で登録済みです。今の鍵「{now}」では見分けられません。",
        "{count} rows of the register {register} were entered with the key {before_en}; the key {now_en} "
        "cannot recognise them.",
        "鍵と、鍵の列の見出しや種類を元に戻してください。どうしても変えるときは、登録済みの行を表から除いて "
        "--new-key を付けてください。",
        "Put the key, its headings and types back as they were. If it must change, take the rows that were "
        "entered out of the sheet and add --new-key.",
    ),
    "P54": Message(
        "受付簿「{register}」は初めてですが、この表の {count} 行は受付簿「{other}」で登録済みです"
        "（そこでの鍵は「{before}」、今の鍵は「{now}」）。",
        "The register {register} is new, but {count} rows of this sheet were entered under {other} (its key "
        "is {before_en}, the key now is {now_en}).",
        "同じ業務ならレシピの鍵を「{before}」に合わせ、「受付簿: {other}」と書いてください。"
        "別の業務なら --new-register を付けてください。",
        "For the same business make the key {before_en} and write `register: {other}` in the recipe; for "
        "another add --new-register.",
    ),
    # ---- the ledger
    "P40": Message(
        "台帳がこのプログラムより新しい版で作られています（台帳 {newest}、プログラム {known}）。",
        "The ledger was made by a newer version (ledger {newest}, program {known}).",
        "新しい版のプログラムを使うか、更新の前の控え（data/ledger-before-…）に戻してください。",
        "Use the newer program, or go back to the copy made before (data/ledger-before-…).",
    ),
    "P41": Message(
        "台帳の置き場所では、書き込みが確実に残ることを保証できません（{what}）。",
        "Where the ledger lies, writings are not sure to last ({what}).",
        "data フォルダーをこの機械のディスクに置いてください（共有フォルダーは使えません）。",
        "Put the data folder on a disk of this machine, not on a share.",
    ),
    "P42": Message(
        "台帳の鍵 {file} がないか、この台帳のものではありません。",
        "The key of the ledger, {file}, is missing or belongs to another ledger.",
        "台帳と鍵は必ず一緒に控えから戻してください。",
        "Ledger and key are brought back from a copy together.",
    ),
    "P43": Message(
        "台帳のフォルダー {folder} を使えません。",
        "The ledger's folder {folder} cannot be used.",
        "フォルダーの持ち主と権限を確かめてください。",
        "Check its owner and permissions.",
    ),
    "P44": Message(
        "{file} は台帳として読めません。",
        "{file} cannot be read as a ledger.",
        "書き込まずに、控えから戻してください。",
        "Do not run anything; bring it back from a copy.",
    ),
    "P45": Message(
        "「{system}」は実行 {run}（{by}）が使っているため、始めませんでした。",
        "{system} is in use by run {run} ({by}), so nothing was begun.",
        "終わるのを待つか、bots stop {run} で止めてください。",
        "Wait for its end, or stop it with: bots stop {run}",
    ),
    "P46": Message(
        "{what} は、ほかの窓などですでに「{now}」になっているため、何もせずに手を引きました。",
        "{what} has become {now} elsewhere, so this process withdrew and did nothing.",
        "bots runs で様子を確かめてください。終わった後に残りの行があれば、bots resume で続けられます。",
        "See how it stands with: bots runs. If rows are left when it has ended, go on with: bots resume",
    ),
    "P47": Message(
        "受付簿「{register}」は台帳にありません。",
        "There is no register {register} in the ledger.",
        "台帳にある受付簿: {known}",
        "Registers in the ledger: {known}",
    ),
    "P48": Message(
        "実行 {run} の件数が合いません（表は {total} 件、状態の合計は {sum} 件）。",
        "The rows of run {run} do not add up: {total} in the sheet, {sum} by state.",
        "台帳の控えを取り、情報システム担当に知らせてください。",
        "Keep a copy of the ledger and tell the IT section.",
    ),
    "P51": Message(
        "ディスクに空きがないため、台帳に書けません。",
        "The disk is full: the ledger cannot be written.",
        "台帳は壊れていません。data と logs のあるディスクに空きを作ってから、bots resume で続けてください。",
        "The ledger is whole. Make room on the disk of data and logs, then continue with bots resume.",
    ),
    "P52": Message(
        "台帳を別の処理が使っていて、書けませんでした。",
        "Another process holds the ledger, so it could not be written.",
        "少し待ってからもう一度試してください。続くときは情報システム担当に知らせてください。",
        "Wait a little and try again. If it goes on, tell the IT section.",
    ),
    "P53": Message(
        "「{file}」を読み書きできません（{reason}）。",
        "{file} cannot be read or written ({reason}).",
        "ファイルとフォルダーの権限と、ディスクの空きを確かめてください。",
        "Check the permissions of the file and its folder, and the free space.",
    ),
    "P75": Message(
        "ブラウザーを動かす部品が止まったため、実行を止めました。",
        "The driver of the browser died, so the run was stopped.",
        "bots resume {run} で続きから始められます。確定中だった行は「要確認」になります。",
        "Continue with: bots resume {run}. A row that was being submitted is marked uncertain.",
    ),
    "P100": Message(
        "この実行には、作り直す結果のブックがありません（試しか、表を使わない実行です）。",
        "This run has no books of results: it was a rehearsal, or had no sheet.",
        "bots runs で、登録した実行の番号を確かめてください。",
        "Look up a run that entered rows with bots runs.",
    ),
    "P49": Message(
        "実行 {run} の案件 {item} の状態が、記録と合いません。",
        "In run {run} the state of item {item} does not agree with its record.",
        "台帳の控えを取り、情報システム担当に知らせてください。",
        "Keep a copy of the ledger and tell the IT section.",
    ),
}
