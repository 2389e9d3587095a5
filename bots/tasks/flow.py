"""Verbs that hold other steps: do, branch, repeat. The engine walks what is inside."""

from __future__ import annotations

from pydantic import Field

from bots.tasks.arguments import Count, Holding, Inside, Ways
from bots.tasks.registry import StepArgs, walked_task


class Do(StepArgs):
    """いくつかの手順をまとめる。 / Put several steps together.

    「もし」や「範囲」を1回書けば、中の手順すべてに効く。 / A when, an in or a timeout that is written once holds for
    every step inside.
    """

    steps: Inside = Field(title="手順", description="まとめる手順の並び / the steps, as a list")


walked_task(
    "do",
    "まとめ",
    main="steps",
    model=Do,
    example="- まとめ:\n    - クリック: タブ「就労証明」\n    - 添付:\n        就労証明書: <就労証明書>\n"
    '  もし: {就労証明書: {以外: ""}}',
    example_en='- do:\n    - click: tab "Papers"\n    - upload:\n        Certificate: <Certificate>\n'
    '  when: {Certificate: {not: ""}}',
)


class Branch(StepArgs):
    """場合によって手順を分ける。 / Go one of several ways.

    上から見て、最初に当てはまった「もし」の手順だけを行う。どれにも当てはまらず「それ以外」もない行は、業務エラーになる。 /
    Only the steps of the first when that holds are carried out. Where none holds and there is no else, the row is
    refused.
    """

    ways: Ways = Field(
        title="場合", description="もし と 手順 の並び、最後に それ以外 / a list of when and do, at the end else"
    )


walked_task(
    "branch",
    "場合分け",
    main="ways",
    model=Branch,
    example="- 場合分け:\n    - もし: {表示: 転入の届出}\n      手順:\n        - クリック: タブ「転入」\n"
    "    - それ以外:\n        - クリック: タブ「その他」",
    example_en='- branch:\n    - when: {shown: New citizen}\n      do:\n        - click: tab "New"\n'
    '    - else:\n        - click: tab "Change"',
)


class Repeat(StepArgs):
    """条件が成り立つあいだ、手順を続ける（ページ送りなど）。 / Go on while a condition holds (paging, for example).

    上限まで続けても条件が成り立つときは、障害として止まる。「確定」は中に書けない。 / Where it still holds after the
    limit, the row fails. A submit cannot stand inside.
    """

    condition: Holding = Field(title="条件", description="続ける条件 / while this holds")
    max: Count = Field(title="上限", description="多くても何回か / at most so many times")
    do: Inside = Field(title="手順", description="続ける手順の並び / the steps, as a list")


walked_task(
    "repeat",
    "続ける",
    main="condition",
    model=Repeat,
    example="- 続ける: {表示: 次のページ}\n  上限: 20\n  手順:\n    - クリック: 次のページ",
    example_en="- repeat: {shown: Next page}\n  max: 20\n  do:\n    - click: Next page",
)
