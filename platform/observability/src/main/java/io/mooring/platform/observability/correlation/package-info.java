/** What ties together everything that one request led to: HTTP header, Reactor context, log line, event header. */
@NullMarked
package io.mooring.platform.observability.correlation;

import org.jspecify.annotations.NullMarked;
