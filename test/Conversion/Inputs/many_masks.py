"""Print a convolution whose 1x11 kernels have the masks 1, 2, ... N; the last entry is 0."""

import sys

count = int(sys.argv[1])
kernels = ", ".join(
    "[[" + ", ".join("1.0" if mask >> i & 1 else "0.0" for i in range(11)) + "]]"
    for mask in range(1, count + 1)
)
x, w, y = f"tensor<1x{count}x1x11xf32>", f"tensor<1x{count}x1x11xf32>", "tensor<1x1x1x1xf32>"
print(f"""func.func @many_masks(%x: {x}, %init: {y}) -> {y} {{
  %w = arith.constant dense<[[{kernels}]]> : {w}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : {x}, {w}) outs(%init : {y}) -> {y}
  return %y : {y}
}}""")
