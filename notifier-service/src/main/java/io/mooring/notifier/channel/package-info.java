/** What a channel to people can do, and what its answers mean. */
@NullMarked
package io.mooring.notifier.channel;

import org.jspecify.annotations.NullMarked;
