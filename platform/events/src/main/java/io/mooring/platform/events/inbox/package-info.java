/** Events that take effect once, however often they arrive. */
@NullMarked
package io.mooring.platform.events.inbox;

import org.jspecify.annotations.NullMarked;
