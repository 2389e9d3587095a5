"""Verbs that hold other steps: do, branch, each, repeat, use. The engine walks what is inside."""

from __future__ import annotations

from pydantic import Field

from bots.tasks.arguments import Count, Holding, Inside, Named, Ways, Word
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


class Each(StepArgs):
    """明細の1行ごとに、手順をくり返す。 / Go through the steps for each child row.

    明細の列は、列の名前だけで <続柄> のように使える。「確定」は中に書けない。 / Its columns are used by their names
    alone. A submit cannot stand inside.
    """

    name: Word = Field(
        title="明細", description="「明細」に書いた名前、または表読取で控えた名前 / a name under details"
    )
    do: Inside = Field(title="手順", description="くり返す手順の並び / the steps, as a list")


walked_task(
    "each",
    "くり返し",
    main="name",
    model=Each,
    example="- くり返し: 対象者\n  手順:\n    - クリック: 行を追加\n    - 入力:\n        続柄: <続柄>\n      範囲: {行: 最後}",
    example_en="- each: Members\n  do:\n    - click: Add a line\n    - fill:\n        Relation: <Relation>\n      in: {row: last}",
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


class Use(StepArgs):
    """別のレシピ（部品）の手順を行う。 / Carry out the steps of another recipe.

    部品には「渡す値」だけが見える。部品の「返す値」は、呼び出した後に名前で使える。ここに書いた「範囲」と「待ち時間」は、部品の
    手順にも効く。 / It sees what is given to it and nothing else; the names under its returns can be used afterwards.
    What is said here of in and timeout holds for its steps too.
    """

    recipe: Word = Field(title="レシピ", description="recipes の下の名前 / its name under recipes")
    given: Named = Field(
        {},
        title="渡す値",
        serialization_alias="with",
        description="部品の「実行時の値」の名前: 値 の並び / lines of name: value, for its inputs",
    )


walked_task(
    "use",
    "呼び出す",
    main="recipe",
    model=Use,
    example="- 呼び出す: 部品/世帯を検索\n  渡す値:\n    整理番号: <整理番号>",
    example_en="- use: parts/find household\n  with:\n    Card no: <Card no>",
)
