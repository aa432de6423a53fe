"""A disk that fails at one system call of a real pass over real HTTP, early and in its midst.

The kernel's answer is replaced on the way (strace), for the ledger or its journal alone: so SQLite,
the engine and the command meet exactly what a broken or full disk gives.
"""

import json
import random
from pathlib import Path

import pytest

from tests.e2e.kills import (
    Kills,
    busy_shop,
    finish_pass,
    injected,
    settle,
    skip_without_strace,
    start_pass,
)
from tests.shop_profile import ShopProfile

TOLD = {
    ("pwrite64", "ENOSPC"): "disk_full",
    # A virus scanner's hold looks like a broken disk.
    ("pwrite64", "EIO"): "ledger_locked",
    ("fdatasync", "EIO"): "ledger_locked",
    # SQLite does not say why a disk would not sync.
    ("fdatasync", "ENOSPC"): "ledger_locked",
}
INSTANTS = ((0.0, ""), (0.3, ""), (0.6, ""), (0.6, "+"))
"""After which share of a pass's calls it strikes, and whether the disk stays broken."""

TRIES = 3


def sell(shop: ShopProfile) -> None:
    shop.server.shop.more(30)
    shop.server.shop.write_csv(shop.exports)


def calls_of_a_pass(shop: ShopProfile, call: str, file: Path, trace: Path) -> int:
    """How many such calls a pass makes that nobody disturbs."""
    sell(shop)
    way = ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={call}", "-P", str(file)]
    start_pass(shop, way).communicate(timeout=120)
    return trace.read_text(errors="replace").count(f"{call}(")


def broken_pass(shop: ShopProfile, way: list[str], trace: Path) -> set[str] | None:
    """A pass that meets the error; the codes it told. ``None`` when it ended before it met it."""
    sell(shop)
    process = start_pass(shop, way)
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    if "(INJECTED)" not in trace.read_text(errors="replace"):
        return None
    answer = json.loads(out)
    assert (process.returncode, answer["ok"]) == (4, False), (way, answer)
    return {one["code"] for one in answer["problems"]}


@pytest.mark.e2e
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("call", "error", "side"),
    [
        ("fdatasync", "EIO", "-journal"),
        ("fdatasync", "EIO", ""),
        pytest.param("fdatasync", "ENOSPC", "", marks=pytest.mark.night),
        ("pwrite64", "EIO", "-journal"),
        pytest.param("pwrite64", "EIO", "", marks=pytest.mark.night),
        ("pwrite64", "ENOSPC", "-journal"),
        ("pwrite64", "ENOSPC", ""),
    ],
)
def test_a_disk_that_fails_is_told_and_neither_doubles_nor_loses(
    tmp_path: Path, call: str, error: str, side: str
) -> None:
    skip_without_strace()
    trace = tmp_path / "trace"
    with busy_shop(tmp_path, unique_codes=False, receipts=30) as shop:
        whole = Kills(shop, random.Random(0)).check
        finish_pass(shop)
        file = shop.ledger.with_name(shop.ledger.name + side)
        count = calls_of_a_pass(shop, call, file, trace)
        struck_among_sends = 0
        for share, stays in INSTANTS:
            # How many commits a pass makes depends on how its answers come in.
            for smaller in range(TRIES):
                before = shop.posts()
                when = f"{1 + int(share * count * 0.7**smaller)}{stays}"
                way = injected(call, f"error={error}", when, file=file, trace=str(trace))
                told = broken_pass(shop, way, trace)
                if told is not None:
                    break
            assert told is not None, "it was never struck"
            assert TOLD[call, error] in told, (when, told)
            struck_among_sends += shop.posts() > before
            whole()
        assert struck_among_sends
        assert finish_pass(shop)["ok"]
        end = settle(shop)
        assert end.good, end
