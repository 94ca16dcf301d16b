/** Who is told of an alert, when and together with which others, and why. */
@NullMarked
package io.mooring.notifier.tell;

import org.jspecify.annotations.NullMarked;
