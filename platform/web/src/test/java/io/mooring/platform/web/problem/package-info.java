/** Tests. */
@NullMarked
package io.mooring.platform.web.problem;

import org.jspecify.annotations.NullMarked;
