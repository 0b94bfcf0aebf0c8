"""What Go code imports: advisories on Go modules name packages, and a module is more than the one package that is used of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class ImportedPackage:
    """A package from outside the standard library that Go files of a repository import."""

    table: ClassVar[str] = "imported_packages"
    repository: Annotated[str, "The repository."]
    package: Annotated[str, "The import path, for instance `golang.org/x/net/http2`."]
    path: Annotated[str, "The first file that imports it; one that is no test, where there is one."]
    line: Annotated[int, "The line of the import in that file."]
    files: Annotated[int, "How many files import it."]
    by_tests: Annotated[bool, "True where only tests import it (`_test.go`)."]
