/** What security rules want to know of, told on Kafka. */
@NullMarked
package io.mooring.gateway.report;

import org.jspecify.annotations.NullMarked;
