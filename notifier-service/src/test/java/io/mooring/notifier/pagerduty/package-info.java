@NullMarked
package io.mooring.notifier.pagerduty;

import org.jspecify.annotations.NullMarked;
