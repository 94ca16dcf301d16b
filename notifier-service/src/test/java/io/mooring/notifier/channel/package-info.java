@NullMarked
package io.mooring.notifier.channel;

import org.jspecify.annotations.NullMarked;
