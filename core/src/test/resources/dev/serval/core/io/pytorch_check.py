# SPDX-License-Identifier: Apache-2.0
"""What PyTorch saves of a network, and what the network answers.

python3 pytorch_check.py STATE: writes the state_dict of a Sequential to STATE, as docs/files.md says, and prints a line
of examples, one after the other, and a line of its probabilities for them. All numbers are quarters, so every sum is
exact.
"""
import sys

import safetensors.torch
import torch

torch.manual_seed(1)
net = torch.nn.Sequential(
    torch.nn.Linear(12, 5), torch.nn.ReLU(), torch.nn.Linear(5, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1), torch.nn.Sigmoid()
).double()
with torch.no_grad():
    for parameter in net.parameters():
        parameter.copy_(torch.randint(-3, 4, parameter.shape) / 4)
    safetensors.torch.save_file(net.state_dict(), sys.argv[1])
    examples = torch.randint(-4, 5, (7, 12)).double() / 4
    print(*examples.flatten().tolist())
    print(*net(examples).flatten().tolist())
