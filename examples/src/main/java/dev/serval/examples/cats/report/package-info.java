// SPDX-License-Identifier: Apache-2.0

/**
 * One page about a network and the pictures it was tried on: a single HTML file that needs no
 * network, no script and no other file. The commands fill a {@link
 * dev.serval.examples.cats.report.Report}, {@link dev.serval.examples.cats.report.ReportPage} turns
 * it into text. Charts are SVG, pictures PNG in data URIs; whatever comes from outside (file names,
 * classes, metadata) goes through {@link dev.serval.examples.cats.report.Html#escape}. The page
 * server borrows the encoder and the escaping. Nothing here is loaded unless a report or the server
 * is asked for.
 */
@NullMarked
package dev.serval.examples.cats.report;

import org.jspecify.annotations.NullMarked;
