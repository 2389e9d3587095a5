"""Business systems that are described, not written: one application, a description for each."""
