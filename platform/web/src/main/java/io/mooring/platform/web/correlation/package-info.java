/** The correlation id at the HTTP boundary. */
@NullMarked
package io.mooring.platform.web.correlation;

import org.jspecify.annotations.NullMarked;
