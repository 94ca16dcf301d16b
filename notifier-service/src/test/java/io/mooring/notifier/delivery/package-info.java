@NullMarked
package io.mooring.notifier.delivery;

import org.jspecify.annotations.NullMarked;
