/** A PostgreSQL server started from the installed programs. */
@NullMarked
package io.mooring.embedded.postgres;

import org.jspecify.annotations.NullMarked;
