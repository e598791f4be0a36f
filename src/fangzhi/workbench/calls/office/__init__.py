"""The office's pages of 组稿 and 收稿, inside the frame; people without an account never see them."""
