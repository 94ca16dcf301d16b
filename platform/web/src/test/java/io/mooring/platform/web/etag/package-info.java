/** Tests. */
@NullMarked
package io.mooring.platform.web.etag;

import org.jspecify.annotations.NullMarked;
