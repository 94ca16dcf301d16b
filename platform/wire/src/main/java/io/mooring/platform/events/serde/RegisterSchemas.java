package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.RegistryException;
import io.mooring.platform.events.registry.RegistryUnavailable;
import io.mooring.platform.events.registry.SchemaRegistry;
import io.mooring.schemas.Topic;
import io.mooring.schemas.TopicCatalogue;
import java.util.List;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Registers the schemas of all events that this service may write before anything is read or written, so that a
 * registry that is down or refuses is an error at start and not at the first event.
 */
final class RegisterSchemas implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterSchemas.class);

    private final SchemaRegistry registry;
    private final String service;
    private final boolean autoRegister;

    RegisterSchemas(SchemaRegistry registry, String service, boolean autoRegister) {
        this.registry = registry;
        this.service = service;
        this.autoRegister = autoRegister;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<Topic> topics = TopicCatalogue.writtenBy(service);
        topics.forEach(topic -> topic.schemas().forEach(schema -> prepare(topic, schema)));
        LOG.info("The schemas of {} topics are registered", topics.size());
    }

    private void prepare(Topic topic, Schema schema) {
        String subject = SubjectNames.TOPIC_RECORD.subject(topic.name(), false, schema);
        try {
            if (autoRegister) {
                registry.register(subject, schema);
                demandFullCompatibility(subject);
            } else {
                registry.idOf(subject, schema);
            }
        } catch (RegistryException e) {
            throw new SchemasNotRegistered(subject, e);
        }
    }

    /** Some registries keep this setting for their operators; the schema is registered all the same. */
    private void demandFullCompatibility(String subject) {
        try {
            registry.demandFullCompatibility(subject);
        } catch (RegistryUnavailable e) {
            LOG.warn("Subject {} keeps the registry's own compatibility rule: {}", subject, e.getMessage());
        }
    }
}
