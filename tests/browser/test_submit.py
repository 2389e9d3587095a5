"""A submit through the driver itself: the request is held, the intent taken, sent once, answered."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Sending, Signs, Target

from .conftest import Open, field
from .site import Site

SIGNS = Signs(success=("登録が完了しました",), problems=("入力内容に誤りがあります",))


def test_a_submit_is_sent_once_after_its_intent(open_page: Open, site: Site) -> None:
    driver = open_page("form_labels.html")
    name = field("氏名", "山田 太郎")
    driver.fill([name], timeout=3)
    intents: list[Sending] = []

    def intent(sending: Sending) -> None:
        assert site.posted == []
        intents.append(sending)

    driver.rehearse_submit(Target("登録", "button"), timeout=2)
    assert site.posted == []
    answer = driver.submit(
        Target("登録", "button"), signs=SIGNS, intent=intent, carries=(name.value,), timeout=10
    )
    assert (answer.kind, answer.sign) == ("success", "登録が完了しました")
    assert [(one.method, one.path) for one in intents] == [("POST", "/keep")]
    assert "name" in intents[0].fields
    assert len(site.posted) == 1
    assert driver.reread() == ()


def test_nothing_is_sent_if_the_intent_cannot_be_kept(open_page: Open, site: Site) -> None:
    driver = open_page("form_labels.html")
    driver.fill([field("氏名", "山田 太郎")], timeout=3)

    def intent(_: Sending) -> None:
        raise ScreenError("S30", text="試し")

    with pytest.raises(ScreenError):
        driver.submit(Target("登録"), signs=SIGNS, intent=intent, timeout=5)
    driver.pump(200)
    assert site.posted == []
