/** Plans and runs maintenance windows. */
@NullMarked
package io.mooring.maintenance;

import org.jspecify.annotations.NullMarked;
