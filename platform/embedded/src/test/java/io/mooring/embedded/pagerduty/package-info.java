@NullMarked
package io.mooring.embedded.pagerduty;

import org.jspecify.annotations.NullMarked;
