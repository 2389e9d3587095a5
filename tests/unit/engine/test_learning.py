"""A run without a rehearsal teaches the second proof: by two rows, once, and never over what is known."""

from __future__ import annotations

from bots.engine.learning import Learner
from bots.model import FoundField

NAME, KANA = FoundField("name", "text", 1), FoundField("kana", "text", 2)
ANEW = FoundField("f_8812", "text", 3)


def test_two_rows_that_agree_teach() -> None:
    learner = Learner()
    assert learner.learn({"氏名": NAME, "カナ": KANA, "備考": FoundField("f_1", "text", 3)}, {}) == {}
    assert learner.learn({"氏名": NAME, "カナ": KANA, "備考": ANEW}, {"カナ": NAME}) == {"氏名": NAME}
    assert learner.learn({"氏名": NAME}, {}) == {}, "told once"
