"""Files to upload, made in the test."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kring.discussion.actions.attachments import keep_file
from kring.discussion.texts import ready
from kring.kit.sniffing import TYPES


def picture(size: tuple[int, int] = (1200, 800), form: str = "JPEG", **options) -> bytes:
    """A plain picture."""
    raw = io.BytesIO()
    Image.new("RGB", size, "teal").save(raw, form, **options)
    return raw.getvalue()


def located_picture() -> bytes:
    """A photo lying on its side (EXIF orientation 6), with a place and a camera in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CameraMerk"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def packed(kind: str, words: str = "Begroting", **more: bytes) -> bytes:
    """An Office document with only what makes it one."""
    parts = {
        "docx": ("word/document.xml", f"<d xmlns='w'><p><t>{words}</t></p></d>"),
        "xlsx": ("xl/workbook.xml", "<w/>"),
        "odt": ("content.xml", f"<d xmlns='t'><p>{words}</p></d>"),
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
        if kind.startswith("o"):
            file.writestr("mimetype", TYPES[kind])
        else:
            file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(*parts[kind])
        for name, content in more.items():
            file.writestr(name, content)
    return raw.getvalue()


def pdf(words: str) -> bytes:
    """One page with a line of text."""
    stream = f"BT /F1 12 Tf 10 100 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    found, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return found + end % (table, len(found))


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    """A file as a browser sends it; what it says it is does not matter."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def kept(cast, who: str, content: bytes = b"Notulen van de week.", name: str = "notulen.txt"):
    """A file that waits, of that person; returns its id."""
    made = ready(io.BytesIO(content), name, len(content))
    return keep_file(upload=made, uploader=cast.viewer(who), now=cast.now)
