/** Tests. */
@NullMarked
package io.mooring.platform.web.connection;

import org.jspecify.annotations.NullMarked;
