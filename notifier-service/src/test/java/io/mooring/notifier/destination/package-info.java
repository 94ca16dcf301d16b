@NullMarked
package io.mooring.notifier.destination;

import org.jspecify.annotations.NullMarked;
