"""Files that came in: looked at by the guard, kept by digest, matched, judged; no pages here."""
