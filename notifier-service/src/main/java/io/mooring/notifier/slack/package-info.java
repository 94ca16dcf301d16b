/** Slack's Web API as a channel. */
@NullMarked
package io.mooring.notifier.slack;

import org.jspecify.annotations.NullMarked;
