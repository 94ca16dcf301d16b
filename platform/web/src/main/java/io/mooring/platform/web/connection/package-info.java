/** Connections of the HTTP server, below requests and answers. */
@NullMarked
package io.mooring.platform.web.connection;

import org.jspecify.annotations.NullMarked;
