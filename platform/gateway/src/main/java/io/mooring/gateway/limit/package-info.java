/** How many requests and sign-ins one caller may make. */
@NullMarked
package io.mooring.gateway.limit;

import org.jspecify.annotations.NullMarked;
