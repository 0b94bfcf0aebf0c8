"""Imports told as small repositories: where each one leads."""

from __future__ import annotations

import pytest

from quarterdeck.derived.resolving import Index, Led, lead

SHOP = {
    "Python": "src/shop/__init__.py src/shop/cart.py src/shop/tax/__init__.py src/shop/tax/rates.py tests/test_cart.py "
    "src/space/json/__init__.py src/space/json/reader.py",
    "TypeScript": "web/src/cart.ts web/src/tax/index.ts web/src/price.tsx",
    "Java": "core/src/main/java/shop/Cart.java=shop core/src/main/java/shop/tax/Rates.java=shop.tax",
    "C#": "Shop/Cart.cs=Shop Shop/Tax/Rates.cs=Shop.Tax",
    "Go": "cart/cart.go=cart tax/tax.go=tax main.go=main",
    "Rust": "src/main.rs src/cart.rs src/tax/mod.rs src/tax/rates.rs",
    "C": "src/cart.c include/shop/cart.h src/tax.h lib/tax.h lib/rate.c",
    "Ruby": "lib/shop/cart.rb lib/shop/tax.rb bin/run.rb",
    "PHP": "src/Cart.php=Shop src/Tax/Rates.php=Shop\\Tax src/start.php",
    "Go module": "go.mod=example.com/shop",
    "npm package": "web/package.json=@shop/web",
}
STOCK = {"Python": "stock/__init__.py stock/levels.py", "Go": "level/level.go=level", "Go module": "go.mod=example.com/stock",
         "npm package": "package.json=@shop/stock", "TypeScript": "index.ts a/src/lib/dates.ts b/lib/dates.js b/page.js"}  # fmt: skip


def index() -> Index:
    """Two repositories, `shop` and `stock`."""
    told = {"shop": SHOP, "stock": STOCK}
    return Index.of(
        (repository, path.partition("=")[0], language, path.partition("=")[2])
        for repository, files in told.items()
        for language, paths in files.items()
        for path in paths.split()
    )


@pytest.mark.parametrize(("path", "language", "asked", "leads"), [
    ("src/shop/cart.py", "Python", "import shop.tax.rates", "src/shop/tax/rates.py"),
    ("src/shop/cart.py", "Python", "from shop.tax rates SUM", "src/shop/tax/rates.py src/shop/tax/__init__.py"),
    ("src/shop/cart.py", "Python", "from . tax", "src/shop/tax/__init__.py"),
    ("src/shop/tax/rates.py", "Python", "from ..cart Cart", "src/shop/cart.py"),
    ("src/shop/tax/rates.py", "Python", "from .. cart", "src/shop/cart.py"),
    ("src/shop/tax/rates.py", "Python", "wildcard .", "src/shop/tax/__init__.py"),
    ("tests/test_cart.py", "Python", "from shop.cart Cart", "src/shop/cart.py"),
    ("src/shop/cart.py", "Python", "from os.path join", "outside: os"),
    ("src/space/json/reader.py", "Python", "import json", "outside: json"),
    ("src/shop/cart.py", "Python", "from stock.levels left", "stock:stock/levels.py"),
    ("web/src/cart.ts", "TypeScript", "import ./tax", "web/src/tax/index.ts"),
    ("web/src/cart.ts", "TypeScript", "import ./price.js", "web/src/price.tsx"),
    ("web/src/tax/index.ts", "TypeScript", "import @/price", "web/src/price.tsx"),
    ("web/src/cart.ts", "TypeScript", "import @shop/stock", "stock:"),
    ("web/src/cart.ts", "TypeScript", "import @babel/core/lib/x", "outside: @babel/core"),
    ("web/src/cart.ts", "TypeScript", "import ./styles.css", "nowhere"),
    ("core/src/main/java/shop/Cart.java", "Java", "import shop.tax.Rates", "core/src/main/java/shop/tax/Rates.java"),
    ("core/src/main/java/shop/Cart.java", "Java", "import shop.tax.Rates.Kind", "core/src/main/java/shop/tax/Rates.java"),
    ("core/src/main/java/shop/Cart.java", "Java", "static shop.tax.Rates.of", "core/src/main/java/shop/tax/Rates.java"),
    ("core/src/main/java/shop/Cart.java", "Java", "wildcard shop.tax", "core/src/main/java/shop/tax/"),
    ("core/src/main/java/shop/Cart.java", "Java", "import java.util.List", "outside: java.util"),
    ("Shop/Cart.cs", "C#", "import Shop.Tax", "Shop/Tax/"),
    ("Shop/Cart.cs", "C#", "import System", "outside: System"),
    ("main.go", "Go", "import example.com/shop/tax", "tax/"),
    ("main.go", "Go", "import example.com/stock/level", "stock:level/"),
    ("main.go", "Go", "import github.com/gin-gonic/gin/binding", "outside: github.com/gin-gonic/gin"),
    ("main.go", "Go", "import net/http", "outside: net"),
    ("src/main.rs", "Rust", "part cart", "src/cart.rs"),
    ("src/tax/mod.rs", "Rust", "part rates", "src/tax/rates.rs"),
    ("src/tax/rates.rs", "Rust", "import crate::cart::Cart", "src/cart.rs"),
    ("src/tax/rates.rs", "Rust", "import super::Kind", "nowhere"),
    ("src/cart.rs", "Rust", "import serde::Serialize", "outside: serde"),
    ("src/cart.c", "C", "include tax.h", "src/tax.h"),
    ("lib/rate.c", "C", "include tax.h", "lib/tax.h"),
    ("lib/rate.c", "C", "include shop/cart.h", "include/shop/cart.h"),
    ("src/cart.c", "C", "include <stdio.h>", "outside: stdio.h"),
    ("bin/run.rb", "Ruby", "require shop/cart", "lib/shop/cart.rb"),
    ("lib/shop/cart.rb", "Ruby", "require ./tax", "lib/shop/tax.rb"),
    ("lib/shop/cart.rb", "Ruby", "require json", "outside: json"),
    ("src/Cart.php", "PHP", "import Shop\\Tax\\Rates", "src/Tax/Rates.php"),
    ("src/Cart.php", "PHP", "include ./start.php", "src/start.php"),
    ("src/Cart.php", "PHP", "import Psr\\Log\\Logger", "outside: Psr"),
])  # fmt: skip
def test_an_import_leads_where_its_language_says(path: str, language: str, asked: str, leads: str) -> None:
    kind, target, *names = asked.split()
    assert told(lead(index(), ("shop", path), language, (kind, target, names))) == leads


def test_an_alias_leads_to_the_nearest_file_whatever_its_ending() -> None:
    """Two packages of one repository both have `lib/dates`, one in TypeScript and one in JavaScript."""
    assert lead(index(), ("stock", "b/page.js"), "JavaScript", ("import", "@/lib/dates", ())) == Led((("stock", "b/lib/dates.js"),))


def told(led: Led) -> str:
    """Places as the table writes them: those of another repository with its name."""
    if led.outside:
        return f"outside: {led.outside}"
    return " ".join(p if r == "shop" else f"{r}:{p}" for r, p in led.places) or "nowhere"
