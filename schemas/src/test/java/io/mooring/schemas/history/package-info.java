/** What was released stays readable: frozen schemas, and bytes that they wrote. */
@NullMarked
package io.mooring.schemas.history;

import org.jspecify.annotations.NullMarked;
