/** PagerDuty's Events API v2: a conversation is an alert with a key of its own. */
@NullMarked
package io.mooring.notifier.pagerduty;

import org.jspecify.annotations.NullMarked;
