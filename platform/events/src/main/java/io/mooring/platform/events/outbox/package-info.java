/** Events that commit with the state change they tell of. */
@NullMarked
package io.mooring.platform.events.outbox;

import org.jspecify.annotations.NullMarked;
