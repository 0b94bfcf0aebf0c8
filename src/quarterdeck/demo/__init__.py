"""The sample company: an invented firm, told from a story, the same bytes each time.

The story (``story/``: people, dates, events) is data. From it and a seed this layer makes values: histories as streams for ``git
fast-import``, and files. It knows nothing of practices, findings or criteria, writes nothing and asks no clock; ``app/onboarding/sample.py`` writes.
"""
