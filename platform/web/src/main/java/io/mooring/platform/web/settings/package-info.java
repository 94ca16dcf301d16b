/** A wrong configuration file is told in words, all faults at once. */
@NullMarked
package io.mooring.platform.web.settings;

import org.jspecify.annotations.NullMarked;
