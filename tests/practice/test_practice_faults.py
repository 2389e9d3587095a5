"""Each fault does what its sentence says, on the systems that it concerns."""

from __future__ import annotations

import http.client
import json
import threading
import time
from typing import Any

import pytest

from bots.practice import faults

CARD = {
    "card_number": "00000012",
    "full_name": "Ann O'Neil",
    "date_of_birth": "1990/02/03",
    "area": "North",
}


@pytest.fixture
def desk(library: Any, visit: Any) -> Any:
    """The library, as its form is one request long."""
    visitor = visit(library)
    visitor.sign_in()
    return visitor


def timed(act: Any) -> tuple[float, Any]:
    begin = time.monotonic()
    result = act()
    return time.monotonic() - begin, result


def test_delay_slows_every_answer(library: Any, desk: Any) -> None:
    library.set_faults(delay_ms=300)
    seconds, answer = timed(lambda: desk.get("/cards/new"))
    assert seconds >= 0.3
    assert answer.status == 200


def test_commit_delay_keeps_late(library: Any, desk: Any) -> None:
    library.set_faults(commit_delay_ms=800)
    sender = threading.Thread(target=lambda: desk.post("/cards/new", **CARD))
    sender.start()
    time.sleep(0.4)
    assert library.truth() == []
    assert [one.key for one in library.requests()][-1] == "00000012", "it has arrived"
    sender.join()
    assert len(library.truth()) == 1


def test_commit_delay_keeps_although_the_sender_is_gone(library: Any, desk: Any) -> None:
    library.set_faults(commit_delay_ms=600)
    with pytest.raises(TimeoutError):
        desk.post("/cards/new", timeout=0.2, **CARD)
    assert library.truth() == []
    time.sleep(0.8)
    assert len(library.truth()) == 1


def test_slow_answer_keeps_at_once(library: Any, desk: Any) -> None:
    library.set_faults(slow_answer_ms=800)
    sender = threading.Thread(target=lambda: desk.post("/cards/new", **CARD))
    sender.start()
    time.sleep(0.4)
    assert len(library.truth()) == 1
    assert sender.is_alive()
    sender.join()


def test_error_before_keeps_nothing_and_then_ends(library: Any, desk: Any) -> None:
    library.set_faults(error_500_before=2)
    answers = [desk.post("/cards/new", **CARD) for _ in range(3)]
    assert [answer.status for answer in answers] == [500, 500, 200]
    assert "A system error occurred" in answers[0].text
    (entry,) = library.truth()
    assert entry.posts == 3


def test_error_after_keeps(library: Any, desk: Any) -> None:
    library.set_faults(error_500_after=1)
    assert desk.post("/cards/new", **CARD).status == 500
    assert len(library.truth()) == 1
    assert "already registered" in desk.post("/cards/new", **CARD).text


def test_close_after_commit_keeps_and_answers_nothing(library: Any, desk: Any) -> None:
    library.set_faults(close_after_commit=1)
    with pytest.raises(http.client.RemoteDisconnected):
        desk.post("/cards/new", **CARD)
    assert len(library.truth()) == 1
    assert desk.get("/cards/new").status == 200


def test_lose_session_leads_to_the_sign_in_page(library: Any, desk: Any) -> None:
    library.set_faults(lose_session=1)
    answer = desk.post("/cards/new", **CARD)
    assert "Your session has expired" in answer.text
    assert library.truth() == []
    desk.sign_in()
    assert "Card registered" in desk.post("/cards/new", **CARD).text


def test_lose_session_says_so_in_japanese_and_in_json(
    childcare: Any, donation: Any, visit: Any
) -> None:
    visitor = visit(childcare)
    visitor.sign_in()
    childcare.set_faults(lose_session=1)
    assert "セッションの有効期限が切れました" in visitor.get("/moushikomi/new").text
    visitor = visit(donation)
    visitor.post_json("/api/login", {"user": "robot01", "password": "renshu-pass-1"})
    donation.set_faults(lose_session=1)
    answer = visitor.get("/api/form")
    assert (answer.status, answer.json()) == (401, {"expired": True})


def test_maintenance_is_on_every_page_with_200(childcare: Any, visit: Any) -> None:
    childcare.set_faults(maintenance=True)
    visitor = visit(childcare)
    for path in ("/", "/login", "/moushikomi/new", "/anything"):
        answer = visitor.get(path)
        assert answer.status == 200
        assert "メンテナンス中です" in answer.text
    assert "わざと起こす障害" in visitor.get("/practice/faults").text, "the way back stays open"


def test_the_surprise_is_an_alert_on_the_form(library: Any, desk: Any) -> None:
    assert "alert(" not in desk.get("/cards/new").text
    library.set_faults(surprise_dialog=True)
    assert "alert(" in desk.get("/cards/new").text


def test_doubles_are_kept_when_asked(library: Any, desk: Any) -> None:
    library.set_faults(duplicate_refusal=False)
    for _ in range(2):
        desk.post("/cards/new", **CARD)
    assert [entry.receipt for entry in library.truth()] == ["L-00001", "L-00002"]


def test_labels_can_be_renamed_swapped_and_doubled(library: Any, desk: Any) -> None:
    library.set_faults(
        rename_label={"Area": "District"},
        swap_labels=["Card number", "Full name"],
        double_label="Date of birth",
    )
    text = desk.get("/cards/new").text
    assert '<label for="area">District</label>' in text
    assert '<label for="card_number">Full name</label>' in text
    assert '<label for="full_name">Card number</label>' in text
    assert text.count(">Date of birth</label>") == 2


def test_no_confirm_takes_the_question_away(childcare: Any, visit: Any) -> None:
    from test_practice_childcare import FORM

    visitor = visit(childcare)
    visitor.sign_in()
    assert "confirm(" in visitor.post("/moushikomi/kakunin", **FORM).text
    childcare.set_faults(no_confirm=True)
    assert "confirm(" not in visitor.post("/moushikomi/kakunin", **FORM).text


def test_the_file_counts_at_the_next_request(library: Any, desk: Any) -> None:
    path = library.folder / "faults.json"
    path.write_text(json.dumps({"maintenance": True}), encoding="utf-8")
    assert "Under maintenance" in desk.get("/cards/new").text
    path.write_text("{broken", encoding="utf-8")
    answer = desk.get("/cards/new")
    assert answer.status == 500
    assert "faults.json is not valid" in answer.text
    assert "faults.json is not valid" in desk.get("/practice/faults").text
    library.set_faults(maintenance=False)
    assert desk.get("/cards/new").status == 200


def test_json_of_the_faults(library: Any, desk: Any) -> None:
    assert desk.get("/practice/faults.json").json() == faults.defaults()
    assert desk.post_json("/practice/faults.json", {"delay_ms": 5}).json()["delay_ms"] == 5
    for wrong in (
        {"delay_ms": -1},
        {"delay_ms": True},
        {"unknown": 1},
        {"swap_labels": ["a"]},
        [1],
    ):
        assert desk.post_json("/practice/faults.json", wrong).status == 400
    assert desk.send("/practice/faults.json", b"{", "application/json").status == 400
    with pytest.raises(faults.BadFault):
        library.set_faults(delay=5)


def test_the_page_sets_all_faults_at_once(library: Any, desk: Any) -> None:
    answer = desk.post(
        "/practice/faults",
        delay_ms="25",
        error_500_before="1",
        maintenance="on",
        rename_label="Area = District\r\n住所＝現住所",
        swap_labels="Card number, Full name",
        double_label=" Area ",
    )
    assert "Saved" in answer.text
    values = desk.get("/practice/faults.json").json()
    assert values["delay_ms"] == 25
    assert values["maintenance"] is True
    assert values["duplicate_refusal"] is False, "an unticked switch is off"
    assert values["rename_label"] == {"Area": "District", "住所": "現住所"}
    assert values["swap_labels"] == ["Card number", "Full name"]
    assert values["double_label"] == "Area"
    wrong = desk.post("/practice/faults", delay_ms="soon")
    assert "The value of “Every answer is slow” is not valid" in wrong.text
    desk.post("/practice/faults", all_off="1")
    assert desk.get("/practice/faults.json").json() == faults.defaults()


def test_every_fault_has_words_in_both_languages() -> None:
    for fault in faults.CATALOGUE:
        assert all((fault.title_ja, fault.title_en, fault.ja, fault.en))
        assert faults.check({fault.name: fault.default}) == {fault.name: fault.default}
