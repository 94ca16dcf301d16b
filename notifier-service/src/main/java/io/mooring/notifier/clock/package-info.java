/** What time it is for this service. */
@NullMarked
package io.mooring.notifier.clock;

import org.jspecify.annotations.NullMarked;
