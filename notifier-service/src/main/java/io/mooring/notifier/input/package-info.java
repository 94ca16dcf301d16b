/** What other systems report: Alertmanager, Grafana, CloudEvents, PagerDuty's senders; and when one of them falls silent. */
@NullMarked
package io.mooring.notifier.input;

import org.jspecify.annotations.NullMarked;
