"""The shipped recipes and their sample books."""
