/** The house's boundaries as rules that every service checks. */
@NullMarked
package io.mooring.testkit.boundaries;

import org.jspecify.annotations.NullMarked;
