/** Telling people ahead of maintenance, when it begins, changes and ends. */
@NullMarked
package io.mooring.notifier.announcement;

import org.jspecify.annotations.NullMarked;
