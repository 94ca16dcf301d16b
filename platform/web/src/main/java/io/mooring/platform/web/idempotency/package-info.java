/** A repeated request has one effect and one answer. */
@NullMarked
package io.mooring.platform.web.idempotency;

import org.jspecify.annotations.NullMarked;
