"""How the commands talk: to the editor on the screen, to scripts as JSON."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Any

import msgspec
from tqdm import tqdm


def say(words: str = "") -> None:
    """Print a line for the editor on standard error, where it never mixes with --json."""
    print(words, file=sys.stderr)


def give(value: Any) -> None:
    """Print a result as JSON on standard output."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")
    sys.stdout.flush()


class Progress:
    """Progress bars, one a step; a step that takes under a second shows none.

    A clock beside the bar goes on while one long file is read, so that nothing seems to hang.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet or not sys.stderr.isatty()
        self._step = ""
        self._bar: tqdm[Any] | None = None
        self._began = 0.0
        self._done, self._whole = 0, 0
        self._lock = Lock()
        self._over = Event()
        if not self._quiet:
            Thread(target=self._tick, daemon=True).start()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        with self._lock:
            self._close()

    def __call__(self, step: str, done: int, whole: int) -> None:
        """Show that `done` of `whole` is done in this step."""
        if self._quiet:
            return
        with self._lock:
            if step != self._step:
                self._close()
                self._step, self._began = step, monotonic()
            self._done, self._whole = done, whole
            self._show()

    def _tick(self) -> None:
        while not self._over.wait(0.5):
            with self._lock:
                self._show()

    def _show(self) -> None:
        waited = monotonic() - self._began
        if self._bar is None and self._step and waited > 0.5 and self._done < self._whole:
            self._bar = tqdm(total=self._whole, desc=self._step, ncols=78, file=sys.stderr,
                             bar_format="{desc} {n_fmt}/{total_fmt} |{bar}| {elapsed}")  # fmt: skip
        if self._bar is not None:
            self._bar.total = self._whole
            self._bar.update(self._done - self._bar.n)
            self._bar.refresh()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def shortened(words: str, most: int) -> str:
    """Give words on one line, cut with … where they are longer than `most` characters."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def width(text: str) -> int:
    """Give the columns that a text takes on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def table(rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Set rows in columns; those numbered in `right` stand to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    if not lines:
        return ""
    widths = [max(width(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  ".join(_padded(cell, widths[i], i in right) for i, cell in enumerate(line)).rstrip()
        for line in lines
    )


def _padded(cell: str, columns: int, to_right: bool) -> str:
    space = " " * (columns - width(cell))
    return space + cell if to_right else cell + space


def size_in_words(size: int) -> str:
    """Say a number of bytes as an editor reads it."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"
