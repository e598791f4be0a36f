"""规则书: every rule of the catalogue as pages, generated from the rules themselves.

Holds no rule and no example of its own, and never says more of a rule than the rule does.
"""
