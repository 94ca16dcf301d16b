/** What every contract keeps to. */
@NullMarked
package io.mooring.schemas.rules;

import org.jspecify.annotations.NullMarked;
