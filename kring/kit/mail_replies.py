"""What somebody wrote in an answer by mail, without the mail that was answered and without a signature.

Each line gets a kind; the kinds in order say where the answer is: mostly above the mail that it answers, at
times below. When in doubt more is kept: a writer can remove a line in Kring, and can't find one that we lost.
"""

import re
from enum import Enum
from functools import cache

LONGEST = 200_000  # signs of a mail that are looked at
_WIDE = 600  # signs of a line that are looked at
_LINES = 5_000  # lines that are looked at
_SPAN = 6  # lines over which "On ... wrote:" may be spread


class Kind(Enum):
    """What a line is."""

    EMPTY = "empty"
    TEXT = "text"
    QUOTE = "quote"
    INTRO = "intro"  # "On Monday Anna wrote:"
    HEAD = "head"  # "From: ..."
    CUT = "cut"  # nothing below is the writer's
    SIGN_OFF = "sign-off"  # "Sent from my phone"


_QUOTED = re.compile(r"\s*(?:>|\||[A-Za-z]{1,12}>)")
_CUT = re.compile(
    r"[\s\u1427]*(?:[-=_~#*+\u2013\u2014]\s?){2,}\s*$"  # a line of dashes
    r"|\s*-{2,}\s?$",
)
_ORIGINAL = re.compile(
    r"[\s*_]*-{2,}\s*(?:original message|forwarded message|reply message|oorspronkelijk bericht"
    r"|doorgestuurd bericht|origineel bericht|urspr\u00fcngliche nachricht"
    r"|message d.origine|mensaje original)"
    r"[\s*_]*-*[\s*_]*$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\s*(?:begin forwarded message|begin doorgestuurd bericht|-+ ?on .{5,80} wrote ?-+)\s*:?", re.IGNORECASE
)
_HEAD_NAMES = (
    "from|sent|to|cc|bcc|date|subject|reply-to|van|verzonden|verstuurd|aan|datum|onderwerp|antwoord aan"
    "|von|gesendet|an|betreff|de|envoy\u00e9|\u00e0|objet|da|inviato|data|a|oggetto|risposta"
    "|enviado|para|asunto|fr\u00e5n|skickat|till|\u00e4mne|fra|til|sendt|emne"
)
_HEAD = re.compile(rf"\s*[*_]?(?:{_HEAD_NAMES})\s?:[*_]?(?:\s|$)", re.IGNORECASE)
# "On 2 feb." and the like: how such a line begins, in mail programs of many languages.
_BEGIN = re.compile(
    r"\s*(?:>\s*)?[-\s]*(?:on|at|op|am|le|el|em|il|den|dnia|w dniu|\u5728)\b.*\d"
    r"|\s*(?:>\s*)?\d{1,4}[-/. ]\S{1,8}[-/. ]\d{1,4}\b"  # 2016-03-03 or 20 okt. 2016
    r"|\s*(?:>\s*)?\w+, \d{1,2}\.? \w+ \d{4}"
    r"|.{2,80}<[^<>\s]+@[^<>\s]+>"
    r"|\s*\S.{1,80}\bwrote:",
    re.IGNORECASE,
)
_VERB = (
    r"(?:wrote|schreef|geschreven|schrieb|a \u00e9crit|escribi\u00f3|escreveu|ha scritto|skrev|napisa\u0142"
    r"|\u043d\u0430\u043f\u0438\u0441\u0430\u043b\w*|\u043f\u0438\u0448\u0435|\u5199\u9053|\u5beb\u9053)"
)
_END = re.compile(rf".*{_VERB}\b.{{0,240}}[:\uff1a]\s*$|.*\bwrote -{{2,}}$", re.IGNORECASE)
_BARE = re.compile(r"\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}\b.*(?:GMT|[<@])")  # a day and who, without a verb
_SIGN_OFFS = (
    r"(?:sent|verzonden|verstuurd|envoy\u00e9|enviado|inviato|gesendet|sendt|skickat|wys\u0142ano)\s+"
    r"(?:from|via|with|vanaf|vanuit|vanop|met|by|depuis|desde|da|mit|fra|fr\u00e5n|z)\b",
    r"sent by\b",
    r"from my (?:\w+ )?(?:i?phone|ipad|mobile)\b",
    r"(?:get|download|haal|krijg) \W?outlook (?:for|voor)\b",
    r"outlook voor (?:ios|android) downloaden\b",
    r"\w+ from mobile$",
    r"von meinem \w+ gesendet",
    r"diese nachricht wurde von mein",
    r"\u5f9e\u6211\u7684 .{1,30} \u50b3\u9001",
)
_SIGN_OFF = re.compile(rf"[\s<(*_]*(?:{'|'.join(_SIGN_OFFS)})", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\x00"))


def reply_in(mail: str) -> str:
    """The part of a mail's text that its sender wrote; empty when nothing of it is."""
    text = mail[:LONGEST].translate(_INVISIBLE)
    lines = [line.rstrip("\u1427") for line in re.split(r"\r\n|\r|\n", text)[:_LINES]]
    kinds = _kinds(lines)
    lines, kinds = _until_cut(lines, kinds)
    kept = [pair for pair in zip(lines, kinds, strict=True) if pair[1] != Kind.SIGN_OFF]
    lines, kinds = [line for line, _ in kept], [kind for _, kind in kept]
    for narrow in (_below_quote, _above_intro, _above_heads, _without_marks, _without_last_quote):
        lines, kinds = narrow(lines, kinds)
    return _trimmed(lines)


Lines = tuple[list[str], list[Kind]]


def _kinds(lines: list[str]) -> list[Kind]:
    kinds: list[Kind] = []
    fenced = False
    fences = sum(bool(_FENCE.match(line)) for line in lines)
    while len(kinds) < len(lines):
        at = len(kinds)
        line = lines[at][:_WIDE]
        if _FENCE.match(line) and (fenced or fences > 1):
            fenced, fences = not fenced, fences - 1
            kinds.append(Kind.TEXT)
        elif fenced:
            kinds.append(Kind.TEXT)
        elif length := _intro(lines, at):
            kinds += [Kind.INTRO] * length
        else:
            kinds.append(_kind(line))
    return kinds


def _kind(line: str) -> Kind:
    if not line.strip():
        return Kind.EMPTY
    table = (
        (_ORIGINAL, Kind.INTRO),
        (_FORWARD, Kind.INTRO),
        (_CUT, Kind.CUT),
        (_QUOTED, Kind.QUOTE),
        (_HEAD, Kind.HEAD),
        (_SIGN_OFF, Kind.SIGN_OFF),
    )
    return next((kind for pattern, kind in table if pattern.match(line)), Kind.TEXT)


def _intro(lines: list[str], at: int) -> int:
    """Over how many lines from here a line "On ... wrote:" goes; 0 when there is none."""
    first = lines[at][:_WIDE]
    if _BARE.match(first):
        return 1 + _rest_of_address(lines, at)
    if not _BEGIN.match(first):
        return 0
    joined = ""
    for length, line in enumerate(lines[at : at + _SPAN], 1):
        joined = f"{joined} {line.strip()}".strip()
        if length > 1 and _BEGIN.match(line) and _starts_with_word(line):
            return 0  # another one begins here
        if len(joined) > _WIDE:
            return 0
        if _END.match(joined):
            return length
    return 0


def _starts_with_word(line: str) -> bool:
    return re.match(r"\s*(?:on|op|am|le|el|em|il|den)\b.*\d", line, re.IGNORECASE) is not None


def _rest_of_address(lines: list[str], at: int) -> int:
    """One when the address after a day goes on in the next line."""
    opened = lines[at].rstrip().endswith("<")
    return int(opened and at + 1 < len(lines) and ">" in lines[at + 1])


def _until_cut(lines: list[str], kinds: list[Kind]) -> Lines:
    """Up to the first line of dashes; one at the very start or before the mail that was forwarded stays."""
    found = re.search(r"t[^c]*c", _codes(kinds))
    return (lines[: found.end() - 1], kinds[: found.end() - 1]) if found else (lines, kinds)


def _below_quote(lines: list[str], kinds: list[Kind]) -> Lines:
    """When the mail begins with what it answers and ends with text: the text."""
    codes = _codes(kinds)
    found = re.fullmatch(r"e*(i[^t]*)(t[te]*)", codes)
    return (lines[found.start(2) :], kinds[found.start(2) :]) if found else (lines, kinds)


def _above_intro(lines: list[str], kinds: list[Kind]) -> Lines:
    """What stands above the first "On ... wrote:", unless the writer goes on between what is quoted below."""
    codes = _codes(kinds)
    found = re.search(r"t[eq]*i", codes)
    if found is None or re.match(r"i+[eh]*q[^t]*t", codes[found.end() - 1 :]):
        return lines, kinds
    return lines[: found.start() + 1], kinds[: found.start() + 1]


def _above_heads(lines: list[str], kinds: list[Kind]) -> Lines:
    """What stands above the lines "From:", "To:", "Subject:"."""
    found = re.search(r"t[eq]*h(?:t?h){2,}", _codes(kinds))
    return (lines[: found.start() + 1], kinds[: found.start() + 1]) if found else (lines, kinds)


def _without_marks(lines: list[str], kinds: list[Kind]) -> Lines:
    """Lines of a mail program that are left somewhere go, unless they are all there is of a kind."""
    kept = [
        (line, kind) for line, kind in zip(lines, kinds, strict=True) if kind not in {Kind.INTRO, Kind.CUT}
    ]
    return [line for line, _ in kept], [kind for _, kind in kept]


def _without_last_quote(lines: list[str], kinds: list[Kind]) -> Lines:
    """A quote at the end, under text, is what was answered."""
    found = re.search(r"[eq]+$", _codes(kinds))
    if found and Kind.TEXT in kinds:
        return lines[: found.start()], kinds[: found.start()]
    return lines, kinds


@cache
def _letter(kind: Kind) -> str:
    return kind.value[0] if kind != Kind.SIGN_OFF else "s"


def _codes(kinds: list[Kind]) -> str:
    """One letter a line, so that an order of lines can be looked for."""
    return "".join(map(_letter, kinds))


def _trimmed(lines: list[str]) -> str:
    """Without empty lines around it; spaces at the start of the first line stay, they may mean something."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    return "\n".join(lines[first:]).rstrip()
