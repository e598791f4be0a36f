"""Pages of sources: the register, evidence, names, oral history, what is done after an isolation."""
