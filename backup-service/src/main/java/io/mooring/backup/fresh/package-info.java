/** A backup, a restore test or a drill that did not happen is an alarm, not silence. */
@NullMarked
package io.mooring.backup.fresh;

import org.jspecify.annotations.NullMarked;
