"""The donation desk's JSON, without a browser."""

from __future__ import annotations

from typing import Any

import pytest

from bots.practice.donation import form

GIFT = {
    "application_no": "K0000012",
    "donor": "髙橋　陽葵",
    "donor_kana": "タカハシ　ヒマリ",
    "kind": "個人",
    "amount": "10000",
    "purpose_id": "P09",
    "purpose": "図書館の充実",
    "received_on": "2026-04-01",
    "gift": True,
}


@pytest.fixture
def desk(donation: Any, visit: Any) -> Any:
    visitor = visit(donation)
    visitor.post_json("/api/login", {"user": "robot01", "password": "renshu-pass-1"})
    return visitor


def test_strangers_get_401(donation: Any, visit: Any) -> None:
    answer = visit(donation).get("/api/entries")
    assert (answer.status, answer.json()) == (401, {"expired": False})


def test_an_entry_is_kept_as_text(donation: Any, desk: Any) -> None:
    answer = desk.post_json("/api/entries", GIFT)
    assert answer.status == 201
    assert answer.json()["entry"]["receipt"] == "D-00001"
    (entry,) = donation.truth()
    assert entry.key == "K0000012"
    assert entry.fields["gift"] == "true"
    assert entry.fields["memo"] == ""
    assert set(entry.fields) == set(form.FIELDS)
    assert desk.get("/api/entries/D-00001").json()["entry"]["fields"]["donor"] == "髙橋　陽葵"
    assert desk.get("/api/entries/D-00009").status == 404


def test_a_key_that_is_there_is_refused(donation: Any, desk: Any) -> None:
    desk.post_json("/api/entries", GIFT)
    answer = desk.post_json("/api/entries", GIFT)
    assert (answer.status, answer.json()["error"]) == (409, "この申込番号は登録済みです")
    assert len(donation.truth()) == 1
    assert [one.key for one in donation.requests()][-2:] == ["K0000012", "K0000012"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"application_no": "k 1"}, "application_no"),
        ({"donor": " "}, "donor"),
        ({"kind": "その他"}, "kind"),
        ({"purpose_id": ""}, "purpose_id"),
        ({"purpose_id": "P99"}, "purpose_id"),
        ({"amount": "1,000"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"received_on": "2026-02-30"}, "received_on"),
        ({"postal": "1800001"}, "postal"),
        ({"phone": "09012345678"}, "phone"),
        ({"email": "a@b"}, "email"),
        ({"memo": "あ" * 201}, "memo"),
    ],
)
def test_mistakes_are_told_by_field(
    donation: Any, desk: Any, changes: dict[str, str], field: str
) -> None:
    answer = desk.post_json("/api/entries", {**GIFT, **changes})
    assert answer.status == 422
    assert list(answer.json()["fields"]) == [field]
    assert donation.truth() == []


def test_lists_for_the_page(desk: Any) -> None:
    assert desk.get("/api/postal?code=180-0001").json() == {"address": "東京都武蔵野市吉祥寺北町"}
    assert desk.get("/api/postal?code=999-9999").json() == {"address": ""}
    found = desk.get("/api/purposes?q=%E5%9B%B3%E6%9B%B8").json()["options"]
    assert found == [{"id": "P09", "words": "図書館の充実"}]
    assert len(desk.get("/api/purposes").json()["options"]) == len(form.PURPOSES)
    assert desk.get("/api/purposes?q=librar&lang=en").json()["options"][0]["words"] == "Libraries"


def test_faults_reach_the_form(donation: Any, desk: Any) -> None:
    donation.set_faults(
        rename_label={"住所": "現住所"}, double_label="メモ", no_confirm=True, surprise_dialog=True
    )
    words = desk.get("/api/form").json()
    assert words["labels"]["address"] == "現住所"
    assert (words["extra"], words["ask"]) == ("メモ", False)
    assert "お知らせ" in words["notice"]


def test_what_is_no_object_is_an_empty_form(donation: Any, desk: Any) -> None:
    for body in (b"[]", b"{", b""):
        assert desk.send("/api/entries", body or b" ", "application/json").status == 422
    assert donation.truth() == []
