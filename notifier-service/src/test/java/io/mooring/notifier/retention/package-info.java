@NullMarked
package io.mooring.notifier.retention;

import org.jspecify.annotations.NullMarked;
