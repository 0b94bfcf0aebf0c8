"""Portions of a first replay that are done, kept beside the evidence until all are: a run that is killed goes on where it stood.

Numbers alone are written. A portion in which a secret was found, or contents that cannot be read, is not kept: it is replayed again.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quarterdeck.sources.git.lines.families import Told

_FAULTS = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)
"""A file that was cut off, or that another version wrote: as good as none."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of portions. ``state`` says what they were made from: the head, and the version of what made them."""

    folder: Path
    state: str

    def load(self, number: int, portion: Sequence[Sequence[int]]) -> Told | None:
        """What was found in a portion; ``None`` when it is not there, or was made from something else."""
        try:
            with self._file(number).open("rb") as file, np.load(file, allow_pickle=False) as held:
                if held["mark"].tobytes() != self._mark(portion):
                    return None
                spans = zip(held["span_path"].tolist(), *(_split(held[name], held["span_size"]) for name in ("begins", "lengths", "owners")), strict=True)
                flows = zip(
                    held["flow_path"].tolist(), held["flow_commit"].tolist(),
                    *([part.tolist() for part in _split(held[name], held["flow_size"])] for name in ("flow_owners", "counts")), strict=True,
                )  # fmt: skip
                return Told(list(spans), list(flows), held["misfits"].tolist())
        except _FAULTS:
            return None

    def save(self, number: int, portion: Sequence[Sequence[int]], told: Told) -> None:
        """Keep what was found in a portion; a folder that cannot be written to keeps nothing, and nothing else is wrong."""
        spans, flows = told.spans, told.flows
        columns = {
            "mark": np.frombuffer(self._mark(portion), np.uint8), "misfits": _numbers(told.misfits),
            "span_path": _numbers([span[0] for span in spans]), "span_size": _numbers([len(span[1]) for span in spans]),
            "begins": _joined([span[1] for span in spans]), "lengths": _joined([span[2] for span in spans]), "owners": _joined([span[3] for span in spans]),
            "flow_path": _numbers([flow[0] for flow in flows]), "flow_commit": _numbers([flow[1] for flow in flows]),
            "flow_size": _numbers([len(flow[2]) for flow in flows]),
            "flow_owners": _numbers([owner for flow in flows for owner in flow[2]]), "counts": _numbers([count for flow in flows for count in flow[3]]),
        }  # fmt: skip
        half = self._file(number).with_suffix(".half")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with half.open("wb") as file:
                np.savez(file, **columns)  # type: ignore[arg-type]  # arrays by name
            half.replace(self._file(number))
        except OSError:
            half.unlink(missing_ok=True)

    def _file(self, number: int) -> Path:
        return self.folder / f"{number}.npz"

    def _mark(self, portion: Sequence[Sequence[int]]) -> bytes:
        said = hashlib.sha256(self.state.encode())
        for family in portion:
            said.update(np.array(family, np.int64).tobytes() + b"\n")
        return said.digest()


def _numbers(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def _joined(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.empty(0, np.int64), *parts])


def _split(values: NDArray[np.int64], sizes: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return np.split(values, np.cumsum(sizes)[:-1]) if len(sizes) else []
