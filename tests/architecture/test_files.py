"""What the repository keeps: our own work as text, that reads the same on every machine."""

import ast
import re
from pathlib import Path

from tests.architecture.source import ROOT, at, kept_files, none_of, product

HERE = Path(__file__)
ELSEWHERE = {
    "a folder of one machine": r"(?<![\w.])/(?:work|Users|home/[a-z]\w*|mnt)\b[\w./-]*",
    "a temporary file": r"(?<![\w.])/tmp/w\b",
    "a package index": r"registry\.(?:npmjs|yarnpkg)|pypi\.org/simple|pythonhosted\.org|index-url",
}
# What a container or unit file may name: places inside an installed system.
SYSTEM = {"deploy/Containerfile", "deploy/kring.service"}
# Where text becomes markup without escaping, with the reason.
MARKUP = {
    "kring/ui/environment.py": "stored_html: what was cleaned when it was written",
    "kring/timelines/web/lanes.py": "bodies of cards, rendered by our own template and kept",
    "kring/ui/slots.py": "fillers return what a template rendered",
}
MAKERS = {"Markup", "mark_safe", "SafeString", "SafeText"}


def test_files_name_no_machine_and_no_index() -> None:
    found = []
    for path in kept_files():
        place = str(path.relative_to(ROOT))
        if path == HERE or place in SYSTEM:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for name, pattern in ELSEWHERE.items():
            for hit in re.finditer(pattern, text):
                line = text.count("\n", 0, hit.start()) + 1
                found.append(f"{place}:{line} names {name}: {hit[0]}")
    none_of(found)


def test_files_are_text() -> None:
    # Pictures of our own pages stand in the documents; everything else that is not text is built.
    own = ROOT / "docs" / "pictures"
    found = [path for path in kept_files() if path.parent != own and b"\0" in path.read_bytes()[:8000]]
    none_of([str(path.relative_to(ROOT)) for path in found])


def test_text_becomes_markup_in_the_named_places_only() -> None:
    found = [
        at(module, node.lineno, f"calls {node.func.id}")
        for module in product()
        if module.place not in MARKUP
        for node in module.nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS
    ]
    none_of(found)


def test_no_comment_promises_later_work() -> None:
    promise = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|[Cc]oming soon")
    found = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in kept_files()
        if path.suffix in {".py", ".jinja", ".js", ".css", ".md", ".toml"} and path != HERE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if promise.search(line)
    ]
    none_of(found)
