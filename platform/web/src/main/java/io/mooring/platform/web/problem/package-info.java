/** One shape for every error: RFC 9457 problem details with a stable code. */
@NullMarked
package io.mooring.platform.web.problem;

import org.jspecify.annotations.NullMarked;
