"""Values read in many threads at once, each type for the first time: the process lives."""

from __future__ import annotations

import subprocess
import sys

_AT_ONCE = """
import sys, threading
import msgspec
from fangzhi.model.manuscript import Asset, Cell, Manuscript, Note, Table
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import read_json

HANDS = 6
text = Text('p', '字', marks=(Mark(0, 1, 'strong'),))
table = Table('t', 1, 1, (Cell(0, 0, text),))
WORDS = msgspec.json.encode(
    Manuscript((text, table), (Note('n', 'footnote', text),), (Asset('d', 'm', 1),))
)
together = threading.Barrier(HANDS)
sys.setswitchinterval(1e-6)

def work():
    together.wait(60)
    READ_IT

hands = [threading.Thread(target=work) for _ in range(HANDS)]
for hand in hands: hand.start()
for hand in hands: hand.join()
"""


def test_threads_may_read_a_type_for_the_first_time_together() -> None:
    for _ in range(3):
        code = _AT_ONCE.replace("READ_IT", "read_json(WORDS, Manuscript)")
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert (ran.returncode, ran.stderr) == (0, "")
