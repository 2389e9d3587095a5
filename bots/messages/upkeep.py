"""Messages about backups, about bringing one back, and about a new version of the program."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "P173": Message(
        "控え（バックアップ）を取れませんでした: 「{file}」を読み書きできません（{reason}）。",
        "No backup was made: {file} cannot be read or written ({reason}).",
        "書きかけのファイルは残していません。前の控えもそのままです。原因を直してから、もう一度 bots backup を実行してください。",
        "No half-written file was left, and earlier backups are as they were. Mend it, then say bots backup again.",
    ),
    "P174": Message(
        "控え「{file}」は使えません（{what}）。",
        "The backup {file} cannot be used ({what}).",
        "別の控えを使ってください。何も変えていません。取ったばかりの控えなら、bots doctor で台帳とディスクを調べてください。",
        "Use another one; nothing was changed. If it was being made just now, look at ledger and disk with bots doctor.",
    ),
    "P175": Message(
        "「{file}」は、bots backup で作った控えではありません。",
        "{file} is not a backup made by bots backup.",
        "bots-backup- で始まるファイルを指定してください。何も変えていません。",
        "Name a file that begins with bots-backup-. Nothing was changed.",
    ),
    "P176": Message(
        "「{file}」は、別のプロジェクト（{project}）の控えです。",
        "{file} is a backup of another project ({project}).",
        "このプロジェクトの控えを指定するか、--into で別のフォルダーに戻してください。何も変えていません。",
        "Name a backup of this project, or bring it back into another folder with --into. Nothing was changed.",
    ),
    "P177": Message(
        "「{file}」は、このプログラムより新しい版（{made_by}）で作られた控えです（このプログラムは {ours}）。",
        "{file} was made by a newer version of the program ({made_by}; this one is {ours}).",
        "新しい版のプログラムで戻してください。何も変えていません。",
        "Bring it back with the newer program. Nothing was changed.",
    ),
    "P178": Message(
        "動いているものがあるため、始めませんでした: {who}",
        "Nothing was begun, because something is at work: {who}",
        "実行は終わるのを待つか bots stop で止め、bots serve とほかの窓の bots も終わらせてから、もう一度実行してください。",
        "Wait for runs or stop them with bots stop, end bots serve and every other bots, then say it again.",
    ),
    "P179": Message(
        "控えから戻す作業が、途中で終わっています（{file}）。",
        "Bringing a backup back was broken off in the middle ({file}).",
        "bots restore --undo で、戻す前の状態にしてください。その後で、必要ならもう一度 bots restore で戻せます。",
        "Say bots restore --undo: all is then as it was before. After that you can bring the backup back again.",
    ),
    "P180": Message(
        "PostgreSQL のプログラム {program} が、この機械にありません。",
        "PostgreSQL's program {program} is not on this machine.",
        "PostgreSQL のクライアント（{program}）を入れるか、データベースの管理者に次の1行を依頼してください: {line}",
        "Install PostgreSQL's client ({program}), or ask the administrator of the database for this one line: {line}",
    ),
    "P181": Message(
        "PostgreSQL の {program} が失敗しました（終了コード {exit}）。データベースは変わっていません。",
        "PostgreSQL's {program} failed (exit code {exit}). The database is as it was.",
        "次の1行をデータベースの管理者に実行してもらうと、理由が表示されます: {line}",
        "Ask the administrator of the database to say this one line; it shows why: {line}",
    ),
    "P182": Message(
        "控えの台帳は{kept}のものですが、設定の database では台帳は{set}にあります。",
        "The ledger of the backup is that of {kept}, but by the setting database the ledger is in {set}.",
        "控えの config/settings.yaml も一緒に戻すか、控えを取ったときの database の設定に合わせてから、もう一度戻してください。",
        "Bring its config/settings.yaml back too, or set database as it was when the backup was made, then try again.",
    ),
    "P183": Message(
        "{folder} に台帳がないため、控えを取りませんでした。",
        "There is no ledger in {folder}: no backup was made.",
        "まだ何も実行していなければ、控えは要りません。台帳がなくなったのなら、前の控えから戻してください。前の控えは消していません。",
        "As long as nothing was run, none is needed. If the ledger is lost, bring an earlier backup back; none was removed.",
    ),
    "P184": Message(
        "{folder} は控えに入るフォルダーの中にあるため、控えの置き場所にできません。",
        "{folder} lies inside of what is backed up, so backups cannot be kept there.",
        "プロジェクトの外の、できれば別の機械の上のフォルダーを指定してください。",
        "Name a folder outside of the project, on another machine if you can.",
    ),
    "P185": Message(
        "bots restore で取り置いたもの（before-restore-…）が、{folder} にありません。",
        "There is nothing in {folder} that bots restore has set aside (before-restore-…).",
        "プロジェクトのフォルダー（-C）を確かめてください。何も変えていません。",
        "Check the project folder (-C). Nothing was changed.",
    ),
    "P186": Message(
        "控えから戻せませんでした: 「{file}」を読み書きできません（{reason}）。すべて、戻す前のままです。",
        "The backup was not brought back: {file} cannot be read or written ({reason}). All is as it was before.",
        "開いているファイルを閉じ、権限とディスクの空きを確かめてから、もう一度実行してください。",
        "Close open files, check permissions and free space, then say it again.",
    ),
}
