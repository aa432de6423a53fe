import json
import os
import sys
from pathlib import Path

import pytest

from xpeak_desktop.desktop.provision import (
    FILE_NAME,
    Provision,
    find_provision,
    program_folder,
)
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ports import Secret, SecretName

KEYS = {"connect_id": "shop_peakapi", "connect_key": "k3y-of-the-shop"}


def prepared(folder: Path, content: object, encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / FILE_NAME).write_text(text, encoding=encoding)
    return folder


def refused(folder: Path) -> dict[str, str]:
    with pytest.raises(Trouble) as caught:
        find_provision(folder, None)
    assert caught.value.problem.code is Code.CONFIG_INVALID
    return dict(caught.value.problem.params)


def test_without_a_file_there_is_nothing(tmp_path: Path) -> None:
    assert find_provision(tmp_path / "none", tmp_path) == Provision()


def test_the_keys_of_the_file_are_secrets(tmp_path: Path) -> None:
    found = find_provision(prepared(tmp_path, {**KEYS, "base_url": "https://x/api/v1/"}), None)
    assert found.secrets == {
        SecretName.CONNECT_ID: Secret("shop_peakapi"),
        SecretName.CONNECT_KEY: Secret("k3y-of-the-shop"),
    }
    assert found.base_url == "https://x/api/v1"
    assert "shop" not in repr(found)


def test_the_file_beside_the_program_goes_first(tmp_path: Path) -> None:
    beside = prepared(tmp_path / "program", KEYS)
    data = prepared(tmp_path / "data", {**KEYS, "connect_id": "other"})
    found = find_provision(data, beside)
    assert found.secrets[SecretName.CONNECT_ID] == Secret("shop_peakapi")


def test_a_mark_that_a_windows_editor_put_in_front_does_no_harm(tmp_path: Path) -> None:
    assert find_provision(prepared(tmp_path, KEYS, "utf-8-sig"), None).secrets


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '"text"', "\x00", "[" * 5000, " " * 200_000, {}, {"connect_id": "x"}]
)
def test_a_file_nobody_can_read_is_told(tmp_path: Path, content: object) -> None:
    assert refused(prepared(tmp_path, content))["key"].startswith(FILE_NAME)


@pytest.mark.parametrize("value", [7, None, "", "  ", ["k"]])
def test_a_key_that_is_no_text_is_named_and_never_shown(tmp_path: Path, value: object) -> None:
    said = refused(prepared(tmp_path, {**KEYS, "connect_key": value}))
    assert said["key"] == f"{FILE_NAME}: connect_key"
    assert "shop_peakapi" not in str(said)


@pytest.mark.skipif(os.name != "posix", reason="needs a file that may not be read")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_opened_is_told(tmp_path: Path) -> None:
    (prepared(tmp_path, KEYS) / FILE_NAME).chmod(0)
    assert refused(tmp_path)["key"] == FILE_NAME


def test_only_a_packed_program_has_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program_folder() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program_folder() == Path(sys.executable).parent
