"""A caller of the practice server, written from PEAK's reference and sharing nothing with it."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from xpeak_desktop.sandbox.server import PracticeServer

Json = dict[str, Any]


def stamp(shift: timedelta = timedelta(0)) -> str:
    return (datetime.now(UTC) + shift).strftime("%Y%m%d%H%M%S")


def signature(connect_id: str, message: str) -> str:
    return hmac.new(connect_id.encode(), message.encode(), hashlib.sha1).hexdigest()


class Caller:
    def __init__(self, server: PracticeServer) -> None:
        self.server = server
        self.keys = server.credentials()
        self.session = requests.Session()
        self.session.trust_env = False
        self.token = ""

    def headers(self, **other: str) -> dict[str, str]:
        now = stamp()
        return {
            "Time-Stamp": now,
            "Time-Signature": signature(self.keys["connect_id"], now),
            "Client-Token": self.token,
            "User-Token": self.keys["user_token"],
            **{name.replace("_", "-"): value for name, value in other.items()},
        }

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return self.session.get(
            self.server.peak_url + path,
            params=query,
            headers=headers or self.headers(),
            timeout=10,
        )

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        return self.session.post(
            self.server.peak_url + path,
            json=body,
            headers=headers or self.headers(),
            timeout=10,
        )

    def ask_for_token(self, **other: str) -> Any:
        asked = {
            "connectId": self.keys["connect_id"],
            "password": self.keys["connect_key"],
            **other,
        }
        return self.post("/clienttoken", {"PeakClientToken": asked})

    def log_in(self) -> "Caller":
        self.token = self.ask_for_token().json()["PeakClientToken"]["token"]
        return self

    def create(self, *receipts: Json, path: str = "/receipts") -> list[Json]:
        answer = self.post(path, {"PeakReceipts": {"receipts": list(receipts)}}).json()
        rows: list[Json] = answer["PeakReceipts"]["receipts"]
        return rows

    def receipts(self, **query: Any) -> list[Json]:
        rows: list[Json] = self.get("/receipts", **query).json()["PeakReceipts"]["receipts"]
        return rows

    def listed(self, **query: Any) -> Json:
        answer: Json = self.get("/receipts/list", **query).json()["PeakReceipts"]
        return answer

    def add_contact(self, code: str = "CUST1") -> Json:
        row = {"code": code, "name": "ลูกค้าทดสอบ", "type": 5}
        answer = self.post("/contacts", {"PeakContacts": {"contacts": [row]}}).json()
        made: Json = answer["PeakContacts"]["contacts"][0]
        return made


def flat_receipt(code: str = "RC-1", **other: Any) -> Json:
    return {
        "code": code,
        "issuedDate": "20261101",
        "dueDate": "20261101",
        "contactCode": "CUST1",
        "reference": f"SO-{code}",
        "isTaxInvoice": 1,
        "taxStatus": 1,
        "products": [{"productCode": "SKU-0001", "quantity": 1, "price": 107, "vatType": 3}],
        "paidPayments": {
            "paymentDate": "20261101",
            "payments": [{"paymentMethodCode": "BSV001", "amount": 107}],
        },
        **other,
    }


def nested_receipt(code: str = "RC-1", **other: Any) -> Json:
    flat = flat_receipt(code)
    del flat["contactCode"]
    flat["contact"] = {"code": "CUST1"}
    flat["paidPayments"]["payments"] = [{"paymentMethod": {"code": "BSV001"}, "amount": 107}]
    return {**flat, **other}
