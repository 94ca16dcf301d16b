/** What an event says about itself, and how that is written on the wire: CloudEvents 1.0, Kafka binding, binary mode. */
@NullMarked
package io.mooring.platform.events.cloudevents;

import org.jspecify.annotations.NullMarked;
