"""How does a YAML text become plain data that remembers its lines?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from collabcheck.core.errors import CollabcheckError

MOST_BYTES = 2_000_000
DEEPEST = 40
Path = tuple[str | int, ...]


@dataclass
class Tree:
    """Plain data (dicts, tuples, scalars), and where in the text each part of it stands.

    `marks` maps a path into the data to (line, column), both counted from 1; `raw` maps the path
    of a scalar to the text that was written.
    """

    name: str
    data: Any = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    raw: dict[Path, str] = field(default_factory=dict)

    def mark(self, path: Path) -> tuple[int, int]:
        """Give the line and column of a path, or of its nearest parent that is there."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))

    def place(self, path: Path) -> str:
        """Say where a path stands: `file:line:column`."""
        line, column = self.mark(path)
        return f"{self.name}:{line}:{column}"


def read_tree(text: str, name: str) -> Tree:
    """Read a YAML text with none of YAML's surprises.

    Refused, each with its place: broken syntax, anchors and aliases (a few lines of them can stand
    for gigabytes), tags, a key given twice, more than one document, depth over 40, over 2 MB.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise CollabcheckError(
            "the file is larger than 2 MB",
            where=name,
            mend="a questionnaire is a few pages of text",
        )
    tree = Tree(name)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = iter(yaml.parse(text, Loader=loader))
        reader = _Reader(tree, events, loader("").resolve)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if tree.marks:
                    raise reader.fault(
                        event, "a second document", "keep one '---' document in a file"
                    )
                tree.data = reader.value(next(events), ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise CollabcheckError(
            f"this is not valid YAML: {error.problem or error.context}",
            where=place,
            mend="check the indentation, and quote texts that contain ': ' or '#'",
        ) from None
    except yaml.YAMLError as error:
        raise CollabcheckError(f"this is not valid YAML: {error}", where=name) from None
    return tree


@dataclass
class _Reader:
    """Turns a stream of events into data, depth first."""

    tree: Tree
    events: Iterator[Any]
    resolve: Any

    def fault(self, event: Any, what: str, mend: str) -> CollabcheckError:
        mark = event.start_mark
        where = f"{self.tree.name}:{mark.line + 1}:{mark.column + 1}"
        return CollabcheckError(what, where=where, mend=mend)

    def value(self, event: Any, path: Path) -> Any:
        mark = event.start_mark
        self.tree.marks[path] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.fault(
                event, "anchors and aliases (& and *) are not used here", "write it out"
            )
        if event.tag and event.tag != "!":
            raise self.fault(
                event, f"the tag '{event.tag}' is not used here", "write a plain value"
            )
        if len(path) > DEEPEST:
            raise self.fault(
                event, f"nested more than {DEEPEST} deep", "this is not a questionnaire"
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        self.tree.raw[path] = event.value
        return self.scalar(event)

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor:
                raise self.fault(event, "a key must be a plain word", "write 'key: value'")
            if event.value in found:
                raise self.fault(event, f"'{event.value}' is given twice", "keep one of the two")
            found[event.value] = self.value(next(self.events), (*path, event.value))
        return found

    def sequence(self, path: Path) -> tuple[Any, ...]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found))))
        return tuple(found)

    def scalar(self, event: Any) -> Any:
        """Give bool, int, float or None for what YAML reads as one; text otherwise."""
        text: str = event.value
        if not event.implicit[0]:
            return text
        tag = self.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]
        try:
            if tag == "int":
                return int(text.replace("_", ""), 0)
            if tag == "float":
                return float(text.replace("_", ""))
        except ValueError:
            # 017, 12:30 and .inf are numbers to some YAML readers and texts to others.
            return NotText(text)
        if tag == "bool":
            return text.lower() in {"yes", "true", "on"}
        if tag == "null":
            return None
        # A date is no text either: left as it is it would pass for one here and not elsewhere.
        return NotText(text) if tag == "timestamp" else text


@dataclass(frozen=True)
class NotText:
    """A value that YAML reads as something other than text and that no field here takes."""

    text: str
