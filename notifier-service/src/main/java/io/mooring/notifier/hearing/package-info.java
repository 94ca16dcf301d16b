/** Up to when everything that services said has been heard here, and when nobody listened. */
@NullMarked
package io.mooring.notifier.hearing;

import org.jspecify.annotations.NullMarked;
