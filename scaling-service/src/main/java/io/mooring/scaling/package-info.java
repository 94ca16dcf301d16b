/** Scales services, rolls out versions and accounts for cost. */
@NullMarked
package io.mooring.scaling;

import org.jspecify.annotations.NullMarked;
