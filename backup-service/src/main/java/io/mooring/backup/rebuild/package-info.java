/** Making a database out of a backup again, on any server, and comparing it with what the manifest says it held. */
@NullMarked
package io.mooring.backup.rebuild;

import org.jspecify.annotations.NullMarked;
