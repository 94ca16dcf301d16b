/** Copies that a run could not store, made up later from another location. */
@NullMarked
package io.mooring.backup.catchup;

import org.jspecify.annotations.NullMarked;
