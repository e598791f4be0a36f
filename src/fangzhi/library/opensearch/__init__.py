"""The library on an OpenSearch cluster: the same searches, the same counts, many machines.

The query language and its evaluation are the library's own; only the texts lie elsewhere. An answer
that cannot be whole is refused, never made smaller.
"""
