/** How the application fares, as {@code HealthSampled}. */
@NullMarked
package io.mooring.starter.health;

import org.jspecify.annotations.NullMarked;
