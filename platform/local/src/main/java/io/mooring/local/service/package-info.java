/** The services of Mooring, each in a Spring context of its own that sees only its own dependencies. */
@NullMarked
package io.mooring.local.service;

import org.jspecify.annotations.NullMarked;
