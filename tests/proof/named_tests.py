"""Which tests a folder holds and which of them can fail, read from their source."""

import ast
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def named_tests(checkout: Path = CHECKOUT) -> dict[str, bool]:
    """Each test as `tests/file.py::test_name`, and whether it runs and asserts something.

    A test counts as not running when a mark or its own first level of code skips it on every
    machine, or lets it fail. One that is skipped on some machines alone counts as running.
    """
    found: dict[str, bool] = {}
    for file in sorted((checkout / "tests").rglob("test_*.py")):
        module = ast.parse(file.read_text(encoding="utf-8"))
        name = file.relative_to(checkout).as_posix()
        skipped = _is_skipped(module)
        for node in module.body:
            if isinstance(node, _Function) and node.name.startswith("test_"):
                found[f"{name}::{node.name}"] = not skipped and _can_fail(node)
    return found


def fault_of(named: str, known: dict[str, bool]) -> str | None:
    """Why a named test proves nothing; None when it does."""
    if named not in known:
        return f"there is no test {named}"
    if not known[named]:
        return f"{named} is skipped, may fail or asserts nothing"
    return None


def _can_fail(test: _Function) -> bool:
    if any(_switches_off(mark) or _leaves_no_case(mark) for mark in test.decorator_list):
        return False
    if any(_is_call_of(one, "skip", "xfail") for one in test.body):
        return False
    return any(_checks(node) for node in ast.walk(test))


def _is_skipped(module: ast.Module) -> bool:
    """Whether the module leaves all of its tests out."""
    for node in module.body:
        if _is_call_of(node, "skip"):
            return True
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            value = node.value
            marks = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
            if any(_switches_off(mark) for mark in marks):
                return True
    return False


def _switches_off(mark: ast.expr) -> bool:
    """A mark that skips always or lets the test fail."""
    arguments = (
        [*mark.args, *(k.value for k in mark.keywords)] if isinstance(mark, ast.Call) else []
    )
    name = _last_name(mark)
    always = any(isinstance(one, ast.Constant) and one.value is True for one in arguments[:1])
    return name in ("skip", "xfail") or (name == "skipif" and always)


def _leaves_no_case(mark: ast.expr) -> bool:
    """A list of parameters that is empty, or each of whose cases is switched off."""
    if not (isinstance(mark, ast.Call) and _last_name(mark) == "parametrize"):
        return False
    cases = next(iter(mark.args[1:2]), None)
    return isinstance(cases, ast.List | ast.Tuple) and all(map(_is_off, cases.elts))


def _is_off(case: ast.expr) -> bool:
    if not (isinstance(case, ast.Call) and _last_name(case) == "param"):
        return False
    marks = [word.value for word in case.keywords if word.arg == "marks"]
    listed = [m for one in marks for m in (one.elts if isinstance(one, ast.List) else [one])]
    return any(map(_switches_off, listed))


def _checks(node: ast.AST) -> bool:
    """An assertion, an error that is expected, a wait, or the check of an import rule."""
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant)
    calls = {"raises", "warns", "waitUntil", "waitSignal", "assertNotEmitted", "check"}
    return isinstance(node, ast.Call) and _last_name(node) in calls


def _is_call_of(node: ast.stmt, *names: str) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and _last_name(node.value) in names
    )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
