"""図書館カード: a small plain system with proper labels, English first."""
