@NullMarked
package io.mooring.notifier.slack;

import org.jspecify.annotations.NullMarked;
