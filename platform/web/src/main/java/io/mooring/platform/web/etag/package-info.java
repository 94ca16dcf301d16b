/** Updates that do not overwrite what the caller has not seen. */
@NullMarked
package io.mooring.platform.web.etag;

import org.jspecify.annotations.NullMarked;
