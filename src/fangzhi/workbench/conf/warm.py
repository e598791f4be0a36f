"""A worker makes ready what its first requests would wait for: the rules of the check."""

from __future__ import annotations

from threading import Thread


def begin() -> None:
    """Make ready beside the requests; a request that comes sooner only waits as it would."""
    Thread(target=_rules, name="warm", daemon=True).start()


def _rules() -> None:
    """Build the rules and their gate by checking one line; else the first check takes seconds."""
    from fangzhi.check.cache import FindingCache
    from fangzhi.check.engine import check_entry
    from fangzhi.check.settings import CheckSettings
    from fangzhi.model.manuscript import Manuscript
    from fangzhi.model.text import Text

    line = Manuscript((Text("b", "2023年，全县粮食播种面积12.5万亩，总产4.8万吨。"),))
    check_entry(line, CheckSettings(), FindingCache(live=True))
