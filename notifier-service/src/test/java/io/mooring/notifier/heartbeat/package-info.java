@NullMarked
package io.mooring.notifier.heartbeat;

import org.jspecify.annotations.NullMarked;
