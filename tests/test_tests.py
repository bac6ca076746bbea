"""The tests mirror the program: tests/a/test_b.py is the test of src/compliance/a/b.py.

A module with several files of tests has test_b_ASPECT.py besides.  Tests of the project as a whole stand at the top.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.places import ROOT

SOURCE, TESTS = ROOT / "src/compliance", ROOT / "tests"

# Modules without a file of tests of their own, and the file whose tests fail where they are wrong.
REACHED: Mapping[str, str] = {
    "__main__.py": "cli/test_main.py",
    "assessment/run.py": "cli/test_assess.py",
    "case.py": "intake/test_application.py",
    "cli/commands.py": "cli/test_main.py",
    "cli/options.py": "cli/test_main.py",
    "cli/progress.py": "cli/screen/test_command.py",
    "cli/rules/pages.py": "report/rulebook/test_pages.py",
    "cli/screen/interrupt.py": "cli/screen/test_command.py",
    "cli/screen/request.py": "cli/screen/test_command.py",
    "engines/columnar/derived_columns.py": "engines/columnar/test_program.py",
    "engines/columnar/dialect.py": "engines/columnar/test_backends.py",
    "engines/columnar/encoding.py": "engines/columnar/test_program.py",
    "engines/columnar/frames.py": "engines/columnar/test_program.py",
    "engines/columnar/libraries.py": "cli/screen/test_bulk.py",
    "engines/columnar/missing.py": "engines/columnar/test_program.py",
    "engines/columnar/outcomes.py": "engines/columnar/test_program.py",
    "engines/durable/compiler.py": "engines/durable/test_engine.py",
    "engines/durable/plan.py": "engines/durable/test_engine.py",
    "engines/engine.py": "engines/test_reference.py",
    "engines/missing.py": "review/test_judge.py",
    "garbage.py": "screening/test_chunks.py",
    "intake/forms/documents.py": "intake/forms/test_material.py",
    "intake/forms/grid.py": "intake/forms/test_word.py",
    "intake/forms/items.py": "report/test_form_mapping.py",
    "intake/forms/layout.py": "intake/forms/test_pairing.py",
    "intake/forms/reading.py": "intake/forms/test_material.py",
    "intake/forms/roles.py": "intake/forms/test_pairing.py",
    "intake/forms/word_text.py": "intake/forms/test_word.py",
    "intake/forms/blanks.py": "intake/forms/test_marked.py",
    "intake/forms/filled.py": "intake/forms/test_marked_workbook.py",
    "intake/forms/identity.py": "intake/forms/test_supplements.py",
    "intake/forms/own.py": "intake/forms/test_marked.py",
    "intake/forms/record_rows.py": "intake/forms/test_marked_workbook.py",
    "intake/columns/given_check.py": "intake/columns/test_mapping_file.py",
    "intake/heading.py": "intake/test_values.py",
    "intake/keys.py": "intake/test_application.py",
    "intake/leads/lead_table.py": "intake/leads/test_leads.py",
    "intake/leads/reading.py": "cli/test_lead_options.py",
    "intake/leads/rows.py": "intake/leads/test_leads.py",
    "intake/repeated.py": "intake/test_application.py",
    "intake/rows/beside.py": "report/screening/test_ledger_columns.py",
    "intake/rows/headed_table.py": "intake/leads/test_leads.py",
    "intake/rows/row_data.py": "intake/leads/test_leads.py",
    "intake/required.py": "intake/test_application.py",
    "intake/tables/stored.py": "screening/bulk/test_storage.py",
    "intake/tables/suffixes.py": "intake/tables/test_open.py",
    "intake/written.py": "intake/test_cells.py",
    "language/environment.py": "language/test_typecheck.py",
    "language/tree.py": "language/test_unparse.py",
    "language/types.py": "language/test_typecheck.py",
    "quality/mutant.py": "quality/test_mutation.py",
    "quality/waiting.py": "quality/test_coverage.py",
    "report/assessment/allocation.py": "cli/test_allocate.py",
    "report/assessment/as_json.py": "report/assessment/test_page.py",
    "report/assessment/formats.py": "cli/test_assess.py",
    "report/content.py": "report/review/test_page.py",
    "report/form/composing.py": "report/form/test_blank.py",
    "report/form/content.py": "report/form/test_blank.py",
    "report/form/formats.py": "cli/test_form.py",
    "report/form/questions.py": "report/form/test_blank.py",
    "report/form/run.py": "report/form/test_supplement.py",
    "report/letters/enclosure.py": "cli/test_form.py",
    "report/memo/batch.py": "cli/memo/test_write_folder.py",
    "report/memo/basis.py": "report/memo/test_annexes.py",
    "report/memo/content.py": "report/memo/test_project.py",
    "report/memo/many.py": "cli/memo/test_write_folder.py",
    "report/memo/selection.py": "cli/memo/test_write_folder.py",
    "report/memo/word_bars.py": "report/memo/test_word_rendered.py",
    "report/phrases.py": "report/review/test_page.py",
    "report/phrasing.py": "report/review/test_page.py",
    "report/render/by_name.py": "test_interface.py",
    "report/render/format.py": "cli/screen/test_command.py",
    "report/render/templates.py": "report/render/test_markdown.py",
    "report/review/deferred.py": "report/review/test_page.py",
    "report/review/formats.py": "report/render/test_markdown.py",
    "report/rulebook/formats.py": "cli/rules/test_command.py",
    "report/rulebook/quality.py": "cli/rules/test_quality.py",
    "report/rulebook/rule.py": "cli/rules/test_command.py",
    "report/screening/formats.py": "cli/screen/test_command.py",
    "report/screening/own_workbook.py": "cli/screen/test_into_copy.py",
    "report/screening/words.py": "report/screening/test_excel.py",
    "report/workbook_copy/columns.py": "report/workbook_copy/test_copy.py",
    "report/workbook_copy/drawings.py": "report/workbook_copy/test_copy.py",
    "report/workbook_copy/filter_names.py": "report/workbook_copy/test_copy.py",
    "report/workbook_copy/list_objects.py": "report/workbook_copy/test_copy.py",
    "report/workbook_copy/parts.py": "report/workbook_copy/test_copy.py",
    "report/workbook_copy/shape.py": "report/workbook_copy/test_copy.py",
    "report/workbook_copy/sheet.py": "report/workbook_copy/test_copy.py",
    "report/workbook_copy/styles.py": "report/workbook_copy/test_copy.py",
    "report/workbook_copy/tree.py": "report/workbook_copy/test_copy.py",
    "report/unread.py": "report/assessment/test_ledger_reading.py",
    "review/decision.py": "review/test_judge.py",
    "review/evidence.py": "review/test_explanation.py",
    "review/run.py": "cli/test_review.py",
    "rulebook/entries.py": "rulebook/test_load.py",
    "rulebook/files.py": "rulebook/test_load_malformed.py",
    "rulebook/schema.py": "rulebook/test_load.py",
    "rulebook/symbols.py": "rulebook/test_load.py",
    "rulebook/uses.py": "report/rulebook/test_pages.py",
    "screening/bulk/counts.py": "cli/screen/test_bulk.py",
    "screening/bulk/outcome_table.py": "screening/bulk/test_outcome_files.py",
    "screening/bulk/run.py": "cli/screen/test_bulk.py",
    "screening/fingerprint.py": "screening/test_chunks.py",
    "screening/result.py": "screening/test_screener.py",
    "screening/run.py": "cli/screen/test_command.py",
    "version.py": "test_packaging.py",
    "vocabulary/specs.py": "vocabulary/test_load.py",
    "vocabulary/office.py": "vocabulary/test_offices.py",
}

# Tests of all engines at once and of all commands at once, which belong to the module of none.
ACROSS = (
    "assessment/test_hand_count.py",
    "engines/constructs/test_*.py",
    "engines/test_agreement.py",
    "engines/test_oracle.py",
    "engines/test_planted_faults.py",
    "engines/test_refused.py",
    "engines/test_stages.py",
    "hostile/test_*.py",
)


def modules() -> list[str]:
    """Every module that does something, as its path below the package."""
    found = (path.relative_to(SOURCE) for path in sorted(SOURCE.rglob("*.py")))
    return [str(path) for path in found if path.name != "__init__.py"]


def own_tests(module: str) -> list[Path]:
    """The files of tests that are named for a module."""
    path = Path(module)
    files = (TESTS / path.parent).glob(f"test_{path.stem}*.py")
    return [file for file in files if file.stem == f"test_{path.stem}" or file.stem.startswith(f"test_{path.stem}_")]


@pytest.mark.parametrize("module", modules())
def test_every_module_has_tests_or_is_listed_with_what_reaches_it(module: str) -> None:
    assert bool(own_tests(module)) is not (module in REACHED)


def test_what_is_listed_exists() -> None:
    assert sorted(set(REACHED) - set(modules())) == []
    assert sorted({file for file in REACHED.values() if not (TESTS / file).is_file()}) == []
    assert sorted(pattern for pattern in ACROSS if not any(TESTS.glob(pattern))) == []


def test_every_file_of_tests_in_a_folder_is_named_for_a_module() -> None:
    named = {file for module in modules() for file in own_tests(module)} | {f for p in ACROSS for f in TESTS.glob(p)}
    assert sorted(str(file) for file in TESTS.rglob("*/test_*.py") if file not in named) == []


def run_on_import(statements: list[ast.stmt]) -> Iterator[ast.AST]:
    """Every node that is evaluated when a module is imported: all but the bodies of functions."""
    todo: list[ast.AST] = list(statements)
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            todo += [*node.decorator_list, node.args]
        elif not isinstance(node, ast.Lambda):
            todo += ast.iter_child_nodes(node)


def calls(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.Call, str]]:
    """The calls among those nodes, each with the last part of the name it calls."""
    for node in nodes:
        if isinstance(node, ast.Call):
            function = node.func
            yield node, function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


def loads(call: ast.Call, name: str) -> bool:
    """Whether a call reads the rulebook that ships: the program's functions do without the path of another."""
    return name in ("load_rulebook", "open_rulebook") and not call.args


def origins(module: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The names that a module of tests can call, each with the module and function of tests that it means."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.FunctionDef):
            yield node.name, f"{module}.{node.name}"


def loads_on_import(trees: Mapping[str, ast.Module]) -> list[str]:
    """Where a module of tests, by its name, loads the rulebook that ships when it is imported."""
    meant = {module: dict(origins(module, tree)) for module, tree in trees.items()}
    bodies = {
        (module, node.name): [(call, name) for part in node.body for call, name in calls(ast.walk(part))]
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    loading: set[str] = set()
    while True:  # until no function is found to call one that loads
        more = {
            f"{module}.{function}"
            for (module, function), body in bodies.items()
            if any(loads(call, name) or meant[module].get(name) in loading for call, name in body)
        }
        if more == loading:
            break
        loading = more
    return [
        f"{module}:{call.lineno}: {name}()"
        for module, tree in trees.items()
        for call, name in calls(run_on_import(tree.body))
        if loads(call, name) or meant[module].get(name) in loading
    ]


def test_no_module_of_tests_loads_the_rulebook_when_it_is_imported() -> None:
    """It takes seconds, for each process and for each run of a single test: the fixture `rulebook` loads it once."""
    paths = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(TESTS.rglob("*.py"))}
    trees = {module: ast.parse(path.read_text("utf-8")) for module, path in paths.items()}
    assert loads_on_import(trees) == []


@pytest.mark.parametrize(
    ("text", "noticed"),
    [
        ("BOOK = load_rulebook()", True),
        ("BOOK = load.load_rulebook().vocabulary", True),
        ("from tests.rulebooks import shipped\n@parametrize('rule', shipped().rules)\ndef test_a(): ...", True),
        ("from tests.rulebooks import shipped as book\ndef test_a(book=book()): ...", True),
        ("class A:\n    book = open_rulebook()", True),
        ("def far(): return near()\ndef near(): return load_rulebook()\nBOOK = far()", True),
        ("BOOK = load_rulebook(folder)", False),
        ("from elsewhere import shipped\nBOOK = shipped()", False),
        ("from tests.rulebooks import shipped\ndef test_a(): return shipped()", False),
        ("asked = lambda: load_rulebook()", False),
        ("class A:\n    def book(self): return load_rulebook()", False),
    ],
)
def test_loading_on_import_is_noticed_wherever_it_stands(text: str, noticed: bool) -> None:
    shared = ast.parse("def shipped(): return load_rulebook()")
    assert bool(loads_on_import({"tests.rulebooks": shared, "tests.test_a": ast.parse(text)})) is noticed
