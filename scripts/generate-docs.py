#!/usr/bin/env python3
"""Write the sources of the documentation, for Sphinx: pages of the tree and generated references.

The pages under docs/ keep their places; those from elsewhere get one in PAGES. The dialect's and
the passes' reference come from their TableGen files, the table of phases and the interfaces from
the installed package. Run by `make docs`.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import patconv
from patconv import _patconv

ROOT = Path(__file__).resolve().parent.parent
#: Pages that are not under docs/, and their places.
PAGES = {
    "dialect/SPEC.md": "reference/specification.md",
    "dialect/RATIONALE.md": "explanation/rationale.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changelog.md",
}
#: Where files go that a page links to and that are no pages.
FILES = "files"
LINK = re.compile(r"\]\(([^()\s#]+)(#[^()\s]*)?\)")
#: Options of the phases that change which passes run, with the value that is not the default.
SWITCHES = {
    "threads": 2,
    "reorder": False,
    "winograd": False,
    "lre": False,
    "fusion": False,
    "expose_layers": True,
}
OUR_PASSES = frozenset(
    flag
    for path in (ROOT / "lib").rglob("*Passes.td")
    for flag in re.findall(r'Pass<\s*"([\w-]+)"', path.read_text(encoding="utf-8"))
)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy_pages(folder: Path) -> None:
    """The pages of the tree, their links turned to the new places."""
    places = {
        path.relative_to(ROOT).as_posix(): path.relative_to(ROOT / "docs").as_posix()
        for path in sorted((ROOT / "docs").rglob("*.md"))
    }
    places |= PAGES
    for source, place in places.items():

        def turn(match: re.Match[str], source: str = source, place: str = place) -> str:
            target = os.path.normpath(PurePosixPath(source).parent / match[1])
            if target in places:
                new = places[target]
            elif (ROOT / target).is_file():
                new = f"{FILES}/{target}"
                (folder / new).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / target, folder / new)
            else:
                return match[0]  # Sphinx says that it leads nowhere.
            return f"]({os.path.relpath(new, PurePosixPath(place).parent)}{match[2] or ''})"

        write(folder / place, LINK.sub(turn, (ROOT / source).read_text(encoding="utf-8")))


def generate_tablegen_pages(folder: Path) -> None:
    """The reference of the dialect, and of the passes of each Passes.td."""
    text = run_tblgen("dialect/IR/PatConvOps.td", "-gen-dialect-doc", "-dialect=patconv")
    text = re.sub(r"^# .*", "# Operations, attributes and types", text, count=1, flags=re.MULTILINE)
    write(folder / "reference/dialect.md", text.replace("[TOC]\n", ""))
    for path in sorted((ROOT / "lib").rglob("Passes.td")):
        source = path.relative_to(ROOT)
        text = run_tblgen(str(source), "-gen-pass-doc")
        text = re.sub(r"^##(#+ )", r"#\1", text, flags=re.MULTILINE)
        text = re.sub(r"^(## `-(.*)`)$", r"(pass-\2)=\n\1", text, flags=re.MULTILINE)
        place = folder / f"reference/passes-{source.parent.name.lower()}.md"
        write(place, f"# Passes of {source.parent}\n\n{text}")


def run_tblgen(source: str, *arguments: str) -> str:
    tblgen = f"{ask_llvm('--bindir')}/mlir-tblgen"
    command = [tblgen, *arguments, "-I", ".", "-I", ask_llvm("--includedir"), source]
    text = run(command)
    return text.partition("-->\n")[2].lstrip()  # The first line says who wrote it.


def ask_llvm(what: str) -> str:
    return run(["llvm-config-22", what]).strip()


def run(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def generate_phases(folder: Path, patconv_opt: Path) -> None:
    """The table of phases and what each runs, from the compiler itself."""
    listing = run([str(patconv_opt), "--help"])
    summaries = dict(re.findall(r"--patconv-(\w+)-pipeline +- +(.*)", listing))
    lines = [
        "# The phases",
        "",
        "In this order; each takes what the one before it leaves. One can stop after any, print,",
        "and resume. What the last one leaves is compiled to code.",
        "",
        "| phase | what it does | as a pipeline |",
        "| --- | --- | --- |",
    ]
    for phase in _patconv.phases():
        lines.append(f"| [{phase}](#{phase}) | {summaries[phase]} | `patconv-{phase}-pipeline` |")
    lines += [
        "",
        "`patconv-cpu-pipeline` runs them all. In the tools' pipelines `import` starts with",
        f"{link_pass('patconv-bind-weights')}; in Python the arrays are bound by address.",
        "",
    ]
    for phase in _patconv.phases():
        passes = split_pipeline(_patconv.pipeline(phase, _patconv.PhaseOptions()))
        summary = summaries[phase]
        lines += [f"## {phase}", "", f"{summary[0].upper()}{summary[1:]}:", ""]
        lines += [f"1. {link_pass(name)}" for name in passes]
        lines += ["", *describe_switches(phase, passes)]
    lines += ["## Options", "", "Of `patconv-cpu-pipeline`; those of a phase are the same.", ""]
    lines += ["| option | meaning |", "| --- | --- |"]
    options = listing.partition("--patconv-cpu-pipeline ")[2].partition("\n      --patconv")[0]
    for name, meaning in re.findall(r"^ {8}--([\w-]+)\S* +- (.*)", options, re.MULTILINE):
        lines.append(f"| `{name}` | {meaning} |")
    write(folder / "reference/phases.md", "\n".join(lines) + "\n")


def describe_switches(phase: str, plain: list[str]) -> Iterator[str]:
    """What each option that is not the default adds to a phase, and takes from it."""
    for option, value in SWITCHES.items():
        options = _patconv.PhaseOptions()
        setattr(options, option, value)
        passes = split_pipeline(_patconv.pipeline(phase, options))
        more = [link_pass(name) for name in passes if name not in plain]
        less = [link_pass(name) for name in plain if name not in passes]
        changes = [f"adds {', '.join(more)}"] * bool(more)
        changes += [f"leaves out {', '.join(less)}"] * bool(less)
        if changes:
            yield f"- `{option.replace('_', '-')}={str(value).lower()}` {' and '.join(changes)}."
    yield ""


def split_pipeline(text: str) -> list[str]:
    """The flags of a pipeline's passes in order, without their options."""
    while "{" in text:
        text = re.sub(r"\{[^{}]*\}", "", text)
    return re.findall(r"[\w-]+(?=[,)]|$)", re.sub(r"[\w.]+\(", "", text))


def link_pass(flag: str) -> str:
    ours = flag in OUR_PASSES
    return f"[`{flag}`](#pass-{flag})" if ours else f"`{flag}`"


def generate_interface(folder: Path) -> None:
    """The public names of the package, documented by their docstrings."""
    lines = ["The Python interface", "====================", "", ".. module:: patconv", ""]
    lines += describe_names("patconv", [n for n in patconv.__all__ if not n.startswith("__")])
    for module in ("compiling", "dynamo", "pruning"):
        home = importlib.import_module(f"patconv.{module}")
        more = [name for name in home.__all__ if name not in patconv.__all__]
        lines += describe_names(home.__name__, more)
    write(folder / "reference/python.rst", "\n".join(lines))


def generate_ir(folder: Path) -> None:
    """The bindings of the IR: classes from their stubs, which have types, the rest as elsewhere."""
    lines = ["The IR in Python", "================", ""]
    for name in ("ir", "passmanager"):
        module = importlib.import_module(f"patconv.{name}")
        lines += [module.__name__, "-" * len(module.__name__), ""]
        lines += [f".. automodule:: {module.__name__}", ""]
        stub = ast.parse((ROOT / f"python/patconv/_patconv/{name}.pyi").read_text("utf-8"))
        for node in stub.body:
            if isinstance(node, ast.ClassDef) and node.name in module.__all__:
                lines += describe_stub(node)
        own = [n for n in module.__all__ if getattr(module, n).__module__ == module.__name__]
        lines += describe_names(module.__name__, own)
    write(folder / "reference/ir.rst", "\n".join(lines))


def describe_stub(node: ast.ClassDef) -> Iterator[str]:
    """A class of a stub: its docstring, and its members but the special methods."""
    members: dict[tuple[str, str], list[str]] = {}
    texts: dict[str, str] = {}
    constructor = ""
    for member, following in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(member, ast.FunctionDef):
            kinds = {ast.unparse(decorator) for decorator in member.decorator_list}
            if member.name == "__init__":
                constructor = signature(member, bound=True)
            elif "property" in kinds:
                type_line = f"\n   :type: {annotation(member.returns)}"
                members["property", member.name] = [f"{member.name}{type_line}"]
            elif not member.name.startswith("__") and f"{member.name}.setter" not in kinds:
                static = "staticmethod" in kinds
                kind = "staticmethod" if static else "method"
                line = f"{member.name}{signature(member, bound=not static)}"
                members.setdefault((kind, member.name), []).append(line)
            if text := ast.get_docstring(member):
                texts.setdefault(member.name, text)
        elif isinstance(member, (ast.Assign, ast.AnnAssign)):
            target = member.targets[0] if isinstance(member, ast.Assign) else member.target
            name = ast.unparse(target)
            members["attribute", name] = [name]
            if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
                texts[name] = str(following.value.value)
    yield from directive("class", [f"{node.name}{constructor}"], ast.get_docstring(node))
    for base in node.bases:
        yield f"   Base: `{ast.unparse(base)}`"
        yield ""
    for (kind, name), lines in members.items():
        for line in directive(kind, lines, texts.get(name)):
            yield f"   {line}".rstrip()


def directive(kind: str, signatures: list[str], text: str | None) -> Iterator[str]:
    start = f".. py:{kind}:: "
    for place, line in enumerate("\n".join(signatures).split("\n")):
        option = line.startswith("   :")
        yield line if option else f"{start if place == 0 else ' ' * len(start)}{line}"
    yield ""
    for line in (text or "").splitlines():
        yield f"   {line}".rstrip()
    yield ""


def signature(function: ast.FunctionDef, *, bound: bool) -> str:
    """The parameters and the result of a function, without `self` where it is bound."""
    arguments = function.args
    if bound:
        (arguments.posonlyargs or arguments.args).pop(0)
    result = "" if function.name == "__init__" else f" -> {annotation(function.returns)}"
    return f"({annotation(arguments)}){result}"


def annotation(node: ast.AST | None) -> str:
    """The text of a type or of parameters, with the names that are public."""
    text = "None" if node is None else ast.unparse(node)
    return text.replace("patconv._patconv.ir.", "")


def generate_command_line(folder: Path) -> None:
    """The help texts of the command line."""
    overview = ask_command("--help")
    lines = ["# The command line", "", "```text", overview, "```", ""]
    listing = overview.partition("\ncommands:\n")[2].partition("\n\n")[0]
    for name in re.findall(r"^ {4}(\w+) ", listing, re.MULTILINE):
        lines += [f"## {name}", "", "```text", ask_command(name, "--help"), "```", ""]
    write(folder / "reference/command-line.md", "\n".join(lines))


def ask_command(*arguments: str) -> str:
    return run([sys.executable, "-m", "patconv", *arguments]).rstrip()


def describe_names(module: str, names: list[str]) -> Iterator[str]:
    for name in sorted(names, key=str.lower):
        value = getattr(importlib.import_module(module), name)
        full = f"{module}.{name}"
        if inspect.ismodule(value):
            yield from describe_module(full)
        elif inspect.isclass(value):
            # Fields of its own say that others do not make it.
            fields = getattr(value, "__dataclass_fields__", ())
            made_by_us = any(field.startswith("_") for field in fields)
            yield f".. autoclass:: {full}{'()' if made_by_us else ''}"
            yield from ("   :members:", "   :special-members: __call__", "")
        else:
            yield from (f".. autofunction:: {full}", "")


def describe_module(name: str) -> Iterator[str]:
    yield from (name, "-" * len(name), "")
    yield from (f".. automodule:: {name}", "   :members:", "   :imported-members:", "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder to write into")
    parser.add_argument("--patconv-opt", type=Path, default=ROOT / "build/bin/patconv-opt")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    copy_pages(folder)
    generate_tablegen_pages(folder)
    generate_phases(folder, arguments.patconv_opt)
    generate_interface(folder)
    generate_ir(folder)
    generate_command_line(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
