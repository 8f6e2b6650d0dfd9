"""Portraits: whatever is uploaded becomes a clean square or is refused, in bounded time and memory."""

import io
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from kring.infra import pictures
from kring.infra.pictures import MAX_BYTES, PictureRefused, portrait

GPS, ORIENTATION = 0x8825, 0x0112
RED, BLUE = (220, 20, 20), (20, 20, 220)


def two_halves(width: int = 200, height: int = 200) -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (width, height), BLUE)
    picture.paste(RED, (0, 0, width, height // 2))
    return picture


def written(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def opened(raw: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(raw))
    picture.load()
    return picture


def reason_for(raw: bytes) -> str:
    with pytest.raises(PictureRefused) as caught:
        portrait(raw)
    return caught.value.reason_code


def is_red(picture: Image.Image, x: float, y: float) -> bool:
    red, _, blue = picture.convert("RGB").getpixel((int(x * picture.width), int(y * picture.height)))
    return red > 150 > blue


def assert_clean(found: dict[int, bytes]) -> None:
    assert sorted(found) == [80, 320]
    for side, raw in found.items():
        picture = opened(raw)
        assert (picture.format, picture.size) == ("WEBP", (side, side))
        assert not picture.getexif()
        assert not {"exif", "icc_profile", "xmp"} & set(picture.info)
        assert not getattr(picture, "is_animated", False)
        assert not any(chunk in raw for chunk in (b"EXIF", b"XMP ", b"ICCP", b"ANIM"))


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [(1, (0.5, 0.1)), (3, (0.5, 0.9)), (6, (0.9, 0.5)), (8, (0.1, 0.5)), (4, (0.5, 0.9))],
)
def test_orientation_is_applied_and_position_dropped(orientation: int, red_at: tuple[float, float]):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[GPS] = {1: "N", 2: (52.0, 22.0, 0.0), 3: "E", 4: (4.0, 54.0, 0.0)}
    exif[0x9286] = "Waterrijk"
    found = portrait(written(two_halves(), "JPEG", exif=exif, comment=b"Waterrijk", quality=95))
    assert_clean(found)
    assert all(b"Waterrijk" not in raw for raw in found.values())
    for raw in found.values():
        picture = opened(raw)
        assert is_red(picture, *red_at)
        assert not is_red(picture, 1 - red_at[0], 1 - red_at[1])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF"])
def test_formats_of_cameras_and_programs(kind: str):
    found = portrait(written(two_halves(300, 200), kind))
    assert_clean(found)
    assert is_red(opened(found[320]), 0.5, 0.1)


def test_heic_of_a_phone():
    target = io.BytesIO()
    pillow_heif.from_pillow(two_halves()).save(target)
    found = portrait(target.getvalue())
    assert_clean(found)
    assert is_red(opened(found[320]), 0.5, 0.1)


def test_first_frame_of_an_animation_on_white():
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    found = portrait(written(clear, "WEBP", save_all=True, append_images=[two_halves(60, 60)]))
    assert_clean(found)
    assert min(opened(found[80]).convert("RGB").getpixel((40, 40))) > 240


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_other_colour_modes(mode: str):
    assert_clean(portrait(written(Image.new(mode, (90, 50), 1))))


@pytest.mark.slow
def test_cmyk_and_extreme_shapes():
    assert_clean(portrait(written(two_halves().convert("CMYK"), "JPEG")))
    assert_clean(portrait(written(Image.new("RGB", (1, 4000)))))
    assert_clean(portrait(written(Image.new("RGB", (1, 1)))))


@pytest.mark.slow
def test_refusals_and_their_reasons():
    good = written(two_halves())
    assert reason_for(b"") == "not_a_picture"
    assert reason_for(b"geen plaatje") == "not_a_picture"
    assert reason_for(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>') == "not_a_picture"
    assert reason_for(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n") == "not_a_picture"
    assert reason_for(good + b"\0" * MAX_BYTES) == "too_large"
    assert reason_for(written(Image.new("1", (7000, 7000)))) == "too_many_pixels"
    assert reason_for(written(Image.new("1", (10_000, 10_000)))) == "too_many_pixels"
    assert reason_for(good[: len(good) // 2]) == "damaged"


@pytest.mark.slow
def test_forty_megapixels_fit():
    assert_clean(portrait(written(Image.new("RGB", (8000, 5000), RED), "JPEG")))


def program(monkeypatch: pytest.MonkeyPatch, folder: Path, source: str) -> None:
    """Let another program stand in for the one that decodes."""
    path = folder / "program.py"
    path.write_text(source, encoding="utf-8")
    monkeypatch.setattr(pictures, "__file__", str(path))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os; os.abort()", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "took_too_long"),
        ("raise SystemExit(3)", "damaged"),
        ("print('done' + 'x' * 100)", "damaged"),
        ("import time; time.sleep(30)", "took_too_long"),
    ],
)
def test_a_crash_or_a_stall_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str, reason: str
):
    monkeypatch.setattr(pictures, "_WALL_SECONDS", 3)
    program(monkeypatch, tmp_path, source)
    assert reason_for(b"x") == reason


def test_the_process_cannot_take_more_than_its_memory():
    source = f"import runpy; runpy.run_path({pictures.__file__!r})['_limit_process'](); bytearray(1 << 31)"
    ended = subprocess.run([sys.executable, "-I", "-c", source], capture_output=True, check=False)
    assert b"MemoryError" in ended.stderr


def outcome(raw: bytes) -> str:
    """Clean, or the reason of the refusal; any other exception fails the test."""
    started = time.monotonic()
    try:
        found = portrait(raw)
    except PictureRefused as refused:
        return refused.reason_code
    finally:
        assert time.monotonic() - started < 16
    assert_clean(found)
    return "clean"


@pytest.mark.slow
def test_hostile_files_are_written_anew_or_refused(real_set: Callable[[str], Path]):
    with tarfile.open(real_set("hostile-files") / "files.tar.gz") as archive:
        files = {entry.name: archive.extractfile(entry).read() for entry in archive if entry.isfile()}
    assert len(files) == 117
    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip(files, pool.map(outcome, files.values()), strict=True))
    assert {outcomes[name] for name in files if name.startswith("xml/")} == {"not_a_picture"}
    assert "took_too_long" not in outcomes.values()
    assert sum(result == "clean" for result in outcomes.values()) >= 55


@pytest.mark.slow
def test_real_photos_stand_upright(real_set: Callable[[str], Path]):
    """The same portrait, stored turned in five ways, comes out alike."""
    with tarfile.open(real_set("hostile-files") / "files.tar.gz") as archive:
        names = [
            "hopper.jpg",
            *(f"hopper_orientation_{n}" for n in ("2.jpg", "4.jpg", "5.webp", "6.webp", "8.webp")),
        ]
        raws = [archive.extractfile(f"pillow/{name}").read() for name in names]
    upright, *others = (opened(portrait(raw)[80]).convert("L").resize((8, 8)) for raw in raws)
    for other in others:
        gaps = [abs(one - two) for one, two in zip(upright.tobytes(), other.tobytes(), strict=True)]
        assert sum(gaps) / len(gaps) < 12
