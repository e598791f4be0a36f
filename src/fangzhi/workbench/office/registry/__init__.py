"""The registry (志鉴登记): works, days, awards with evidence. Holds no title that nobody told."""
