# ruff: noqa: F821 (lit defines config and lit_config)
"""The lit tests. Configured by lit.site.cfg.py of the build folder, which sets the paths below."""

import os
import platform
import sys
from pathlib import Path

import lit.formats
from lit.llvm import llvm_config
from lit.llvm.subst import ToolSubst


def has_cpu_flag(name: str) -> bool:
    info = Path("/proc/cpuinfo")
    return info.exists() and name in info.read_text().split()


config.name = "patconv"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir"]
config.excludes = ["Inputs", "mutants", "python"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.patconv_binary_dir, "test")

llvm_config.with_environment("PATH", config.llvm_tools_dir, append_path=True)
llvm_config.add_tool_substitutions(
    [ToolSubst("patconv-opt", unresolved="fatal")],
    [os.path.join(config.patconv_binary_dir, "bin")],
)
llvm_config.add_tool_substitutions(
    [
        ToolSubst(name, unresolved="fatal")
        for name in (
            "FileCheck",
            "clang",
            "count",
            "llvm-objdump",
            "mlir-opt",
            "mlir-runner",
            "mlir-translate",
            "not",
            "split-file",
        )
    ],
    [config.llvm_tools_dir],
)
config.substitutions.append(("%python", sys.executable))
config.substitutions.append(("%patconv_plugin", config.patconv_plugin))
config.substitutions.append(("%mlir_lib_dir", os.path.join(config.llvm_tools_dir, "../lib")))

config.available_features.add(platform.machine().lower().replace("_", "-"))
for flag in ("avx2", "avx512f"):
    if has_cpu_flag(flag):
        config.available_features.add(flag)
if lit_config.params.get("full") == "1":
    config.available_features.add("full")
