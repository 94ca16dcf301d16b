/** One log file for each service, though they share a JVM. */
@NullMarked
package io.mooring.local.log;

import org.jspecify.annotations.NullMarked;
