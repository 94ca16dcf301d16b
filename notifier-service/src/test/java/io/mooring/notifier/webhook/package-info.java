@NullMarked
package io.mooring.notifier.webhook;

import org.jspecify.annotations.NullMarked;
