/** Takes one backup: source, zstd, OpenPGP, every location at once, in one pass with fixed memory. No Spring. */
@NullMarked
package io.mooring.backup.pipeline;

import org.jspecify.annotations.NullMarked;
