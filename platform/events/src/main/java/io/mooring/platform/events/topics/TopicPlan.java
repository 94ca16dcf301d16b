package io.mooring.platform.events.topics;

import io.mooring.platform.events.consumer.DeadLetterTopic;
import io.mooring.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic as it should be.
 *
 * @param settings topic-level settings by Kafka's names
 */
record TopicPlan(String name, int partitions, Map<String, String> settings) {

    /** Room for a record of the largest size with the failure in its headers. */
    private static final String LARGEST_LETTER_BYTES = Integer.toString(4 * 1024 * 1024);

    static TopicPlan of(Topic topic) {
        return new TopicPlan(topic.name(), topic.partitions(), topic.settings());
    }

    /** One partition, so that letters are listed in the order of their failures; kept until somebody decides. */
    static TopicPlan deadLetters(String topic, String group) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", "-1");
        settings.put("max.message.bytes", LARGEST_LETTER_BYTES);
        return new TopicPlan(DeadLetterTopic.of(topic, group), 1, settings);
    }

    NewTopic toCreate(short replicationFactor) {
        Optional<Short> copies = replicationFactor == -1 ? Optional.empty() : Optional.of(replicationFactor);
        return new NewTopic(name, Optional.of(partitions), copies).configs(settings);
    }

    /** In words, what is different from this plan; empty when nothing is. */
    List<String> differences(int partitionsThere, Map<String, String> settingsThere) {
        List<String> differences = new ArrayList<>();
        if (partitionsThere != partitions) {
            differences.add("has " + partitionsThere + " partitions instead of " + partitions);
        }
        settings.forEach((name, wanted) -> {
            String there = settingsThere.get(name);
            if (there != null && !there.equals(wanted)) {
                differences.add(name + " is " + there + " instead of " + wanted);
            }
        });
        return differences;
    }
}
