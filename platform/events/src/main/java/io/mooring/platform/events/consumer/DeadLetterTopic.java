package io.mooring.platform.events.consumer;

/** Where a group keeps the records of a topic that it gave up on. */
public final class DeadLetterTopic {

    private DeadLetterTopic() {}

    public static String of(String topic, String group) {
        return topic + "." + group + ".dlt";
    }
}
