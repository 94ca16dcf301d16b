/** Acts of people that come from where they were told: buttons in Slack, PagerDuty's webhooks. Callers prove themselves by signature. */
@NullMarked
package io.mooring.notifier.hook;

import org.jspecify.annotations.NullMarked;
