/** The console's files. */
@NullMarked
package io.mooring.gateway.console;

import org.jspecify.annotations.NullMarked;
