"""Quarterly notices (季度通报): every figure counted, none typed."""
