"""What the editor reads and writes again shows the same as before."""

import random
from html.parser import HTMLParser

from kring.kit.markup import render
from tests.browser.site import Site

DOCUMENTS = 120
INLINE = [
    "**vet**",
    "*schuin*",
    "***beide***",
    "~~weg~~",
    "`code`",
    "``a ` b``",
    "[hier](https://kring.example/a_b?x=1&y=2)",
    "[**vet** en *schuin*](/groups/)",
    "https://kring.example/lang_pad/",
    "<https://kring.example/b>",
    "@noor.visser",
    r"\@niemand",
    "#subsidies",
    r"\#geen",
    r"\*sterren\*",
    "5 * 3 * 2",
    "snake_case_naam",
    "_los_",
    "a < b & c",
    "&lt;b&gt;",
    "<b>geen html</b>",
    r"\[haak](weg)",
    "![kaart](https://kring.example/kaart.png)",
    "wat**(dit)**is",
    "**tik:**tak",
    "*a **b** c*",
    "**a *b* c**",
    "~~a **b**~~",
    "café naïef",
    "1. geen lijst",
    "🙂**🙂**🙂",
    "*a*__b__",
    "[mail](mailto:a@b.nl)",
    r"prijs \| maat",
    "C:\\map\\bestand",
    "!",
    "[ ] taak",
    "**`code` vet**",
    "- streep",
    "# hek",
    "> haak",
    "= is",
    "--- | ---",
]


def line(dice: random.Random) -> str:
    return " ".join(dice.choices(["gewone", "woorden", *INLINE], k=dice.randint(1, 5))).lstrip("-#>=1. ")


def block(dice: random.Random, depth: int = 0) -> list[str]:
    """One block of any kind, as lines."""
    kinds = ["paragraph", "heading", "rule", "code", "table"] + (
        ["quote", "list", "list"] if depth < 3 else []
    )
    kind = dice.choice(kinds)
    if kind == "heading":
        return [f"{'#' * dice.randint(1, 4)} {line(dice)}"]
    if kind == "rule":
        return ["***"]
    if kind == "code":
        return ["~~~", "x = *y*", "", "  ``` @noor", "~~~"]
    if kind == "table":
        rows = [
            f"| {dice.choice(INLINE).replace('|', '')} | {dice.choice(INLINE).replace('|', '')} |"
            for _row in range(3)
        ]
        return [rows[0], "| --- | --- |", *rows[1:]]
    if kind == "quote":
        return [f"> {one}".rstrip() for one in blocks(dice, depth + 1)]
    return items(dice, depth) if kind == "list" else [line(dice) for _line in range(dice.randint(1, 3))]


def items(dice: random.Random, depth: int) -> list[str]:
    """A list, tight or loose, with or without numbers, perhaps with more blocks in an item."""
    first, loose = dice.choice([None, 1, 4]), dice.random() < 0.3
    found: list[str] = []
    for number in range(dice.randint(1, 3)):
        sign = "- " if first is None else f"{first + number}. "
        lines = blocks(dice, depth + 1) if loose and dice.random() < 0.4 else [line(dice)]
        if not loose and depth < 2 and dice.random() < 0.3:
            lines += items(dice, depth + 2) if dice.random() < 0.5 else ["- in", "- diep"]
        found += [""] if loose and number else []
        found += [(" " * len(sign) if at else sign) + one for at, one in enumerate(lines)]
    return found


def blocks(dice: random.Random, depth: int = 0) -> list[str]:
    """A few blocks with blank lines between."""
    found: list[str] = []
    for _number in range(dice.randint(1, 3)):
        found += ([""] if found else []) + block(dice, depth)
    return found


class Reading(HTMLParser):
    """What a reader sees: blocks and links in order, and words with their emphasis, however it is nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: list[str] = []
        self.seen: list[tuple[str, object]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open emphasis, or a block or link with all it says."""
        if tag in {"em", "strong", "s"}:
            self.marks.append(tag)
        else:
            self.seen.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        """Close it again."""
        if tag in {"em", "strong", "s"}:
            self.marks.remove(tag)
        else:
            self.seen.append((f"/{tag}", None))

    def handle_data(self, data: str) -> None:
        """Words, sign by sign."""
        self.seen += [(sign, frozenset(self.marks) if sign.strip() else None) for sign in data]


def shown(text: str) -> list[tuple[str, object]]:
    """What the server shows of a text."""
    reading = Reading()
    reading.feed(" ".join(render(text, people={}, topics={}).html.split()))
    return reading.seen


REWRITE = """async texts => {
  const { dataset } = document.getElementById("words");
  const { rewritten } = await import(dataset.editor);
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const found = [];
  for (const text of texts) found.push(await rewritten(text, { address: dataset.read, token }));
  return found;
}"""


def test_rewritten_texts_show_the_same(site: Site) -> None:
    dice = random.Random(3)
    texts = [*INLINE, *("\n".join(blocks(dice)) for _number in range(DOCUMENTS))]
    with site.page("member") as (page, watch):
        page.goto("/threads/new/")
        written = page.evaluate(REWRITE, texts)
        assert watch.check(page) == []
    changed = [(old, new) for old, new in zip(texts, written, strict=True) if shown(old) != shown(new)]
    assert changed == []
