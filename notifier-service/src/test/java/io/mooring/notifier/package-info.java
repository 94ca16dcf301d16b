@NullMarked
package io.mooring.notifier;

import org.jspecify.annotations.NullMarked;
