/** What all lists of a plan's rows have in common. */
@NullMarked
package io.mooring.backup.list;

import org.jspecify.annotations.NullMarked;
