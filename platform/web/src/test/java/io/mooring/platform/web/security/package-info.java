/** Tests. */
@NullMarked
package io.mooring.platform.web.security;

import org.jspecify.annotations.NullMarked;
