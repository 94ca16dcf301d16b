/** Rehearsing disasters: which steps there are, what of them works today, and how long it takes against the objectives. */
@NullMarked
package io.mooring.backup.drill;

import org.jspecify.annotations.NullMarked;
