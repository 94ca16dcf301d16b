/** Slack's incoming webhooks as a channel, for those who have no bot. */
@NullMarked
package io.mooring.notifier.slackwebhook;

import org.jspecify.annotations.NullMarked;
