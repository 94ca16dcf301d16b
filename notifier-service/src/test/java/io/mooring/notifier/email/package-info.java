@NullMarked
package io.mooring.notifier.email;

import org.jspecify.annotations.NullMarked;
