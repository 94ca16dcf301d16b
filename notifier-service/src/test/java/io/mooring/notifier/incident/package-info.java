@NullMarked
package io.mooring.notifier.incident;

import org.jspecify.annotations.NullMarked;
