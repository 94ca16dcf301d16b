/** Which events exist, in which topics they travel, who writes and who reads them. */
@NullMarked
package io.mooring.schemas;

import org.jspecify.annotations.NullMarked;
