# SPDX-License-Identifier: Apache-2.0
"""python3 onnx_make.py FORM MODEL: writes a network 5-3-1 with onnx.helper in one of four forms, checks it, prints what it holds."""
import hashlib
import sys

import numpy
import onnx
import onnx.checker
from onnx import TensorProto, helper, numpy_helper

form, path = sys.argv[1:]
kind, element = (numpy.float64, TensorProto.DOUBLE) if form == "double" else (numpy.float32, TensorProto.FLOAT)
numbers = numpy.random.RandomState(4)
layers = [(numbers.randn(3, 5).astype(kind), numbers.randn(3).astype(kind)), (numbers.randn(1, 3).astype(kind), numbers.randn(1).astype(kind))]


def tensor(name, values):
    if form in ("matmul", "double"):  # float_data, double_data
        return helper.make_tensor(name, element, values.shape, values.flatten().tolist())
    return numpy_helper.from_array(numpy.ascontiguousarray(values), name)  # raw_data


nodes = []
constants = []
last = "x"
divisor = 1.0
if form == "matmul":
    nodes += [helper.make_node("Constant", [], ["c"], value=helper.make_tensor("", element, [], [1 / 255])), helper.make_node("Mul", [last, "c"], ["scaled"])]
    last, divisor = "scaled", 255.0
if form == "double":
    nodes.append(helper.make_node("Div", [last, "c"], ["scaled"]))
    constants.append(tensor("c", numpy.array([255], kind)))
    last, divisor = "scaled", 255.0
for l, (weight, bias) in enumerate(layers):
    w, b, z, a = f"{2 * l}.weight", f"{2 * l}.bias", f"z{l}", ("a0", "p")[l]
    if form == "matmul":
        constants += [tensor(w, weight.T), tensor(b, bias)]
        nodes += [helper.make_node("MatMul", [last, w], [z + "_"]), helper.make_node("Add", [b, z + "_"], [z])]
    elif form == "gemm_by_inputs":
        constants += [tensor(w, weight.T), tensor(b, bias.reshape(1, -1))]
        nodes.append(helper.make_node("Gemm", [last, w, b], [z]))
    else:
        constants += [tensor(w, weight), tensor(b, bias)]
        nodes.append(helper.make_node("Gemm", [last, w, b], [z], name=f"/{2 * l}/Gemm", alpha=1.0, beta=1.0, transB=1))
    nodes.append(helper.make_node(("Relu", "Sigmoid")[l], [z], [a]))
    last = a
inputs = [helper.make_tensor_value_info("x", element, ["batch", 5])]
outputs = [helper.make_tensor_value_info(last, element, ["batch", 1])]
model = helper.make_model(helper.make_graph(nodes, "network", inputs, outputs, constants), opset_imports=[helper.make_opsetid("", 13)])
helper.set_model_props(model, {"note": form})
onnx.checker.check_model(model, full_check=True)
onnx.save(model, path)
for weight, bias in layers:
    for values in weight, bias.reshape(-1, 1):
        print("x".join(map(str, values.shape)), hashlib.sha256(values.tobytes()).hexdigest())
print("divisor", divisor)
print("metadata", form)
