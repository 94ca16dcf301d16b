/** A stand-in for PagerDuty: Events API v2, incidents to act on, and its webhooks. */
@NullMarked
package io.mooring.embedded.pagerduty;

import org.jspecify.annotations.NullMarked;
