/** Writes what people read about the events, from the catalogue and the contracts. */
@NullMarked
package io.mooring.schemas.docs;

import org.jspecify.annotations.NullMarked;
