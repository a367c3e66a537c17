# SPDX-License-Identifier: Apache-2.0
"""python3 onnx_check.py MODEL: what Python's onnx finds in a model, after its checker and strict shape inference."""
import hashlib
import sys

import onnx
import onnx.numpy_helper
import onnx.shape_inference

model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
onnx.checker.check_model(inferred)
print("ir_version", model.ir_version)
(opset,) = model.opset_import
assert opset.domain == ""
print("opset", opset.version)
for node in model.graph.node:
    print(node.op_type, *node.input, "->", *node.output)
for tensor in model.graph.initializer:
    values = onnx.numpy_helper.to_array(tensor)
    if values.ndim > 0:
        print(tensor.name, hashlib.sha256(values.tobytes()).hexdigest())
for entry in model.metadata_props:
    print(entry.key, entry.value)
