/** The operators' endpoints over HTTP, in a whole service. */
@NullMarked
package io.mooring.platform.events.operator;

import org.jspecify.annotations.NullMarked;
