/** Why an alert that fires is not told: silences, inhibition, maintenance. */
@NullMarked
package io.mooring.notifier.mute;

import org.jspecify.annotations.NullMarked;
