/** A network that a test cuts, slows and mends, and HTTP that goes wrong on its way. */
@NullMarked
package io.mooring.testkit.network;

import org.jspecify.annotations.NullMarked;
