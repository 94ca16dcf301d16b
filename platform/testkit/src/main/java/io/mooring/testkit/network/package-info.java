/** A network that a test cuts, slows and mends. */
@NullMarked
package io.mooring.testkit.network;

import org.jspecify.annotations.NullMarked;
