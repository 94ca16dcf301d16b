/** Tests. */
@NullMarked
package io.mooring.platform.web.correlation;

import org.jspecify.annotations.NullMarked;
