/** Deliveries: who is to be told what, how far that is, and every attempt made. */
@NullMarked
package io.mooring.notifier.delivery;

import org.jspecify.annotations.NullMarked;
