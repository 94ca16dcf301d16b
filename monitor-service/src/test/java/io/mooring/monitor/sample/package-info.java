@NullMarked
package io.mooring.monitor.sample;

import org.jspecify.annotations.NullMarked;
