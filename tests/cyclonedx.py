"""What CycloneDX says a list of contents is: its own schema, in ``tests/data/cyclonedx``."""

import json
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator, Registry

_FOLDER = Path(__file__).parent / "data" / "cyclonedx"
_PLACE = "http://cyclonedx.org/schema/"


def faults(listed: Any) -> list[str]:
    """What is not as version 1.6 wants it, one sentence each."""
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in _FOLDER.glob("*.json")}
    # The other two are asked for by the first.
    registry = Registry([(_PLACE + name, schema) for name, schema in schemas.items()])
    validator = Draft7Validator(schemas["bom-1.6.schema.json"], registry=registry)
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(listed)]
