"""Is a text that is not UTF-8 written in Windows-1252, or as old Macs wrote it?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from collabcheck.core.errors import BadExport

BEYOND_ASCII = re.compile("[^\0-\x7f]+")
MOST = 2000
"""Pieces of text looked at: more would not change the answer."""

BETWEEN_LETTERS = "’‘–—…·\N{SOFT HYPHEN}\N{NO-BREAK SPACE}/"
NEVER_TYPED = "\N{REPLACEMENT CHARACTER}ˆ˜¸˛˝˙˚¨¯¬¤¦¶ıﬁﬂ‰‡†ªºƒ"
"""Signs that hardly stand in anybody's answer, alone or in a word."""

RARE = "ŠŒŽšœžŸ"
"""Letters of Windows-1252 whose bytes are ä, å, é, ö, ú, û and ü on a Mac."""

ENCODINGS = (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"))


@dataclass
class Evidence:
    """The bytes that are not ASCII, each run with the letters around it."""

    pieces: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)

    def add(self, chunk: str) -> None:
        """Take the runs in a text that was decoded as UTF-8 with "surrogateescape"."""
        for run in BEYOND_ASCII.finditer(chunk):
            if len(self.pieces) >= MOST:
                return
            start, end = run.span()
            parts = chunk[max(0, start - 3) : start], run[0], chunk[end : end + 3]
            before, middle, after = (part.encode("utf-8", "surrogateescape") for part in parts)
            self.pieces.append((before, middle, after))


def western(evidence: Evidence, name: str, mend: str) -> tuple[str, str, str]:
    """Tell Windows-1252 from Mac Roman: the codec, its name, and a piece of text as an example.

    Nearly every text decodes in both, and is junk in one. What tells is where the letters would
    stand: capitals after small letters and signs inside words are what junk looks like. Raises
    `BadExport` where both look like junk (another encoding), or both as bad as each other.
    """
    odd = {codec: sum(_odd(piece, codec) for piece in evidence.pieces) for codec, _ in ENCODINGS}
    windows, mac = odd["cp1252"], odd["mac_roman"]
    doubtful = mac == 0 and _is_rare(evidence)
    if (windows == 0 or windows * 10 <= mac) and not doubtful:
        chosen = ENCODINGS[0]
    elif mac * 10 <= windows and windows:
        chosen = ENCODINGS[1]
    else:
        raise BadExport(
            "the text is not UTF-8, and it cannot be told whether it is in Windows-1252 "
            f"('{_shown(evidence, 'cp1252')}'), Mac Roman ('{_shown(evidence, 'mac_roman')}') "
            "or another encoding",
            where=name,
            mend=mend,
        )
    return (*chosen, _shown(evidence, chosen[0]))


def _is_rare(evidence: Evidence) -> bool:
    """Tell whether all letters are rare in Windows-1252, and would be common ones on a Mac."""
    letters = {
        one
        for _, run, _ in evidence.pieces
        for one, other in zip(
            run.decode("cp1252", "replace"), run.decode("mac_roman", "replace"), strict=True
        )
        if one != other
    }
    return bool(letters) and letters <= set(RARE)


def _shown(evidence: Evidence, codec: str) -> str:
    """Show a few letters, and not the word, which could be a name."""
    before, run, after = (part.decode(codec, "replace") for part in evidence.pieces[0])
    return f"{before[-3:]}{run}{after[:3]}".strip()


def _odd(piece: tuple[bytes, bytes, bytes], codec: str) -> int:
    """Count the letters of a run that would not stand where they do, were this the encoding."""
    before, run, after = (part.decode(codec, "replace") for part in piece)
    if len(run) > 3 and all(letter.isalpha() for letter in run):
        return len(run)  # No western word is made of accents alone.
    text = f"{before[-1:] or ' '}{run}{after[:1] or ' '}"
    return sum(_out_of_place(text[n - 1], text[n], text[n + 1]) for n in range(1, len(text) - 1))


def _out_of_place(before: str, letter: str, after: str) -> bool:
    if letter in NEVER_TYPED or "\x80" <= letter <= "\x9f":
        return True
    if letter.isupper():
        return before.islower() or (before.isalpha() and after.islower())
    inside = before.isalpha() and after.isalpha()
    return inside and not letter.isalpha() and letter not in BETWEEN_LETTERS
