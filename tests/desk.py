"""The desk of a profile that was set up by command: where the window's jobs are done."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.shop_profile import ShopProfile
from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.ports import Secret, SecretName


@contextmanager
def at_desk(shop: ShopProfile) -> Iterator[Desk]:
    """Open it, its lock held, with the practice shop's secrets."""
    profile = Profile(find_places(shop.folder / "data"))
    names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN)
    secrets = {name: Secret(shop.secrets[name.value]) for name in names}
    profile.use_secrets(secrets, keyring=False)
    with profile.working(profile.store.load()) as desk:
        yield desk
