/** How the services are. */
@NullMarked
package io.mooring.gateway.system;

import org.jspecify.annotations.NullMarked;
