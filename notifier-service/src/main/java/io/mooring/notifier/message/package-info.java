/** What a channel is given to say, and at which destination. */
@NullMarked
package io.mooring.notifier.message;

import org.jspecify.annotations.NullMarked;
