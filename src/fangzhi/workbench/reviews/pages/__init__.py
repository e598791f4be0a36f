"""Pages of the review: they read the request, call one action and render; they write nothing."""
