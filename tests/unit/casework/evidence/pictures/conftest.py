import os

import pytest

from casework.evidence.pictures.reader import installed_tesseract


@pytest.fixture
def tesseract() -> str:
    """Tesseract's path; the test is skipped where it is missing, or fails if it is required."""
    path = installed_tesseract()
    if path is None:
        reason = "tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-vie"
        if os.environ.get("CANHGIAC_REQUIRE_TESSERACT") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
