"""Who holds which position, in whose words, and where the reports contradict each other."""

__version__ = "0.1.0"
