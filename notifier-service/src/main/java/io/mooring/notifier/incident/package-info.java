/** A disturbance that people handle together: who responds, what happened when, who is told, what is learned. */
@NullMarked
package io.mooring.notifier.incident;

import org.jspecify.annotations.NullMarked;
