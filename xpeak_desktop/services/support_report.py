"""What somebody who helps may know of a profile: how it stands, never whose or what it holds.

Everything goes out by name, from a list: a field that a later version adds stays inside until
somebody decides otherwise.
"""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import urlsplit

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import LedgerReader

_LONGEST: Final = 200


def describe(settings: Settings, reader: LedgerReader | None, facts: Mapping[str, str]) -> str:
    """The report's page of facts, as JSON; ``facts`` are the computer's and the program's own."""
    page: dict[str, Any] = {
        "computer": {name: wording.inert(fact, _LONGEST) for name, fact in facts.items()},
        "settings": _settings(settings),
        "ledger": _ledger(reader) if reader else None,
    }
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def _settings(settings: Settings) -> dict[str, Any]:
    """What was decided; of folders and addresses only what kind they are."""
    rules, pace = settings.rules, settings.pace
    return {
        "peak_host": urlsplit(settings.base_url).hostname or "",
        "source": settings.source.kind,
        "source_is_network": _on_the_network(settings.source.folder),
        "vat_registered": rules.vat_registered,
        "start_date": rules.start_date.isoformat() if rules.start_date else None,
        "receipt_with_vat_is_tax_invoice": rules.receipt_with_vat_is_tax_invoice,
        "filed_months": sorted(rules.filed_months),
        "zero_totals_allowed": rules.zero_totals_allowed,
        "peak_rounding_accepted": rules.peak_rounding_accepted,
        "every_minutes": pace.every_minutes,
        "settle_seconds": pace.settle_seconds,
        "retry_seconds": pace.retry_seconds,
        "language": settings.language,
        "set_up": settings.set_up,
        "create_services": settings.create_services,
        "create_products": settings.create_products,
        "keyring": settings.keyring,
        "page": settings.page,
        "paused_until": settings.paused_until,
        "close_explained": settings.close_explained,
        "text_percent": settings.text_percent,
        "theme": settings.theme,
        "moved_out": settings.moved_out,
    }


def _on_the_network(folder: str) -> bool:
    return PurePath(folder).as_posix().startswith("//") or folder.startswith("\\\\")


def _ledger(reader: LedgerReader) -> dict[str, Any]:
    """Counts by state and by code, no names; what cannot be read is said by its code."""
    try:
        counts = reader.counts()
        codes: Counter[str] = Counter()
        for (_channel, _state, code), counted in reader.counts_by_channel().items():
            if code is not None:
                codes[code.value] += counted.receipts
        trouble = reader.trouble()
        return {
            "receipts": {state.value: counted.receipts for state, counted in counts.items()},
            "codes": dict(sorted(codes.items())),
            "cases": dict(sorted(Counter(case.code for _, case in reader.open_cases()).items())),
            "warnings": sorted(warning.code for warning in reader.warnings()),
            "trouble": trouble.code if trouble else None,
            "channels": len(reader.channels()),
            "products_matched": len(reader.matches()),
        }
    except Trouble as error:
        return {"trouble": error.problem.code}
    except ValueError:
        return {"trouble": Code.LEDGER_BROKEN}
