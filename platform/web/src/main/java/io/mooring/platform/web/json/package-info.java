/** Limits on what a request body may be. */
@NullMarked
package io.mooring.platform.web.json;

import org.jspecify.annotations.NullMarked;
