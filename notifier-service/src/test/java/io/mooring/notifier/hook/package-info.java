@NullMarked
package io.mooring.notifier.hook;

import org.jspecify.annotations.NullMarked;
