/** Bringing a backup back: into a new database, over a live one with a second person's approval, or into a folder. */
@NullMarked
package io.mooring.backup.restore;

import org.jspecify.annotations.NullMarked;
