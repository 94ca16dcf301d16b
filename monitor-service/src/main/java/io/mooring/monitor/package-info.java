/** Measures health and tells it. */
@NullMarked
package io.mooring.monitor;

import org.jspecify.annotations.NullMarked;
