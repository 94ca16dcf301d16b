/** How long backups are kept: what may go, why the others stay, and the going itself. */
@NullMarked
package io.mooring.backup.retention;

import org.jspecify.annotations.NullMarked;
