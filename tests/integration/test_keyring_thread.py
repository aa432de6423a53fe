"""A keyring may ask a person and wait for ever, so the window's own thread never speaks to it."""

import argparse
import threading
from pathlib import Path

import pytest

from tests.memory_keyring import MemoryKeyring
from tests.sales import QUICK, export, sales
from tests.shop_profile import ShopProfile
from xpeak_desktop.bootstrap.vault import PRACTICE
from xpeak_desktop.bootstrap.windows import erase_files, real_shop
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.room import Job
from xpeak_desktop.services.jobs.token import Disconnect, ForgetEverything
from xpeak_desktop.ui.context import Work


class Watched(MemoryKeyring):
    """Remembers which threads asked it."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[str] = set()

    def get_password(self, service: str, username: str) -> str | None:
        self.threads.add(threading.current_thread().name)
        return super().get_password(service, username)

    def delete_password(self, service: str, username: str) -> None:
        self.threads.add(threading.current_thread().name)
        super().delete_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.threads.add(threading.current_thread().name)
        super().set_password(service, username, password)


def test_a_window_opens_and_works_without_its_own_thread_asking_the_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = Watched()
    monkeypatch.setattr(keyring_secrets, "choose_backend", lambda: backend)
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        shop = ShopProfile(tmp_path, server)
        code, _ = shop.command("setup", "--config", str(shop.write_config(**QUICK)))
        assert code == 0
        export(shop, *sales(3))
        backend.threads.clear()
        args = argparse.Namespace(
            data_dir=str(shop.folder / "data"), profile="default", background=False
        )
        with real_shop(args) as opened:
            context = opened.context(None, "th")
            context.open_reader().close()
            assert context.report is not None
            assert backend.threads == set()
            work_on_its_thread(context.make_work)
        assert backend.threads == {"sync"}
        assert len(shop.live()) == 3


def test_erasing_empties_the_keyring_on_the_workers_thread_and_asks_nothing_without_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = Watched()
    monkeypatch.setattr(keyring_secrets, "choose_backend", lambda: backend)
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        shop = ShopProfile(tmp_path, server)
        shop.command("setup", "--config", str(shop.write_config(**QUICK)))
    mark = find_places(shop.folder / "data").mark
    kept = keyring_secrets.KeyringSecrets(PRACTICE, "default", mark=mark)
    for name in SecretName:
        kept.put(name, Secret("1"))
    backend.threads.clear()
    args = argparse.Namespace(
        data_dir=str(shop.folder / "data"), profile="default", background=False
    )
    with real_shop(args) as opened:
        make_work = opened.context(None, "th").make_work
        work_on_its_thread(make_work, Disconnect(), ForgetEverything())
    assert backend.entries == {}
    assert erase_files(args) == []
    assert [one.name for one in (shop.folder / "data" / "default").iterdir()] == ["lock"]
    assert backend.threads == {"sync"}


def work_on_its_thread(make_work: object, *jobs: Job) -> None:
    """These jobs or else one pass, where the window has them done."""
    assert callable(make_work)

    def work() -> None:
        made: Work = make_work(threading.Event())
        for job in jobs:
            made.do(job)
        if not jobs:
            made.run_pass(lambda _progress: None)
        made.close()

    thread = threading.Thread(target=work, name="sync")
    thread.start()
    thread.join()
