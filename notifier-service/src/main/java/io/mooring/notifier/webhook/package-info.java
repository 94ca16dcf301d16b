/** Signed requests to systems of one's own. */
@NullMarked
package io.mooring.notifier.webhook;

import org.jspecify.annotations.NullMarked;
