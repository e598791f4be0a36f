"""Sources, authorities, oral history (资料、名称、口述)."""
