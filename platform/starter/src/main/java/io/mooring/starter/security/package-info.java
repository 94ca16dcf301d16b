/** What Spring Security reports, as {@code SecurityEvent}. */
@NullMarked
package io.mooring.starter.security;

import org.jspecify.annotations.NullMarked;
