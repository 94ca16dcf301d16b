/** Live data as server-sent events. */
@NullMarked
package io.mooring.platform.web.sse;

import org.jspecify.annotations.NullMarked;
