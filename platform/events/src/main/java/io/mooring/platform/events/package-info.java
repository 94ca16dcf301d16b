/** Events on the wire: what is sent, what was received, and how their CloudEvents headers read. */
@NullMarked
package io.mooring.platform.events;

import org.jspecify.annotations.NullMarked;
