"""The same bytes for the same deck: libraries write the time of day into archives and into the workbooks behind charts."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def settled(archive: bytes, when: datetime) -> bytes:
    """An archive with every time in it set: of its entries, of its properties, and of the workbooks that it holds."""
    moment = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = settled(content, when)
            elif entry.filename == "docProps/core.xml":
                content = _CREATED.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            told = zipfile.ZipInfo(entry.filename, _EPOCH)
            told.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(told, content)
    return written.getvalue()
