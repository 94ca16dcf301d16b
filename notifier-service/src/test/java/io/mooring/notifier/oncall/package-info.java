@NullMarked
package io.mooring.notifier.oncall;

import org.jspecify.annotations.NullMarked;
