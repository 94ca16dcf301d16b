/** Tests of what mutes alerts. */
@NullMarked
package io.mooring.notifier.mute;

import org.jspecify.annotations.NullMarked;
