@NullMarked
package io.mooring.notifier.alert;

import org.jspecify.annotations.NullMarked;
