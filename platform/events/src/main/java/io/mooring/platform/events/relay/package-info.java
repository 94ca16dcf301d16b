/** Sends what waits in the outbox, in order, and shows what cannot be sent. */
@NullMarked
package io.mooring.platform.events.relay;

import org.jspecify.annotations.NullMarked;
