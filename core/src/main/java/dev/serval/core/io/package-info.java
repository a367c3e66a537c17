// SPDX-License-Identifier: Apache-2.0
/**
 * Files of named matrices that other tools read, and writing that loses nothing: {@link
 * dev.serval.core.io.Safetensors}, {@link dev.serval.core.io.Npy}, {@link dev.serval.core.io.Npz},
 * {@link dev.serval.core.io.AtomicFile} and {@link dev.serval.core.io.Digest}. Knows matrices and
 * bytes, not networks: which tensor is which parameter is the caller's business. The exception is
 * {@link dev.serval.core.io.Onnx}, whose files hold the network itself.
 *
 * <p>Files are taken to be hostile: sizes are checked against the file's length before anything is
 * allocated, every byte is accounted for, nothing recurses, limits are documented constants, and
 * all that is wrong with a file arrives as one exception type with one line.
 *
 * <p>Source: the format description in github.com/huggingface/safetensors. Why write, force,
 * rename, force: T. S. Pillai et al., All File Systems Are Not Created Equal, OSDI 2014.
 */
@NullMarked
package dev.serval.core.io;

import org.jspecify.annotations.NullMarked;
