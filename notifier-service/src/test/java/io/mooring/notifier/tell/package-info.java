@NullMarked
package io.mooring.notifier.tell;

import org.jspecify.annotations.NullMarked;
