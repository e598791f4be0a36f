"""The sources of the DOCX cases, as pieces of OOXML."""
