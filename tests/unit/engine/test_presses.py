"""What presses leave in the fields: what is usual is told by its step, its press and its name."""

from __future__ import annotations

from bots.engine.presses import Presses
from bots.errors import Place
from bots.model import FieldReading, FoundField, PlanStep, Value

NAME = FieldReading("氏名", Value("髙橋"), Value("髙橋"), equal=True)


def step(path: str, target: object) -> PlanStep:
    return PlanStep(path, "click", {"target": target}, Place("登録.yaml", 1, 1))


def pressed(path: str = "each_row/2", target: object = "ボタン「検索」", *, set_at: str = "each_row/1") -> Presses:
    presses = Presses()
    presses.was_set([NAME], step(set_at, ""))
    presses.since.append(step(path, target))
    return presses


def test_a_field_that_goes_though_it_is_usual_that_it_stays_is_told_with_what_was_pressed() -> None:
    before = pressed()
    assert before.look("sum", {"氏名": True}, ()) is None
    usual = before.stayed()
    assert pressed(target=["メニュー", "ボタン「検索」"]).look("sum", {"氏名": False}, usual) == ("氏名", "検索")
    assert pressed(target="").look("sum", {"氏名": False}, usual) == ("氏名", "クリック")
    for other in (pressed("each_row/3"), pressed(set_at="each_row/0")):
        assert other.look("sum", {"氏名": False}, usual) is None
    assert pressed().look("another", {"氏名": False}, usual) is None


def test_where_nothing_was_pressed_nothing_is_learned_and_nothing_told() -> None:
    presses = pressed()
    presses.look("sum", {"氏名": True}, ())
    usual = presses.stayed()
    assert presses.look("sum", {"氏名": False}, usual) is None
    assert presses.stayed() == usual


def test_what_goes_in_one_round_of_a_loop_is_not_usual() -> None:
    presses = pressed()
    for stays in (True, False, True):
        presses.since = [step("each_row/2", "検索")]
        presses.look("sum", {"氏名": stays}, ())
    assert presses.stayed() == set()
    (found,) = presses.found().values()
    assert found is None
    once = pressed()
    once.look("sum", {"氏名": True}, ())
    assert list(once.found().values()) == [FoundField("", "stayed", 0)]
