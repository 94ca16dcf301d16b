@NullMarked
package io.mooring.platform.events.consumer;

import org.jspecify.annotations.NullMarked;
