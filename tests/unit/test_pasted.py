import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.pasted import LONGEST, Fault, Pasted, token_in

TOKEN = "3f2b8c1e-9a47-4d6b-8e21-5c0d7f9a1b34"
OPAQUE = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2ln-bmF0_dXJl"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00a0\u00ad\u202a\u202c\t\r\n "


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"  {TOKEN}\r\n",
        f"\ufeff{TOKEN[:9]}\n{TOKEN[9:]}",
        f"“{TOKEN}”",
        f"{{{TOKEN}}}",
        f"User-Token: {TOKEN}",
        f"%7B{TOKEN}%7D",
        f"https://secure.peakaccount.com/connect?userToken={TOKEN}",
        f"https://secure.peakaccount.com/connect?x=1&user_token=%20{TOKEN}%0D%0A",
        f"https://secure.peakaccount.com/#/connect?token={TOKEN}&lang=th",
        f"https://secure.peakaccount.com/#token={TOKEN}",
        f"https://secure.peakaccount.com/connect/{TOKEN}",
        f"https://secure.peakaccount.com/connect/{TOKEN}/xcommerce?lang=th",
        f"https%3A%2F%2Fsecure.peakaccount.com%2Fconnect%3Ftoken%3D{TOKEN}",
        f"https://login.peakaccount.com/?next=https%3A%2F%2Fx.peakaccount.com%2F%3Fk%3D{TOKEN}",
        f"ลิงค์ https://secure.peakaccount.com/\nconnect?token={TOKEN}",
        f"secure.peakaccount.com/connect?token={TOKEN}",
        f"https://shop.example/peak?merchant=11111111-2222-4333-8444-555555555555&userToken={TOKEN}",
    ],
)
def test_the_token_is_found_however_it_was_copied(text: str) -> None:
    assert token_in(text) == Pasted(TOKEN)


@pytest.mark.parametrize(
    "text",
    [
        OPAQUE,
        f"https://secure.peakaccount.com/connect?token={OPAQUE}",
        f"https://secure.peakaccount.com/connect?clientToken={TOKEN[:8]}&userToken={OPAQUE}",
        f"https://secure.peakaccount.com/c/{OPAQUE}",
    ],
)
def test_a_token_that_is_no_uuid_is_taken_as_it_stands(text: str) -> None:
    assert token_in(text) == Pasted(OPAQUE)


def test_a_plus_sign_in_a_token_is_no_blank() -> None:
    token = "abc+DEF/1234567890=="
    assert token_in(token).token == token
    assert token_in(f"https://x.peakaccount.com/?token={token}").token == token


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        (INVISIBLE, Fault.EMPTY),
        ("https://www.peakaccount.com", Fault.HOME_PAGE),
        ("https://secure.peakaccount.com/home?lang=th", Fault.HOME_PAGE),
        ("www.peakaccount.com", Fault.HOME_PAGE),
        ("https://shop.xcommerce.example/settings", Fault.NO_TOKEN),
        ("https://peakaccount.com.evil.example/", Fault.NO_TOKEN),
        ("https://[", Fault.NO_TOKEN),
        ("3f2b8c1e", Fault.TOO_SHORT),
        ("Token:", Fault.NOT_A_TOKEN),
        ("ขอ Token จาก PEAK ได้ที่ไหน", Fault.NOT_A_TOKEN),
        ("a" * (LONGEST + 1), Fault.NOT_A_TOKEN),
    ],
)
def test_without_a_token_it_is_said_what_was_pasted(text: str, fault: Fault) -> None:
    assert token_in(text) == Pasted(fault=fault)


@given(st.text())
def test_whatever_is_pasted_there_is_a_token_or_a_reason(text: str) -> None:
    found = token_in(text)
    assert bool(found.token) is (found.fault is None)
    assert found.token.isascii()
    assert found.token.isprintable()
    assert " " not in found.token


@given(st.lists(st.sampled_from(INVISIBLE), min_size=len(TOKEN), max_size=len(TOKEN)))
def test_invisible_characters_anywhere_do_not_matter(between: list[str]) -> None:
    text = "".join(one + letter for one, letter in zip(between, TOKEN, strict=True))
    assert token_in(text) == Pasted(TOKEN)


def test_the_token_is_not_shown_when_it_is_printed() -> None:
    assert TOKEN not in repr(token_in(TOKEN))
    assert f"{Pasted(fault=Fault.EMPTY)}" == "Pasted(Fault.EMPTY)"
