"""What may never be in our HTML, found with a parser and not by looking at the text."""

from html.parser import HTMLParser

OURS = "a blockquote br code em h3 h4 hr li ol p pre s strong table tbody td th thead tr ul"
TAGS = frozenset(OURS.split())
ATTRIBUTES = {"a": {"href", "rel", "class"}, "ol": {"start"}, "th": {"scope"}}


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, ()):
                self.faults.append(f"<{tag} {name}>")
            if name == "href" and not _leads_somewhere_safe(value or ""):
                self.faults.append(f"href={value!r}")

    def handle_comment(self, data):
        self.faults.append("comment")

    def handle_decl(self, decl):
        self.faults.append("declaration")

    def handle_pi(self, data):
        self.faults.append("instruction")


def _leads_somewhere_safe(address: str) -> bool:
    if any(sign <= " " or sign == "\\" for sign in address):
        return False
    if address.startswith("/"):
        return not address.startswith("//")
    return address.lower().startswith(("http://", "https://", "mailto:"))


def faults(html: str) -> list[str]:
    """Return everything in the HTML that is not ours."""
    judge = _Judge()
    judge.feed(html)
    judge.close()
    return judge.faults
