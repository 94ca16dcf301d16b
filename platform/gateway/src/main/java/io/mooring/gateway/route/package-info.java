/** Which path belongs to which service, what goes there, and what is said when it does not answer. */
@NullMarked
package io.mooring.gateway.route;

import org.jspecify.annotations.NullMarked;
