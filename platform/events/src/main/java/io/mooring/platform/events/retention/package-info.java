/** Small recurring work on the platform's tables: deleting what has done its work, measuring what waits. */
@NullMarked
package io.mooring.platform.events.retention;

import org.jspecify.annotations.NullMarked;
