/** Records that a consumer gave up on: what they are, why, and how an operator has them handled again. */
@NullMarked
package io.mooring.platform.events.deadletter;

import org.jspecify.annotations.NullMarked;
