"""What is only true of the packed program; what an owner does is told in the others."""

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cyclonedx import faults
from tests.e2e.desktop import HOME, Desktop

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.bundle,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("desktop", ["bundle"], indirect=True),
]


def test_it_is_whole_and_keeps_secrets_in_the_real_keyring(desktop: Desktop) -> None:
    told = desktop.start("--self-test", "--json")
    assert told.ended() == 0, told.said
    checks = {one["name"]: one["detail"] for one in json.loads(told.said)["checks"]}
    assert "packed" in checks["program"]
    assert checks["keyring"].startswith("keyring.backends.SecretService.Keyring")
    assert "a tray" in checks["qt"]


def test_the_doctor_asks_about_everything(desktop: Desktop) -> None:
    told = desktop.start("doctor", "--json")
    # Nothing is set up yet: that is what it says.
    assert told.ended() == 2, told.said
    reply = json.loads(told.said)
    assert {one["code"] for one in reply["problems"]} == {"not_set_up", "secrets_missing"}
    fine = {one["name"]: one["detail"] for one in reply["checks"] if one["fine"]}
    assert fine == {"ledger": "0", "fonts": "3", "tray": "tray_there"}


def test_it_runs_as_somebody_else_than_root_and_without_python(desktop: Desktop) -> None:
    program = desktop.start("--demo", "--data-dir", str(desktop.folder / "data"))
    desktop.reader.see("push button", name="ส่งตอนนี้", states={"enabled"})
    process = Path("/proc", str(program.process.pid))
    assert process.stat().st_uid != 0
    assert process.joinpath("exe").resolve() == desktop.built
    environ = process.joinpath("environ").read_text().split("\0")
    assert "PATH=/nonexistent" in environ
    assert any(line.startswith("HOME=") and line.endswith(HOME) for line in environ)


def test_what_it_opens_gets_neither_its_libraries_nor_its_plugins(desktop: Desktop) -> None:
    tools, told = desktop.folder / "tools", desktop.folder / "told"
    tools.mkdir()
    os.mkfifo(told)
    opener = tools / "xdg-open"
    opener.write_text(f'#!/bin/sh\nexport -p >"{told}"\n')
    opener.chmod(0o755)
    desktop.person.takes(tools)
    desktop.person.takes(told)
    desktop.start("--demo", "--data-dir", str(desktop.folder / "data"), PATH=str(tools))
    desktop.reader.see("push button", name="ส่งตอนนี้", states={"enabled"})
    desktop.keys("ctrl+comma")
    desktop.reader.press("push button", name="เปิดโฟลเดอร์")
    # Waits until the opener has written.
    environ = told.read_text("utf-8")
    assert "XDG_RUNTIME_DIR" in environ
    assert desktop.built
    leaked = [line for line in environ.splitlines() if str(desktop.built.parent) in line]
    # Read by the packed program itself, should it be started again from there.
    assert [line for line in leaked if not line.startswith("export _PYI_")] == []


def test_it_installs_itself_where_a_click_starts_it(desktop: Desktop) -> None:
    assert desktop.built
    install = desktop.built.with_name("install")
    subprocess.run([install], **desktop.person.starts, env=desktop.environ, check=True)
    share = Path(desktop.environ["XDG_DATA_HOME"])
    entry = (share / "applications" / "xpeak-desktop.desktop").read_text("utf-8")
    (command,) = (line[5:] for line in entry.splitlines() if line.startswith("Exec="))
    assert shlex.split(command.replace("%%", "%")) == [str(desktop.built)]
    assert os.access(share / "icons/hicolor/256x256/apps/xpeak-desktop.png", os.R_OK)


def test_its_list_of_contents_is_what_cyclonedx_says_it_is(desktop: Desktop) -> None:
    assert desktop.built
    listed = json.loads(desktop.built.with_name("sbom.cdx.json").read_text("utf-8"))
    assert faults(listed) == []
    names = {one["name"].lower() for one in listed["components"]}
    assert {"qt", "python", "openssl", "sqlite", "keyring", "requests"} <= names
