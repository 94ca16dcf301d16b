/** Tests. */
@NullMarked
package io.mooring.platform.web.json;

import org.jspecify.annotations.NullMarked;
