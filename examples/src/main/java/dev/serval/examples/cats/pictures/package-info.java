// SPDX-License-Identifier: Apache-2.0
/**
 * Labelled pictures and the places they come from.
 *
 * <p>A {@link dev.serval.examples.cats.pictures.Pictures} is what the network trains on: bytes as
 * the notebook loads them, and the matrices X and Y made from them. {@link
 * dev.serval.examples.cats.pictures.Hdf5Pictures} reads the course's files, {@link
 * dev.serval.examples.cats.pictures.PictureFolder} reads a folder of photos, {@link
 * dev.serval.examples.cats.pictures.PictureFile} one photo, as Pillow would see it. Whatever is
 * wrong with a file ends in an {@link dev.serval.examples.cats.pictures.InputException} whose one
 * line says what, where and what to do. Nothing here knows of networks or of the command line.
 */
@NullMarked
package dev.serval.examples.cats.pictures;

import org.jspecify.annotations.NullMarked;
