"""List the rules of dialect/SPEC.md that lack a passing or a failing test.

A rule is written `**(conv_2d.C3)** text`. A test under test/Dialect says in a comment which rules
it shows: `// PASS: conv_2d.C1, conv_2d.C3` where the verifier accepts, `// FAIL: conv_2d.C3` where
it refuses.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

RULE_ID = r"[a-z][a-z0-9_]*\.[A-Z][0-9]+"
RULE = re.compile(rf"\*\*\(({RULE_ID})\)\*\*")
MARK = re.compile(rf"//\s*(PASS|FAIL):\s*({RULE_ID}(?:\s*,\s*{RULE_ID})*)")


def find_problems(root: Path) -> list[str]:
    """Compare the specification and the dialect tests under `root`."""
    rules = Counter(RULE.findall((root / "dialect" / "SPEC.md").read_text()))
    if not rules:
        return ["dialect/SPEC.md: expected numbered rules, but found none"]
    problems = [f"rule {rule}: defined {n} times" for rule, n in rules.items() if n > 1]

    tested: dict[str, set[str]] = {"PASS": set(), "FAIL": set()}
    for path in sorted((root / "test" / "Dialect").rglob("*.mlir")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            for kind, ids in MARK.findall(line):
                for rule in re.split(r"\s*,\s*", ids):
                    tested[kind].add(rule)
                    if rule not in rules:
                        place = f"{path.relative_to(root)}:{number}"
                        problems.append(f"{place}: {kind} names the unknown rule {rule}")

    for rule in rules:
        for kind, name in (("PASS", "passing"), ("FAIL", "failing")):
            if rule not in tested[kind]:
                problems.append(f"rule {rule}: no {name} test")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    problems = find_problems(parser.parse_args().root)
    print("\n".join(problems) or "every rule has a passing and a failing test")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
