/** The locations of this installation: built from the settings, checked while it runs, shown. */
@NullMarked
package io.mooring.backup.place;

import org.jspecify.annotations.NullMarked;
