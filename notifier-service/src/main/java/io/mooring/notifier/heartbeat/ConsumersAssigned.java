package io.mooring.notifier.heartbeat;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import reactor.core.publisher.Mono;

/**
 * Whether Kafka gave this service its place at every topic that it listens to. A place without partitions, beside another
 * instance that has them all, is one.
 */
final class ConsumersAssigned implements HeartbeatCheck, KafkaBindingRebalanceListener {

    private static final String INPUT = "-in-";

    private final BindingServiceProperties bindings;
    private final Set<String> assigned = ConcurrentHashMap.newKeySet();

    ConsumersAssigned(BindingServiceProperties bindings) {
        this.bindings = bindings;
    }

    @Override
    public String name() {
        return "consumers";
    }

    @Override
    public Mono<String> fault() {
        return Mono.fromSupplier(this::missing)
                .filter(missing -> !missing.isEmpty())
                .map(missing -> "Kafka has not assigned " + String.join(", ", missing));
    }

    private Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        bindings.getBindings().keySet().stream()
                .filter(name -> name.contains(INPUT) && !assigned.contains(name))
                .forEach(missing::add);
        return missing;
    }

    @Override
    public void onPartitionsAssigned(
            String binding, Consumer<?, ?> consumer, Collection<TopicPartition> partitions, boolean initial) {
        assigned.add(binding);
    }

    /** Also when they were lost without a word, after the broker gave this consumer up. */
    @Override
    public void onPartitionsRevokedAfterCommit(
            String binding, Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        assigned.remove(binding);
    }
}
