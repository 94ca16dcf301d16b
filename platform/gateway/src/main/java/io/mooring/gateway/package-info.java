/** The one door: signs people in, knows who calls, and sends each request to the service that answers it. */
@NullMarked
package io.mooring.gateway;

import org.jspecify.annotations.NullMarked;
