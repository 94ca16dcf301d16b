/** The few pages of its own that the gateway shows to people. */
@NullMarked
package io.mooring.gateway.page;

import org.jspecify.annotations.NullMarked;
