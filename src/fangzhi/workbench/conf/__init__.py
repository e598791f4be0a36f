"""How the workbench is put together: where its data lie, settings, addresses, headers, serving.

Never holds what people do; that is in the apps beside it.
"""
