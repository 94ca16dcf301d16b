/** JSON logs, traces, meters and health conventions that every service shares. */
@NullMarked
package io.mooring.platform.observability;

import org.jspecify.annotations.NullMarked;
