"""Histories and trees of git repositories, read without trusting anything that they hold.

The repository itself is the raw store: content-addressed and immutable, so what was collected can always be collected again
from the same commit ids. `command` runs git on a neutral view of a repository, `discover` finds repositories, `collect` asks git
for bytes, `extract` turns bytes into columns and knows no process.
"""

VERSION = "git 1"
"""Bump when the rows made from the same history change."""
