/** How every consumer behaves unless its service says otherwise: decoding, retry in order, dead letters. */
@NullMarked
package io.mooring.platform.events.consumer;

import org.jspecify.annotations.NullMarked;
