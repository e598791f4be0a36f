"""Pages behind a personal link (供稿链接): no account, made for a phone; a GET changes nothing."""
