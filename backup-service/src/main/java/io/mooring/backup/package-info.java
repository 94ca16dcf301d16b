/** Backups that are proven to restore: what a whole service shares, its settings, its meters and its errors. */
@NullMarked
package io.mooring.backup;

import org.jspecify.annotations.NullMarked;
