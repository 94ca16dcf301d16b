/** Apicurio Registry as a child process. */
@NullMarked
package io.mooring.embedded.registry;

import org.jspecify.annotations.NullMarked;
