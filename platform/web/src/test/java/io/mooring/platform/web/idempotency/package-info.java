/** Tests. */
@NullMarked
package io.mooring.platform.web.idempotency;

import org.jspecify.annotations.NullMarked;
