/** Where schemas are registered and found: the port, its HTTP adapter and its stand-in in memory. */
@NullMarked
package io.mooring.platform.events.registry;

import org.jspecify.annotations.NullMarked;
