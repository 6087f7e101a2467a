"""How is a text from outside kept from acting as markup?

HTML is escaped by Jinja as it is printed. For the other formats every text of the report is escaped
before the template sees it, so that no template, shipped or a user's own, can forget to.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from enum import Enum
from typing import Any

from pydantic import BaseModel

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
# The last three would make links of bare addresses.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~&#$@]|(?<=\w):(?=//)|(?<=www)\.)", re.IGNORECASE)
_LIST = re.compile(r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[-+=]))")
_FORMULA = re.compile(r"^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def without_controls(text: str) -> str:
    """Drop control characters, and marks that turn the reading direction or cannot be seen."""
    return _CONTROL.sub("", text)


def escape_controls(text: str) -> str:
    """Write the same characters as JSON escapes."""
    return _CONTROL.sub(lambda match: json.dumps(match[0])[1:-1], text)


def one_line(text: str) -> str:
    """Fold white space and drop control characters and marks that turn the reading direction."""
    return " ".join(_CONTROL.sub("", text.replace("\t", " ")).split())


def for_markdown(text: str) -> str:
    """Escape what Markdown, or HTML inside it, would read as markup; in one line."""
    return _LIST.sub(r"\1\\", _MARKDOWN.sub(r"\\\1", one_line(text)))


def for_spreadsheet(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula: an apostrophe before it (OWASP)."""
    clean = _CONTROL.sub("", text)
    return f"'{clean}" if _FORMULA.match(clean) or (text[:1] in "\t\r" and text) else clean


def escaped(value: Any, escape: Callable[[str], str]) -> Any:
    """Give a copy of a report with every text in it escaped; enums and numbers stay as they are."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, tuple):
        return tuple(escaped(part, escape) for part in value)
    if isinstance(value, BaseModel):
        fields = {name: escaped(getattr(value, name), escape) for name in type(value).model_fields}
        # Not a copy: a copy would keep what was worked out from the texts before they were escaped.
        return type(value).model_construct(**fields)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            f.name: escaped(getattr(value, f.name), escape) for f in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changes)
    return value
