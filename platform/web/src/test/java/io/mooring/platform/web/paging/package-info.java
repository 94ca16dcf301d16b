/** Tests. */
@NullMarked
package io.mooring.platform.web.paging;

import org.jspecify.annotations.NullMarked;
