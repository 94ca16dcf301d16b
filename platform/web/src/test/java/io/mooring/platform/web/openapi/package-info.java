/** Tests. */
@NullMarked
package io.mooring.platform.web.openapi;

import org.jspecify.annotations.NullMarked;
