"""Messages about a ledger on a PostgreSQL server."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "P151": Message(
        "台帳のデータベース（{where}）につながりません。",
        "The database of the ledger ({where}) cannot be reached.",
        "サーバーが動いているか、アドレスと通信の許可が正しいかを、情報システム担当に確かめてもらってください。何も登録していません。",
        "Ask the IT section whether the server runs, and about its address and the way to it. Nothing was entered.",
    ),
    "P152": Message(
        "台帳のデータベース（{where}）が、利用者名かパスワードを受け付けませんでした。",
        "The database of the ledger ({where}) refused the user or the password.",
        "config/secrets.yaml の database_password（または環境変数 BOTS_SECRET_DATABASE_PASSWORD、PGPASSFILE のファイル）と、"
        "database の利用者名を確かめてください。",
        "Check database_password in config/secrets.yaml (or BOTS_SECRET_DATABASE_PASSWORD, or the file of PGPASSFILE), "
        "and the user in the setting database.",
    ),
    "P153": Message(
        "サーバーに、台帳のデータベース（{where}）がありません。",
        "The server has no such database for the ledger ({where}).",
        "名前を確かめるか、docs/postgresql.ja.md のとおりにデータベースを作ってください。",
        "Check its name, or make the database as docs/postgresql.md says.",
    ),
    "P154": Message(
        "台帳のデータベース（{where}）で、必要な権限がありません。",
        "In the database of the ledger ({where}) the user lacks a right that is needed.",
        "データベースの所有者を bots の利用者にしてください（docs/postgresql.ja.md）。",
        "Let the user of bots own the database (docs/postgresql.md).",
    ),
    "P155": Message(
        "台帳のデータベース（{where}）の版が古すぎます。PostgreSQL 15 以上が必要です。",
        "The server of the ledger ({where}) is too old: PostgreSQL 15 or later is needed.",
        "新しい版のサーバーを使ってください。台帳には何も書いていません。",
        "Use a newer server. Nothing was written.",
    ),
    "P156": Message(
        "台帳のデータベース（{where}）は、書き込みが確実に残る設定になっていません（{what}）。",
        "The database of the ledger ({where}) is not set to keep what is written ({what}).",
        "サーバーの設定を fsync=on、synchronous_commit=on に、文字コードを UTF8 にし、待機系（standby）ではなく主系につないでください。",
        "Set fsync=on and synchronous_commit=on, use a database in UTF8, and connect to the primary, not to a standby.",
    ),
    "P157": Message(
        "台帳のデータベース（{where}）との通信が切れ、待っても戻りませんでした。実行を止めました。",
        "The connection to the database of the ledger ({where}) was lost and did not come back. The run was stopped.",
        "サーバーが動いていることを確かめてから、bots resume で続けてください。送信の途中だった行は要確認になります。",
        "See that the server runs, then go on with bots resume. A row that was being sent becomes doubtful.",
    ),
    "P158": Message(
        "PostgreSQL につなぐための部品（psycopg）が入っていません。",
        "The part that talks to PostgreSQL (psycopg) is not installed.",
        "次の1行を実行してください: .venv/bin/pip install --require-hashes -r requirements/postgres.txt",
        "Run this one line: .venv/bin/pip install --require-hashes -r requirements/postgres.txt",
    ),
    "P159": Message(
        "database に書かれたものは、データベースのアドレスとして読めません。",
        "What the setting database says cannot be read as the address of a database.",
        "postgresql://利用者名@サーバー名:5432/データベース名 の形で書いてください。パスワードは書けません。",
        "Write it as postgresql://user@server:5432/database, without a password.",
    ),
    "P160": Message(
        "台帳がこのプログラムより新しい版で作られています（台帳 {newest}、プログラム {known}）。",
        "The ledger was made by a newer version (ledger {newest}, program {known}).",
        "どの機械でも新しい版のプログラムを使ってください。台帳には何も書いていません。",
        "Use the newer program on every machine. Nothing was written.",
    ),
    "P161": Message(
        "database にパスワードが書かれています。設定ファイルや命令の行は、ほかの人に読まれることがあります。",
        "There is a password in the address of the database. Others may read settings and command lines.",
        "パスワードを消し、config/secrets.yaml に database_password: … と書いてください。書いたパスワードは替えることを勧めます。",
        "Take it out and write database_password: … in config/secrets.yaml. Better change the password that stood there.",
    ),
    "P162": Message(
        "実行 {runs} が動いているため、台帳を移しませんでした。",
        "Runs are at work ({runs}): the ledger was not moved.",
        "終わるのを待つか、bots stop で止めてから、もう一度移してください。bots serve も止めてください。",
        "Wait for their end or stop them with bots stop, end bots serve too, then move again.",
    ),
    "P163": Message(
        "移し先のデータベース（{where}）が空ではないため、台帳を移しませんでした。",
        "The database {where} is not empty: the ledger was not moved.",
        "空のデータベースを作り、そのアドレスで移してください。",
        "Make an empty database and move to that one.",
    ),
    "P164": Message(
        "このフォルダーの台帳は、別の場所（PostgreSQL）に移されています。移す前のファイルでは何も登録できません。",
        "The ledger of this folder was moved to a PostgreSQL server. Nothing can be entered by the file of before.",
        "config/settings.yaml の database に移し先のアドレスを書いてください。元に戻すには docs/postgresql.ja.md を見てください。",
        "Write the address of the server as database in config/settings.yaml. The way back: docs/postgresql.md.",
    ),
    "P165": Message(
        "移した件数が合いません（{table}: 元は {before} 件、移し先は {now} 件）。台帳は移していません。",
        "The counts differ ({table}: {before} before, {now} now). The ledger was not moved.",
        "もとの台帳はそのまま使えます。情報システム担当に知らせてください。",
        "The ledger of before can be used as it was. Tell the IT section.",
    ),
    "P166": Message(
        "{folder} に、移す台帳がありません。",
        "There is no ledger to move in {folder}.",
        "プロジェクトのフォルダー（-C）を確かめてください。",
        "Check the project folder (-C).",
    ),
    "P167": Message(
        "移した後に、データベース（{where}）で何かが記録されています。ファイルに戻すと、それが失われます。",
        "Something was recorded in the database {where} since the ledger was moved: going back to the file would lose it.",
        "PostgreSQL のまま使い続けてください。",
        "Stay with PostgreSQL.",
    ),
    "P168": Message(
        "このデータベースの台帳は、ファイルに戻されています。ここでは何も登録できません。",
        "The ledger of this database went back to its file. Nothing can be entered by it.",
        "config/settings.yaml の database の行を消してください。もう一度移すには、空のデータベースを作ってください。",
        "Take the line database out of config/settings.yaml. To move again, make an empty database.",
    ),
}
