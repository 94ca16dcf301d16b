@NullMarked
package io.mooring.notifier.input;

import org.jspecify.annotations.NullMarked;
