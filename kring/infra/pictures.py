"""Uploaded pictures: decoded in a short-lived, limited process and written anew as WebP.

A portrait becomes two squares; any other picture keeps its shape, in three widths.

The same file is the program of that process (it is run by path, so it imports nothing of Kring).
Pictures are the one input whose decoders crash, hang and run wild; here they do so on their own.
"""

import contextlib
import io
import resource
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from PIL import Image

Reason = Literal["too_large", "not_a_picture", "damaged", "too_many_pixels", "took_too_long"]

SIZES: Final = (80, 320)
WIDTHS: Final = (320, 960, 1920)
MAX_BYTES: Final = 12 * 1024 * 1024
# Of a picture that keeps its shape; how large a file may be is decided before it comes here.
MOST_BYTES: Final = 100 * 1024 * 1024
MAX_PIXELS: Final = 40_000_000

_WALL_SECONDS: Final = 15
_CPU_SECONDS: Final = 10
_MEMORY_BYTES: Final = 1024 * 1024 * 1024
_MAX_RESULT_BYTES: Final = 16 * 1024 * 1024
# What cameras, phones and drawing programs write. Not EPS (it starts a program) and not the old formats
# whose decoders nobody looks after; SVG is no picture but a program for the browser.
_FORMATS: Final = ("JPEG", "MPO", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF", "HEIF")
_QUALITY: Final = 82
# A face sits a little above the middle of an upright photo.
_CENTRE: Final = (0.5, 0.4)
_DONE: Final = b"done"
_NUMBER: Final = struct.Struct(">I")


class PictureRefused(Exception):
    """The upload cannot become a portrait; `reason_code` says why, for the sentence on the page."""

    def __init__(self, reason_code: Reason) -> None:
        super().__init__(reason_code)
        self.reason_code = reason_code


@dataclass(frozen=True)
class Whole:
    """A picture in its own shape: the measures of the widest file in pixels, and the files by `WIDTHS`."""

    width: int
    height: int
    files: dict[int, bytes]


def portrait(raw: bytes) -> dict[int, bytes]:
    """Return the photo as square WebP files, keyed by their side in pixels (80 and 320).

    Turned upright, first frame only, without any metadata. Raises PictureRefused and nothing else.
    """
    if len(raw) > MAX_BYTES:
        raise PictureRefused("too_large")
    _width, _height, files = _ask("portrait", raw, len(SIZES))
    return dict(zip(SIZES, files, strict=True))


def whole(raw: bytes) -> Whole:
    """Return the picture as WebP in three widths; a small picture is not made larger.

    Turned upright, first frame only, without any metadata. Raises PictureRefused and nothing else.
    """
    width, height, files = _ask("whole", raw, len(WIDTHS))
    return Whole(width, height, dict(zip(WIDTHS, files, strict=True)))


def _ask(shape: str, raw: bytes, count: int) -> tuple[int, int, Sequence[bytes]]:
    """Have the process make `count` files; returns width and height of the last, and all of them."""
    if not raw:
        raise PictureRefused("not_a_picture")
    try:
        finished = subprocess.run(  # noqa: S603 (our own interpreter and file)
            [sys.executable, "-I", "-W", "ignore", __file__, shape],
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WALL_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PictureRefused("took_too_long") from None
    if finished.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise PictureRefused("took_too_long")
    return _read_answer(finished.stdout, count)


def _read_answer(answer: bytes, count: int) -> tuple[int, int, Sequence[bytes]]:
    """Take the answer of the process apart; whatever is odd about it counts as a damaged picture."""
    head = len(_DONE) + _NUMBER.size * (count + 2)
    if answer.startswith(_DONE) and head < len(answer) <= _MAX_RESULT_BYTES:
        numbers = [number for (number,) in _NUMBER.iter_unpack(answer[len(_DONE) : head])]
        stream = io.BytesIO(answer[head:])
        files = [stream.read(length) for length in numbers[2:]]
        if all(file[:4] == b"RIFF" and file[8:12] == b"WEBP" for file in files):
            return numbers[0], numbers[1], files
    for reason in get_args(Reason):
        if answer == reason.encode():
            raise PictureRefused(reason)
    raise PictureRefused("damaged")


def _limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 1))
    # Not every system knows a limit on memory (macOS does not); the other limits hold there too.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _decode(raw: bytes, shape: str) -> bytes:
    """Return the answer to `_ask`: the finished files, or the reason to refuse."""
    from PIL import Image, UnidentifiedImageError

    with contextlib.suppress(ImportError):
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    Image.init()
    known = [name for name in _FORMATS if name in Image.OPEN]
    try:
        with Image.open(io.BytesIO(raw), formats=known) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return b"too_many_pixels"
            largest = max(SIZES if shape == "portrait" else WIDTHS)
            picture.draft("RGB", (2 * largest, 2 * largest))
            upright = _upright(picture)
            return _packed(_squares(upright) if shape == "portrait" else _widths(upright))
    except UnidentifiedImageError:
        return b"not_a_picture"
    except Image.DecompressionBombError:
        return b"too_many_pixels"
    except Exception:  # decoders raise anything from KeyError to SyntaxError
        return b"damaged"


def _upright(picture: "Image.Image") -> "Image.Image":
    """Return the picture as it should be seen, in RGB and in the colours of every screen."""
    from PIL import ImageOps

    picture.load()
    try:
        upright = ImageOps.exif_transpose(picture)
    except Exception:  # broken metadata is thrown away with the rest: show the photo as it lies
        upright = picture
    return _opaque(_in_srgb(upright))


def _squares(picture: "Image.Image") -> "list[Image.Image]":
    from PIL import ImageOps

    return [ImageOps.fit(picture, (side, side), centering=_CENTRE) for side in SIZES]


def _widths(picture: "Image.Image") -> "list[Image.Image]":
    """The picture in each width, or as it is where it is smaller; a tower is kept within twice the width."""
    found = []
    for width in WIDTHS:
        small = picture.copy()
        small.thumbnail((width, 2 * width))
        found.append(small)
    return found


def _packed(pictures: "list[Image.Image]") -> bytes:
    files = []
    for picture in pictures:
        picture.info = {}
        target = io.BytesIO()
        picture.save(target, "WEBP", quality=_QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
        files.append(target.getvalue())
    numbers = (*pictures[-1].size, *map(len, files))
    return _DONE + b"".join(map(_NUMBER.pack, numbers)) + b"".join(files)


def _in_srgb(picture: "Image.Image") -> "Image.Image":
    """Turn the colours of a phone's wider profile into those every screen shows; the profile goes."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return turned or picture


def _opaque(picture: "Image.Image") -> "Image.Image":
    """Return the picture in RGB, on white where one could look through it."""
    from PIL import Image

    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return picture.convert("RGB")


def _run() -> None:
    _limit_process()
    raw = sys.stdin.buffer.read(MOST_BYTES)
    try:
        answer = _decode(raw, sys.argv[1])
    except MemoryError:
        answer = b"damaged"
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    _run()
