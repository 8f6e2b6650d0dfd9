"""Uploaded portraits: decoded in a short-lived, limited process and written anew as square WebP.

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
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from PIL import Image

Reason = Literal["too_large", "not_a_picture", "damaged", "too_many_pixels", "took_too_long"]

SIZES: Final = (80, 320)
MAX_BYTES: Final = 12 * 1024 * 1024
MAX_PIXELS: Final = 40_000_000

_WALL_SECONDS: Final = 15
_CPU_SECONDS: Final = 10
_MEMORY_BYTES: Final = 1024 * 1024 * 1024
_MAX_RESULT_BYTES: Final = 4 * 1024 * 1024
# What cameras, phones and drawing programs write. Not EPS (it starts a program) and not the old formats
# whose decoders nobody looks after; SVG is no picture but a program for the browser.
_FORMATS: Final = ("JPEG", "MPO", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF", "HEIF")
_QUALITY: Final = 82
# A face sits a little above the middle of an upright photo.
_CENTRE: Final = (0.5, 0.4)
_DONE: Final = b"done"
_LENGTHS: Final = struct.Struct(f">{len(SIZES)}I")


class PictureRefused(Exception):
    """The upload cannot become a portrait; `reason_code` says why, for the sentence on the page."""

    def __init__(self, reason_code: Reason) -> None:
        super().__init__(reason_code)
        self.reason_code = reason_code


def portrait(raw: bytes) -> dict[int, bytes]:
    """Return the photo as square WebP files, keyed by their side in pixels (80 and 320).

    Turned upright, first frame only, without any metadata. Raises PictureRefused and nothing else.
    """
    if len(raw) > MAX_BYTES:
        raise PictureRefused("too_large")
    if not raw:
        raise PictureRefused("not_a_picture")
    try:
        finished = subprocess.run(  # noqa: S603 (our own interpreter and file)
            [sys.executable, "-I", "-W", "ignore", __file__],
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
    return _read_answer(finished.stdout)


def _read_answer(answer: bytes) -> dict[int, bytes]:
    """Take the answer of the process apart; whatever is odd about it counts as a damaged picture."""
    head = len(_DONE) + _LENGTHS.size
    if answer.startswith(_DONE) and head < len(answer) <= _MAX_RESULT_BYTES:
        lengths = _LENGTHS.unpack_from(answer, len(_DONE))
        stream = io.BytesIO(answer[head:])
        files = [stream.read(length) for length in lengths]
        if all(file[:4] == b"RIFF" and file[8:12] == b"WEBP" for file in files):
            return dict(zip(SIZES, files, strict=True))
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


def _decode(raw: bytes) -> bytes:
    """Return the answer to `portrait`: the finished files, or the reason to refuse."""
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
            picture.draft("RGB", (2 * max(SIZES), 2 * max(SIZES)))
            return _squares(picture)
    except UnidentifiedImageError:
        return b"not_a_picture"
    except Image.DecompressionBombError:
        return b"too_many_pixels"
    except Exception:  # decoders raise anything from KeyError to SyntaxError
        return b"damaged"


def _squares(picture: "Image.Image") -> bytes:
    from PIL import ImageOps

    picture.load()
    try:
        upright = ImageOps.exif_transpose(picture)
    except Exception:  # broken metadata is thrown away with the rest: show the photo as it lies
        upright = picture
    opaque = _opaque(_in_srgb(upright))
    files = []
    for side in SIZES:
        square = ImageOps.fit(opaque, (side, side), centering=_CENTRE)
        square.info = {}
        target = io.BytesIO()
        square.save(target, "WEBP", quality=_QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
        files.append(target.getvalue())
    return _DONE + _LENGTHS.pack(*map(len, files)) + b"".join(files)


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
    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        answer = _decode(raw)
    except MemoryError:
        answer = b"damaged"
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    _run()
