/** What every OpenAPI document says alike. */
@NullMarked
package io.mooring.platform.web.openapi;

import org.jspecify.annotations.NullMarked;
