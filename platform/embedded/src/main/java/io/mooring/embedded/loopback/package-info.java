/** A small HTTP server on loopback that can answer, hang and cut, for stand-ins of services that are elsewhere. */
@NullMarked
package io.mooring.embedded.loopback;

import org.jspecify.annotations.NullMarked;
