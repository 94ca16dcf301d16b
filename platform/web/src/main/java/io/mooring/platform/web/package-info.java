/** The HTTP side that every service shares; each package is one capability. */
@NullMarked
package io.mooring.platform.web;

import org.jspecify.annotations.NullMarked;
