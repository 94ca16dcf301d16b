/** Tests of announcements. */
@NullMarked
package io.mooring.notifier.announcement;

import org.jspecify.annotations.NullMarked;
