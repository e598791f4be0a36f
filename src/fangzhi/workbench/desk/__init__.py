"""The desk (工作台): what is on today, and what all pages share."""
