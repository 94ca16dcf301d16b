/** What a service records of itself. */
@NullMarked
package io.mooring.platform.events.audit;

import org.jspecify.annotations.NullMarked;
