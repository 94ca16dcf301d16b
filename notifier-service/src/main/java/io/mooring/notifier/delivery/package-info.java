/** Deliveries: what is to be told where, how far that is, every attempt made, and how each destination fares. */
@NullMarked
package io.mooring.notifier.delivery;

import org.jspecify.annotations.NullMarked;
