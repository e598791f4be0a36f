"""The rules, one file per family or part of a family; each rule carries its examples and basis.

A file here registers rules by `fangzhi.check.rule.rule` and does nothing else. Never holds
engine, output or settings code.
"""
