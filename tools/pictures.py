"""Make docs/pictures/ from the demo's real outputs: book pages, report, website, annotated Word.

Needs pdftoppm (poppler), Chromium and Pillow; run after `make demo`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures"
WIDTH = 1200
_CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync --hide-scrollbars"
).split()


def main(demo: Path) -> None:
    """Write the pictures of the demo in `demo`."""
    TARGET.mkdir(parents=True, exist_ok=True)
    county = demo / "青浣年鉴"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        pages = _pages(next((county / "成书").glob("*.pdf")), made, (1, 5, 9, 11))
        old = _pages(next((demo / "华阳国志" / "成书").glob("*.pdf")), made, (9,))
        _sheet([*pages, *old], TARGET / "book.png")
        _shot(county / "检查" / "报告.html", made / "report.png", 1100, 1250)
        _shot(county / "成书" / "site" / "index.html", made / "site.png", 1280, 900)
        for name in ("report", "site"):
            _shrink(Image.open(made / f"{name}.png"), TARGET / f"{name}.png")


def _pages(pdf: Path, folder: Path, numbers: tuple[int, ...]) -> list[Image.Image]:
    found = []
    for number in numbers:
        stem = folder / f"{pdf.stem[:4]}-{number}"
        words = [
            "pdftoppm",
            "-r",
            "70",
            "-png",
            "-singlefile",
            "-f",
            str(number),
            "-l",
            str(number),
        ]
        subprocess.run([*words, str(pdf), str(stem)], check=True)
        found.append(Image.open(stem.with_name(stem.name + ".png")).convert("RGB"))
    return found


def _sheet(pages: list[Image.Image], target: Path) -> None:
    gap = 14
    width = sum(page.width + gap for page in pages) + gap
    sheet = Image.new("RGB", (width, max(p.height for p in pages) + 2 * gap), "#d9d4c7")
    left = gap
    for page in pages:
        sheet.paste(page, (left, gap))
        left += page.width + gap
    _shrink(sheet, target)


def _shot(page: Path, target: Path, width: int, height: int) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [*_CHROMIUM, f"--user-data-dir={profile}", f"--window-size={width},{height}",
             f"--screenshot={target}", page.resolve().as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def _shrink(picture: Image.Image, target: Path) -> None:
    height = round(picture.height * WIDTH / picture.width)
    small = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    small.quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "demo-out"))
