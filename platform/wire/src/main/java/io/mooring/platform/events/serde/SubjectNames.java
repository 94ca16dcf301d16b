package io.mooring.platform.events.serde;

import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a topic's schemas are registered: Confluent's strategies, found by their class's simple name. */
public enum SubjectNames {
    /** {@code <topic>-value}: one event type in a topic. */
    TOPIC("TopicNameStrategy") {
        @Override
        public String subject(String topic, boolean key, Schema schema) {
            return topic + (key ? "-key" : "-value");
        }
    },
    /** The record's full name: one history for a type wherever it travels. */
    RECORD("RecordNameStrategy") {
        @Override
        public String subject(String topic, boolean key, Schema schema) {
            return schema.getFullName();
        }
    },
    /** {@code <topic>-<record's full name>}: several event types in a topic. */
    TOPIC_RECORD("TopicRecordNameStrategy") {
        @Override
        public String subject(String topic, boolean key, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    private final String strategy;

    SubjectNames(String strategy) {
        this.strategy = strategy;
    }

    public abstract String subject(String topic, boolean key, Schema schema);

    /** @param strategy a class name, with or without package, of Confluent's or of ours */
    static SubjectNames named(String strategy) {
        String simple = strategy.substring(Math.max(strategy.lastIndexOf('.'), strategy.lastIndexOf('$')) + 1);
        for (SubjectNames names : values()) {
            if (names.strategy.equals(simple)) {
                return names;
            }
        }
        throw new ConfigException("The subject name strategy '" + strategy
                + "' is not known: use TopicRecordNameStrategy, TopicNameStrategy or RecordNameStrategy");
    }
}
