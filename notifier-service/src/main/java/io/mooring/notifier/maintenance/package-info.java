/** Maintenance windows as maintenance-service tells of them, and what they keep from being told. */
@NullMarked
package io.mooring.notifier.maintenance;

import org.jspecify.annotations.NullMarked;
