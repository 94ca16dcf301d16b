/** Where each service's API description is. */
@NullMarked
package io.mooring.gateway.openapi;

import org.jspecify.annotations.NullMarked;
