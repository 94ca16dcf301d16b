/** Tests of maintenance windows. */
@NullMarked
package io.mooring.notifier.maintenance;

import org.jspecify.annotations.NullMarked;
