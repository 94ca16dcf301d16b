@NullMarked
package io.mooring.notifier.background;

import org.jspecify.annotations.NullMarked;
