"""Other people's code inside a repository: told by where it lies, by what the repository says of it, and by what stands beside it. Pure.

Where it lies: after the list of GitHub Linguist, `lib/linguist/vendor.yml` (https://github.com/github-linguist/linguist, commit b45dbe9b2,
Copyright (c) 2017 GitHub, Inc., MIT licence), without those of its patterns that name code which projects write themselves (`cache/`, `env/`,
`.github/`, `Jenkinsfile`, `Vagrantfile`, `fabfile.py`, `aclocal.m4`, `.d.ts`, `Chart.js`, `effects.js`, `prototype*.js`, `react-*.js`, `d3*.js`,
`jquery*.js` without a version, `bootstrap-*.less`).

What the repository says: `linguist-vendored` and `linguist-generated` in its `.gitattributes`, read as text. What stands beside it: a README in
a folder such as `requests/packages/` that says the folder is vendored. A licence of its own in a folder tells too little: on 33 repositories
it named 6 files of others and 49 of Django's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

FOLDERS = (
    r"node_modules|bower_components|vendors?|vendored|_vendor(?:ed)?|third[-_]?party|3rd[-_]?party|extern(?:als?)?|site-packages|Godeps|Pods|"
    r"Carthage|MathJax|extjs|ace-builds|bootstrap-datepicker|flow-typed|xvba_modules|select2|font-?awesome|bourbon|\.yarn/(?:releases|plugins|sdks)|"
    r"gradle/wrapper|\.mvn/wrapper|tiny_mce/(?:langs|plugins|themes|utils)|packages/[^/]+\.\d+|[^/]+\.framework"
)
_FILES = (
    r"gradlew(?:\.bat)?|mvnw(?:\.cmd)?|waf|rebar|configure|config\.(?:guess|sub)|(?:libtool|ltoptions|ltsugar|ltversion|lt~obsolete)\.m4|"
    r"cpplint\.py|erlang\.mk|dotnet-install\.(?:ps1|sh)"
)
_WEB = (
    r"(?:jquery|bootstrap|modernizr|d3|angular|react|lodash|underscore|moment)(?:[-.]v?\d[\w.]*)?(?:[-.](?:min|slim|bundle|pack|debug|custom))*\.(?:js|css)|"
    r"(?:vue|backbone|ember|knockout|mootools|prototype|cordova|zepto|handlebars)[-.]v?\d[\w.-]*\.js|"
    r"bootstrap(?:-(?:responsive|theme|grid|reboot|utilities|rtl|sphinx))*\.(?:css|less|scss|styl)|"
    r"bootstrap-(?:affix|alert|button|carousel|collapse|dropdown|modal|popover|scrollspy|tab|tooltip|transition|typeahead)\.js|"
    r"(?:font-?awesome|foundation|normalize|skeleton|animate|materialize|bulma)\.(?:css|less|scss|styl|sass)|"
    r"jquery-ui[^/]*\.(?:js|css)|jquery\.(?:ui|effects)\.[^/]*\.(?:js|css)|jquery\.(?:dataTables|fancybox|fileupload[^/]*|validate[^/]*|unobtrusive[^/]*)\.(?:js|css)|"
    r"html5shiv\.js|dojo\.js|MochiKit\.js|ya?hoo-[^.]*\.js|yui[^.]*\.js|ckeditor\.js|tiny_mce[^.]*\.js|sh(?:Brush[^.]*|Core|Legacy)\.js|"
    r"pdf\.worker\.js|bootbox\.js|octicons\.css|[^/]*(?:-vsdoc|\.intellisense)\.js|[^/]*[-.]min\.(?:js|css)"
)
_PATH = re.compile(rf"(?:^|/)(?:(?:{FOLDERS})/|(?:{_FILES})$|(?:{_WEB})$)|^deps/|(?:^|/)CodeMirror/(?:[\d.]+/)?(?:lib|mode|addon|keymap|theme)/", re.IGNORECASE)
_WEAK = re.compile(r"[^/]+/(?:[^/]+/)*(?:libs?|ext|contrib|compat|packages|bundled|externals?)/(?:[^/]+/)?readme(?:\.\w+)?$", re.IGNORECASE)
"""READMEs in folders that hold other people's code often enough to look, and their own more often. Not at the root: that is how a repository of many parts
is laid out."""
_SAID = re.compile(
    r"\b(?:which|that) we\s+vendor\b|"
    r"\b(?:directory|folder|packages?|modules?|code|libraries)\b[^.]{0,60}"
    r"\b(?:vendored|(?:external|third[- ]party)\s+(?:code|librar|package|dependenc|module))",
    re.IGNORECASE,
)
_INTRODUCTION = 2_000
_LONGEST = 20_000
ATTRIBUTES = ".gitattributes"
"""Read at the root alone."""
_LONGEST_PATTERN, _MOST_STARS = 200, 6


def by_place(path: str) -> bool:
    """Whether the place alone says so."""
    return _PATH.search(path) is not None


def notices(paths: Iterable[str]) -> list[str]:
    """Of the files of a tree, those that can say more: attributes at the root, READMEs below a name that is used for both."""
    return [path for path in paths if _is_notice(path)]


def _is_notice(path: str) -> bool:
    return path == ATTRIBUTES or (_WEAK.match(path) is not None and not by_place(path))


@dataclass(frozen=True, slots=True)
class Said:
    """What the files of a repository say of each other: folders that are other people's, and roles by path from `.gitattributes`."""

    folders: tuple[str, ...] = ()
    attributes: tuple[tuple[re.Pattern[str], str], ...] = ()

    def role(self, path: str, otherwise: str) -> str:
        """The role of the file at this path, which is ``otherwise`` where nothing is said."""
        said = next((role for pattern, role in reversed(self.attributes) if pattern.match(path)), None)
        if said is not None:
            return (otherwise if otherwise not in {"vendored", "generated"} else "production") if said == "own" else said
        if otherwise in {"production", "test"} and path.startswith(self.folders):
            return "vendored"
        return otherwise


NOTHING_SAID = Said()


def said(contents: Mapping[str, bytes]) -> Said:
    """Read the notices, by path."""
    texts = {path: data[:_LONGEST].decode("utf-8", "replace") for path, data in sorted(contents.items())}
    folders = tuple(path[: path.rindex("/") + 1] for path, text in texts.items() if path != ATTRIBUTES and _SAID.search(text[:_INTRODUCTION]))
    return Said(folders, tuple(_attributes(texts.get(ATTRIBUTES, ""))))


def _attributes(text: str) -> Iterable[tuple[re.Pattern[str], str]]:
    told: Mapping[str, Callable[[bool], str]] = {
        "linguist-vendored": lambda yes: "vendored" if yes else "own",
        "linguist-generated": lambda yes: "generated" if yes else "own",
    }
    for line in text.splitlines():
        pattern, *words = line.split()[:20] or [""]
        if not words or pattern.startswith(("#", "!", '"')) or len(pattern) > _LONGEST_PATTERN or pattern.count("*") > _MOST_STARS:
            continue
        for word in words:
            name, _, value = word.lstrip("-!").partition("=")
            if name in told:
                yield _glob(pattern), told[name](not word.startswith("-") and value != "false")


def _glob(pattern: str) -> re.Pattern[str]:
    """A pattern of `.gitattributes` as git reads it: one without a slash fits in any folder, a star stops at a slash, two do not."""
    anchored = "/" in pattern.rstrip("/")
    parts = re.split(r"(\*\*/|/\*\*$|\*|\?)", pattern.lstrip("/"))
    wild = {"**/": "(?:.*/)?", "/**": "/.*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(wild.get(part) or re.escape(part) for part in parts)
    return re.compile(rf"{'' if anchored else '(?:.*/)?'}{body}\Z", re.DOTALL)
