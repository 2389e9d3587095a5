"""N: the way to the system, and the sending of a submit."""

from __future__ import annotations

from bots.messages.message import Message

# What Chromium gives as the reason why a host cannot be reached, as a clerk would say it.
REASONS = {
    "connection refused": "つながりを断られました",
    "connection reset": "つながりが切られました",
    "connection closed": "つながりが切られました",
    "connection timed out": "返事がありません",
    "timed out": "返事がありません",
    "address unreachable": "そこへの道がありません",
    "internet disconnected": "この機械が回線につながっていません",
    "network changed": "この機械の回線が変わりました",
    "name not resolved": "その名前の機械が見つかりません",
    "unsafe port": "ブラウザーが開かない番号のポートです",
    "empty response": "空の返事が来ました",
    "cert authority invalid": "証明書を確かめられません",
    "cert common name invalid": "証明書の名前が違います",
    "cert date invalid": "証明書の期限が切れています",
}

MESSAGES: dict[str, Message] = {
    # ---- the way to a page
    "N01": Message(
        "{host} につながりません（{reason}）。",
        "{host} cannot be reached ({reason}).",
        "庁内の回線と、システムが動いているかを確かめてください。",
        "Check the network, and whether the system is up.",
    ),
    "N02": Message(
        "{host} の画面が {seconds} 秒待っても開きません。",
        "A page of {host} did not open within {seconds} s.",
        "システムが混んでいないか確かめてください。",
        "See whether the system is busy.",
    ),
    "N03": Message(
        "{host} は許可する通信先にないため、つなぎませんでした。",
        "{host} is not on the allow-list, so it was not connected to.",
        "必要な通信先なら、システムのファイルの「許可する通信先」に加えてください。",
        "If it is needed, add it to allow in the system file.",
    ),
    "N04": Message(
        "{host} が HTTP {status}（エラー）を返しました。",
        "{host} answered with HTTP {status}.",
        "システムの障害かもしれません。担当者に知らせてください。",
        "The system may be out of order. Tell those who run it.",
    ),
    "N27": Message(
        "プロキシ {proxy} につながらないため、{host} を開けません。",
        "The proxy {proxy} cannot be reached, so {host} cannot be opened.",
        "庁内の回線とプロキシが動いているか、config/settings.yaml の proxy.server が正しいかを確かめてください。",
        "Check the network, whether the proxy is up, and proxy.server in config/settings.yaml.",
    ),
    # ---- the sending of a submit; in all of these nothing was sent
    "N20": Message(
        "「{target}」で送られようとした内容（{request}）が、システムのファイルの確定の送信（{described}）と違います。",
        "What {target} was about to send ({request}) is not what the system file describes ({described}).",
        "送信は止めました。画面が変わっていないか確かめ、bots rehearse レシピ --learn で覚え直してください。",
        "It was stopped. See whether the screen has changed, and learn it again: bots rehearse RECIPE --learn.",
    ),
    "N21": Message(
        "「{target}」で送られようとした内容に、この行の値がありません。",
        "What {target} was about to send holds no value of this row.",
        "送信は止めました。別の行の画面が開いていないか確かめてください。",
        "It was stopped. See whether the screen of another row is open.",
    ),
    "N22": Message(
        "「{target}」を押しましたが、{seconds} 秒のあいだ何も送られず、表示も変わりませんでした。",
        "{target} was pressed, but within {seconds} s nothing was sent and no sign appeared.",
        "入力が足りないときの表示を「業務エラーの表示」に加えると、この行の業務エラーになります。",
        "If the screen says that something is missing, add that text to the problems of the system.",
    ),
    "N23": Message(
        "「{target}」を押したところ、ログインが切れていました。何も送られていません。",
        "When {target} was pressed the session had ended. Nothing was sent.",
        "ログインし直して、この行を初めからやり直します。",
        "The row is done again from its start after a new sign-in.",
    ),
    "N24": Message(
        "「{target}」を押す前に、画面がこの通信の見張りを受け付けませんでした。何も押していません。",
        "The browser did not let the request of {target} be watched. Nothing was pressed.",
        "もう一度実行してください。続くときは、このシステムの方式を「クリック」にしてください。",
        "Run it again. If it stays so, set the mode of this submit to click.",
    ),
    "N26": Message(
        "「{target}」を押すと、欄「{field}」の値が入れた値と違うまま送られるところだったので、止めました。",
        "On {target} the field {field} was about to be sent with another value than the one put in; it was stopped.",
        "何も送っていません。画面が値を変えるのが正しければ、その項目に「読み返す: いいえ」と書いてください。",
        "Nothing was sent. If the page is right to change the value, write `verify: false` for that field.",
    ),
    "N25": Message(
        "「{target}」の送信先 {host} は、許可する通信先にありません。送信は止めました。",
        "{target} was about to send to {host}, which is not on the allow-list. It was stopped.",
        "正しい送信先なら、システムのファイルの「許可する通信先」に加えてください。",
        "If that is right, add it to allow in the system file.",
    ),
    # ---- the place's own proxy
    "P169": Message(
        "config/settings.yaml の proxy.server を、プロキシのアドレスとして読めません。",
        "proxy.server in config/settings.yaml cannot be read as the address of a proxy.",
        "プロキシの名前とポートを書いてください（例: proxy.city.lg.jp:8080）。名前とパスワードは書けません。proxy.account に秘密の値の名前を書いてください。",
        "Write NAME:PORT (proxy.city.lg.jp:8080, say). User and password cannot stand there: name secrets in proxy.account.",
    ),
    "P170": Message(
        "1つの実行の中で、プロキシを通る通信先（{others}）と通らない通信先（{direct}）を一緒に使うことはできません。",
        "One run cannot use hosts behind the proxy ({others}) together with hosts that are reached directly ({direct}).",
        "config/settings.yaml の proxy.direct を確かめるか、レシピを2つに分けてください。何も始めていません。",
        "Check proxy.direct in config/settings.yaml, or make two recipes of it. Nothing was begun.",
    ),
    "P171": Message(
        "プロキシ {proxy} が、ログインを受け付けませんでした。",
        "The proxy {proxy} did not accept the sign-in.",
        "config/settings.yaml の proxy.account と、その秘密の値（名前_user、名前_password）を確かめてください。確かめるまで実行しないでください（続けて試すと、ロックされることがあります）。",
        "Check proxy.account in config/settings.yaml and its secrets NAME_user and NAME_password. Do not run again before that: an account may be locked.",
    ),
}
