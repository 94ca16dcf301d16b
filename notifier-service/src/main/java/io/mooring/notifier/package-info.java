/** Tells people what happened. */
@NullMarked
package io.mooring.notifier;

import org.jspecify.annotations.NullMarked;
