package io.mooring.platform.events.consumer;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that commits again, before its next poll, what Kafka did not note. Neither Kafka's consumer nor Spring's container
 * repeats a commit that nobody waits for: they leave it to the next one, which on a quiet partition may be days away. What was
 * committed anew since is left alone, and so is what this consumer had to give away. Used by one thread, as every consumer.
 */
final class CommitAgain implements InvocationHandler {

    private final Consumer<?, ?> kafka;
    private final Map<TopicPartition, OffsetAndMetadata> newest = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> missed = new HashMap<>();
    private OffsetCommitCallback listener = (_, _) -> {};

    private CommitAgain(Consumer<?, ?> kafka) {
        this.kafka = kafka;
    }

    @SuppressWarnings("unchecked")
    static <K, V> Consumer<K, V> of(Consumer<K, V> kafka) {
        return (Consumer<K, V>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, new CommitAgain(kafka));
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("poll")) {
            commitMissed();
        } else if (arguments != null && arguments.length == 2) {
            if (arguments[1] instanceof OffsetCommitCallback callback) {
                listener = callback;
                commit((Map<TopicPartition, OffsetAndMetadata>) arguments[0]);
                return null;
            }
            if (arguments[1] instanceof ConsumerRebalanceListener members) {
                arguments[1] = forgettingWhatIsGivenAway(members);
            }
        }
        try {
            return method.invoke(kafka, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        newest.putAll(offsets);
        missed.keySet().removeAll(offsets.keySet());
        kafka.commitAsync(offsets, this::answered);
    }

    private void answered(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        listener.onComplete(offsets, failure);
        if (failure != null) {
            offsets.forEach((partition, offset) -> {
                if (offset.equals(newest.get(partition))) {
                    missed.put(partition, offset);
                }
            });
        }
    }

    /** Not from the answer itself: while partitions are given out anew each attempt fails at once, until the next poll. */
    private void commitMissed() {
        if (!missed.isEmpty()) {
            commit(Map.copyOf(missed));
        }
    }

    private ConsumerRebalanceListener forgettingWhatIsGivenAway(ConsumerRebalanceListener members) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                members.onPartitionsAssigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                members.onPartitionsRevoked(partitions);
                forget(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                members.onPartitionsLost(partitions);
                forget(partitions);
            }
        };
    }

    private void forget(Collection<TopicPartition> partitions) {
        newest.keySet().removeAll(partitions);
        missed.keySet().removeAll(partitions);
    }
}
