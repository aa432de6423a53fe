"""The self-test finds a whole copy whole, and names what a copy has lost."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from xpeak_desktop.bootstrap import run, self_test
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.transport import CA_FILE
from xpeak_desktop.ui import i18n, resources, theme, wizard_pages
from xpeak_desktop.ui import self_test as looks
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.resources import resources_dir

NAMES = [
    *("program", "tls", "keyring", "ledger", "practice"),
    *("qt", "fonts", "translations", "thai lines", "icons", "manual", "pages"),
]


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    the_look(qapp, resources_dir())
    return qapp


def check(name: str) -> Callable[[QApplication], str]:
    return dict(looks.CHECKS)[name]


def test_this_copy_is_whole(app: QApplication) -> None:
    out = io.StringIO()
    assert run(["--self-test", "--json"], out) == 0, out.getvalue()
    told = json.loads(out.getvalue())
    assert told["ok"]
    assert [one["name"] for one in told["checks"]] == NAMES
    details = {one["name"]: one["detail"] for one in told["checks"]}
    assert "difference 0.00" in details["practice"]
    assert "self-signed server is refused" in details["tls"]
    assert "journal" in details["ledger"]


def test_a_line_is_printed_for_each_check(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "_CHECKS", ())
    out = io.StringIO()
    assert self_test.run_self_test(out, as_json=False) == 0
    assert [line[:4] for line in out.getvalue().splitlines()] == ["fine"] * len(looks.CHECKS)


def test_a_program_without_output_still_answers_by_its_exit_code(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "_CHECKS", ())
    assert self_test.run_self_test(None, as_json=False) == 0


def test_what_is_missing_is_named_and_the_rest_is_looked_at(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing() -> str:
        raise ImportError("no module named secretstorage")

    monkeypatch.setattr(self_test, "_CHECKS", (("keyring", nothing),))
    out = io.StringIO()
    assert self_test.run_self_test(out, as_json=False) == 1
    first, *others = out.getvalue().splitlines()
    assert first.startswith("BAD ")
    assert "secretstorage" in first
    assert len(others) == len(looks.CHECKS)


def test_a_keyring_part_that_was_left_behind_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring_secrets, "_PARTS", {"linux": ("keyring.backends.NotThere",)})
    with pytest.raises(ImportError, match="NotThere"):
        keyring_secrets.check_parts("linux")


def test_too_few_authorities_are_missed(tmp_path: Path) -> None:
    whole = Path(CA_FILE).read_text("utf-8")
    end = "-----END CERTIFICATE-----\n"
    (tmp_path / "one.pem").write_text(whole.partition(end)[0] + end, "utf-8")
    with pytest.raises(self_test.NotWhole, match="only 1 "):
        self_test._authorities(tmp_path / "one.pem")


def test_a_copy_without_its_resources_is_told_of_in_a_line_too(
    app: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(self_test, "_CHECKS", ())
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "xpeak_desktop")
    out = io.StringIO()
    assert self_test.run_self_test(out, as_json=True) == 1
    [told] = json.loads(out.getvalue())["checks"]
    assert (told["name"], told["fine"]) == ("qt", False)
    assert "no resources in" in told["detail"]


def test_a_copy_without_its_font_is_not_whole(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "FAMILY", "No Such Family")
    with pytest.raises(looks.NotWhole, match="No Such Family"):
        check("fonts")(app)


def test_a_font_that_draws_boxes_is_not_whole(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_drawn", lambda _text: b"box")
    with pytest.raises(looks.NotWhole, match="the same"):
        check("fonts")(app)


def test_a_copy_without_its_manual_is_not_whole(
    app: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(looks, "resources_dir", lambda: tmp_path)
    with pytest.raises(looks.NotWhole, match=r"welcome\.md"):
        check("manual")(app)


def test_thai_that_does_not_break_is_not_whole(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "wrapping", lambda text: text)
    with pytest.raises(looks.NotWhole, match="pixels"):
        check("thai lines")(app)


def test_icons_that_stay_blank_are_named(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_is_blank", lambda name: name == "key")
    with pytest.raises(looks.NotWhole, match="key"):
        check("icons")(app)


def test_a_page_that_was_left_behind_is_missed(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wizard_pages._WHERE, Page.RULES, ("not_there", "RulesPage"))
    with pytest.raises(ImportError, match="not_there"):
        check("pages")(app)
