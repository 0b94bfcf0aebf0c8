"""What the kinds of a grammar's nodes mean for counting: one table for each language. Data, no code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["function", "closure", "outer", "scope", "flow", "logic", "jump", "import", "package"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of node means.

    ``decisions`` is what it adds to cyclomatic complexity. ``weight`` is what it adds to cognitive complexity: `nested` (one, and one for
    each level around it), `flat` (one) or nothing. ``bodies`` names the fields, or with ``@`` the kinds of children, whose contents stand
    one level deeper; ``#1`` is the second child, and with none of them there, all of it does. ``otherwise`` is the field of what runs if not.
    """

    role: Role
    decisions: int = 0
    weight: Literal["", "flat", "nested"] = ""
    bodies: tuple[str, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language: its package and the function in it that gives the grammar, its rules by kind of node, and what its operators join.

    ``bare`` are kinds of functions that count although they have no body. ``parameter`` is the kind of child that is a parameter, where
    others stand beside it.
    """

    package: str
    rules: Mapping[str, Rule]
    logic: frozenset[bytes]
    function: str = "language"
    bare: bool = False
    parameter: str = ""


FUNCTION, CLOSURE, OUTER, SCOPE = Rule("function"), Rule("closure"), Rule("outer"), Rule("scope")
LOGIC, IMPORT, PACKAGE, JUMP = Rule("logic"), Rule("import"), Rule("package"), Rule("jump", 0, "flat")
CASE, SWITCH = Rule("flow", 1), Rule("flow", 0, "nested", ("body",))
LOOP = Rule("flow", 1, "nested", ("body",))
CATCH = Rule("flow", 1, "nested", ("body", "@block"))
CHOICE = Rule("flow", 1, "nested", ("consequence", "alternative"))
"""A condition within an expression: `a ? b : c`."""
IF = Rule("flow", 1, "nested", ("consequence",), "alternative")
_AND_OR = frozenset({b"&&", b"||"})

PYTHON = Grammar(
    "tree_sitter_python",
    {
        "function_definition": FUNCTION, "lambda": CLOSURE, "class_definition": SCOPE,
        "if_statement": IF, "elif_clause": Rule("flow", 1, "flat", ("consequence",)),
        "for_statement": Rule("flow", 1, "nested", ("body",), "alternative"),
        "while_statement": Rule("flow", 1, "nested", ("body",), "alternative"),
        "except_clause": CATCH, "conditional_expression": Rule("flow", 1, "nested"), "match_statement": SWITCH, "case_clause": CASE,
        "for_in_clause": CASE, "if_clause": CASE, "boolean_operator": LOGIC,
        "import_statement": IMPORT, "import_from_statement": IMPORT,
    },
    frozenset({b"and", b"or"}),
)  # fmt: skip
_SCRIPT = {
    "function_declaration": FUNCTION, "generator_function_declaration": FUNCTION, "method_definition": FUNCTION,
    "function_expression": OUTER, "generator_function": OUTER, "arrow_function": OUTER, "class_declaration": SCOPE, "class": SCOPE,
    "if_statement": IF, "for_statement": LOOP, "for_in_statement": LOOP, "while_statement": LOOP, "do_statement": LOOP,
    "switch_statement": SWITCH, "switch_case": CASE, "catch_clause": CATCH, "ternary_expression": CHOICE, "binary_expression": LOGIC,
    "break_statement": JUMP, "continue_statement": JUMP, "import_statement": IMPORT, "export_statement": IMPORT, "call_expression": IMPORT,
}  # fmt: skip
JAVASCRIPT = Grammar("tree_sitter_javascript", _SCRIPT, _AND_OR | {b"??"})
TYPESCRIPT = Grammar("tree_sitter_typescript", {**_SCRIPT, "internal_module": SCOPE}, _AND_OR | {b"??"}, "language_typescript")
TSX = Grammar("tree_sitter_typescript", TYPESCRIPT.rules, TYPESCRIPT.logic, "language_tsx")
JAVA = Grammar(
    "tree_sitter_java",
    {
        "method_declaration": FUNCTION, "constructor_declaration": FUNCTION, "compact_constructor_declaration": FUNCTION,
        "lambda_expression": CLOSURE, "class_declaration": SCOPE, "interface_declaration": SCOPE, "enum_declaration": SCOPE,
        "record_declaration": SCOPE, "if_statement": IF, "for_statement": LOOP, "enhanced_for_statement": LOOP, "while_statement": LOOP,
        "do_statement": LOOP, "switch_expression": SWITCH, "switch_label": CASE, "catch_clause": CATCH, "ternary_expression": CHOICE,
        "binary_expression": LOGIC, "break_statement": JUMP, "continue_statement": JUMP, "import_declaration": IMPORT,
        "package_declaration": PACKAGE,
    },
    _AND_OR,
)  # fmt: skip
KOTLIN = Grammar(
    "tree_sitter_kotlin",
    {
        "function_declaration": FUNCTION, "secondary_constructor": FUNCTION, "getter": FUNCTION, "setter": FUNCTION, "lambda_literal": CLOSURE,
        "anonymous_function": CLOSURE, "class_declaration": SCOPE, "object_declaration": SCOPE, "companion_object": SCOPE,
        "if_expression": Rule("flow", 1, "nested", ("#1",), "#2"), "for_statement": Rule("flow", 1, "nested", ("@block",)),
        "while_statement": Rule("flow", 1, "nested", ("@block",)),
        "do_while_statement": Rule("flow", 1, "nested", ("@block",)), "when_expression": Rule("flow", 0, "nested"), "when_entry": CASE,
        "catch_block": CATCH, "binary_expression": LOGIC, "import": IMPORT, "package_header": PACKAGE,
    },
    _AND_OR | {b"?:"}, parameter="parameter",
)  # fmt: skip
GO = Grammar(
    "tree_sitter_go",
    {
        "function_declaration": FUNCTION, "method_declaration": FUNCTION, "func_literal": OUTER, "if_statement": IF, "for_statement": LOOP,
        "expression_switch_statement": Rule("flow", 0, "nested"), "type_switch_statement": Rule("flow", 0, "nested"),
        "select_statement": Rule("flow", 0, "nested"), "expression_case": CASE, "type_case": CASE, "communication_case": CASE,
        "binary_expression": LOGIC, "break_statement": JUMP, "continue_statement": JUMP, "goto_statement": JUMP, "import_spec": IMPORT,
        "package_clause": PACKAGE,
    },
    _AND_OR,
)  # fmt: skip
RUST = Grammar(
    "tree_sitter_rust",
    {
        "function_item": FUNCTION, "closure_expression": CLOSURE, "impl_item": SCOPE, "trait_item": SCOPE, "mod_item": Rule("scope"),
        "if_expression": IF, "for_expression": LOOP, "while_expression": LOOP, "loop_expression": Rule("flow", 0, "nested", ("body",)),
        "match_expression": SWITCH, "match_arm": CASE, "try_expression": Rule("flow", 1), "binary_expression": LOGIC,
        "break_expression": JUMP, "continue_expression": JUMP, "use_declaration": IMPORT,
    },
    _AND_OR,
)  # fmt: skip
C = Grammar(
    "tree_sitter_c",
    {
        "function_definition": FUNCTION, "if_statement": IF, "for_statement": LOOP, "while_statement": LOOP, "do_statement": LOOP,
        "switch_statement": SWITCH, "case_statement": CASE, "conditional_expression": CHOICE, "binary_expression": LOGIC,
        "goto_statement": JUMP, "preproc_include": IMPORT,
    },
    _AND_OR,
)  # fmt: skip
CPP = Grammar(
    "tree_sitter_cpp",
    {
        **C.rules, "for_range_loop": LOOP, "catch_clause": CATCH, "lambda_expression": CLOSURE, "class_specifier": SCOPE,
        "struct_specifier": SCOPE, "namespace_definition": SCOPE,
    },
    _AND_OR | {b"and", b"or"},
)  # fmt: skip
C_SHARP = Grammar(
    "tree_sitter_c_sharp",
    {
        "method_declaration": FUNCTION, "constructor_declaration": FUNCTION, "destructor_declaration": FUNCTION, "operator_declaration": FUNCTION,
        "conversion_operator_declaration": FUNCTION, "accessor_declaration": FUNCTION, "local_function_statement": FUNCTION,
        "lambda_expression": CLOSURE, "anonymous_method_expression": CLOSURE, "class_declaration": SCOPE, "struct_declaration": SCOPE,
        "interface_declaration": SCOPE, "record_declaration": SCOPE, "property_declaration": SCOPE, "if_statement": IF, "for_statement": LOOP,
        "foreach_statement": LOOP, "while_statement": LOOP, "do_statement": LOOP, "switch_statement": SWITCH, "switch_section": CASE,
        "switch_expression": Rule("flow", 0, "nested"), "switch_expression_arm": CASE, "catch_clause": CATCH,
        "conditional_expression": CHOICE, "binary_expression": LOGIC, "goto_statement": JUMP, "using_directive": IMPORT,
        "namespace_declaration": PACKAGE, "file_scoped_namespace_declaration": PACKAGE,
    },
    _AND_OR | {b"??"},
)  # fmt: skip
RUBY = Grammar(
    "tree_sitter_ruby",
    {
        "method": FUNCTION, "singleton_method": FUNCTION, "block": CLOSURE, "do_block": CLOSURE, "lambda": CLOSURE, "class": SCOPE,
        "module": SCOPE, "if": IF, "unless": IF, "elsif": Rule("flow", 1, "flat", ("consequence",), "alternative"),
        "if_modifier": Rule("flow", 1, "nested", ("body",)), "unless_modifier": Rule("flow", 1, "nested", ("body",)), "while": LOOP,
        "until": LOOP, "for": LOOP, "while_modifier": LOOP, "until_modifier": LOOP, "case": Rule("flow", 0, "nested"),
        "case_match": Rule("flow", 0, "nested"), "when": CASE, "in_clause": CASE, "rescue": Rule("flow", 1, "nested"),
        "rescue_modifier": Rule("flow", 1, "nested", ("handler",)), "conditional": CHOICE, "binary": LOGIC, "call": IMPORT,
    },
    _AND_OR | {b"and", b"or"}, bare=True,
)  # fmt: skip
PHP = Grammar(
    "tree_sitter_php",
    {
        "function_definition": FUNCTION, "method_declaration": FUNCTION, "anonymous_function": CLOSURE, "arrow_function": CLOSURE,
        "class_declaration": SCOPE, "interface_declaration": SCOPE, "trait_declaration": SCOPE, "enum_declaration": SCOPE,
        "if_statement": Rule("flow", 1, "nested", ("body",), "alternative"), "else_if_clause": Rule("flow", 1, "flat", ("body",)),
        "for_statement": LOOP, "foreach_statement": LOOP, "while_statement": LOOP, "do_statement": LOOP, "switch_statement": SWITCH,
        "case_statement": CASE, "match_expression": SWITCH, "match_conditional_expression": CASE, "catch_clause": CATCH,
        "conditional_expression": Rule("flow", 1, "nested", ("body", "alternative")), "binary_expression": LOGIC, "goto_statement": JUMP,
        "break_statement": JUMP, "continue_statement": JUMP, "namespace_use_declaration": IMPORT,
        "require_expression": IMPORT, "require_once_expression": IMPORT, "include_expression": IMPORT,
        "include_once_expression": IMPORT, "namespace_definition": PACKAGE,
    },
    _AND_OR | {b"??", b"and", b"or"}, "language_php",
)  # fmt: skip

GRAMMARS: Mapping[str, Grammar] = {
    "Python": PYTHON, "JavaScript": JAVASCRIPT, "TypeScript": TYPESCRIPT, "TSX": TSX, "Java": JAVA, "Kotlin": KOTLIN, "Go": GO, "Rust": RUST,
    "C": C, "C++": CPP, "C#": C_SHARP, "Ruby": RUBY, "PHP": PHP,
}  # fmt: skip
