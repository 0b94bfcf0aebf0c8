"""The files around the code: README, manifests and lock files, pipelines, images, owners. Written anew when a version in them changes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha512
from types import MappingProxyType

from quarterdeck.demo.story import RepositoryStory, Story
from quarterdeck.demo.words import marked, spelt

_KEY = "AKIA" + "HALYARD" + "INVENTED7"
_SECRET = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCY" + "EXAMPLEKEY"
"""An invented key, and the example of AWS's own documentation; neither opens anything. Put together here, so that no file of ours looks like a leak."""


def told(text: str, story: Story, repository: RepositoryStory, values: Mapping[str, str], versions: Mapping[str, str] | None = None) -> str:
    """A text of the story with ``<<name>>`` filled in."""
    team = next(team for team in story.teams if team.id == repository.team)
    known = {
        "name": repository.name, "about": repository.about, "born": repository.born.isoformat(), "package": spelt(repository.package, "_"),
        "team": repository.team, "team-name": team.name, "company": story.name, "domain": story.domain, "notice": story.notice,
        "leaked-key": _KEY, "leaked-secret": _SECRET, **values,
    }  # fmt: skip
    for name, listing in _LISTINGS.items():
        if f"<<{name}>>" in text:
            known[name] = listing(versions or {})
    return marked(text, known)


def kit(story: Story, repository: RepositoryStory, values: Mapping[str, str], versions: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the repository's kit as they stand with these values and versions."""
    files = {"README.md": story.kits["every"]["README.md"], **story.kits.get(str(repository.kit.get("name", "")), {})}
    return {
        told(path, story, repository, values): told(text.lstrip("\n"), story, repository, values, versions).encode() for path, text in sorted(files.items())
    }


def _integrity(name: str, version: str) -> str:
    return "sha512-" + b64encode(sha512(f"{name}@{version}".encode()).digest()).decode()


def _python(versions: Mapping[str, str]) -> str:
    return "\n".join(f"{name}=={version}" for name, version in sorted(versions.items()))


def _python_declared(versions: Mapping[str, str]) -> str:
    return "\n".join(f'  "{name}>={version.rpartition(".")[0]}",' for name, version in sorted(versions.items()))


def _npm(versions: Mapping[str, str]) -> str:
    return ",\n".join(f'    "{name}": "^{version}"' for name, version in sorted(versions.items()))


def _npm_locked(versions: Mapping[str, str]) -> str:
    return ",\n".join(
        f'    "node_modules/{name}": {{\n      "version": "{version}",\n      "integrity": "{_integrity(name, version)}"\n    }}'
        for name, version in sorted(versions.items())
    )


def _go(versions: Mapping[str, str]) -> str:
    return "\n".join(f"\t{name} v{version}" for name, version in sorted(versions.items()))


def _gradle(versions: Mapping[str, str]) -> str:
    return "\n".join(f'    implementation("{name}:{version}")' for name, version in sorted(versions.items()))


def _gems(versions: Mapping[str, str]) -> str:
    return "\n".join(f'gem "{name}", "{version}"' for name, version in sorted(versions.items()))


_LISTINGS: Mapping[str, Callable[[Mapping[str, str]], str]] = MappingProxyType(
    {
        "python-locked": _python, "python-declared": _python_declared, "npm-declared": _npm, "npm-locked": _npm_locked, "go-required": _go,
        "gradle-dependencies": _gradle, "gems": _gems,
    }
)  # fmt: skip
