package io.mooring.starter.security;

import io.mooring.events.security.SecurityEvent;
import io.mooring.platform.events.publish.EventPublisher;
import io.mooring.platform.events.publish.EventRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes security events; an application may inject it and tell more than Spring Security does, for example
 * {@code DATA_EXPORTED}. Returns at once and throws nothing.
 */
public final class PublishSecurityEvents {

    private static final Logger LOG = LoggerFactory.getLogger(PublishSecurityEvents.class);

    private final EventPublisher publisher;
    private final EventRecords records;

    PublishSecurityEvents(EventPublisher publisher, EventRecords records) {
        this.publisher = publisher;
        this.records = records;
    }

    /** An event without organisation and address has no key and is not published. */
    public void publish(SecurityEvent event) {
        try {
            publisher.offer(records.of(event, null));
        } catch (RuntimeException noEvent) {
            LOG.debug("A security event is not published", noEvent);
        }
    }
}
