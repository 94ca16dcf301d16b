package io.mooring.notifier.hearing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks Kafka how far topics are written and how far a group has read them. Its connection is made when it is first asked. */
final class ReadOffsets implements AutoCloseable {

    private final Supplier<Admin> connect;
    private final String group;
    private final Supplier<Set<String>> topics;
    private @Nullable Admin admin;

    ReadOffsets(Supplier<Admin> connect, String group, Supplier<Set<String>> topics) {
        this.connect = connect;
        this.group = group;
        this.topics = topics;
    }

    Mono<Offsets> now() {
        return Mono.fromCallable(this::connected)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(this::read);
    }

    private synchronized Admin connected() {
        Admin known = admin;
        if (known == null) {
            known = connect.get();
            admin = known;
        }
        return known;
    }

    private Mono<Offsets> read(Admin kafka) {
        return of(kafka.describeTopics(topics.get()).allTopicNames())
                .map(found -> partitions(found.values()))
                .flatMap(partitions -> Mono.zip(
                        offsets(kafka, partitions, OffsetSpec.latest()),
                        offsets(kafka, partitions, OffsetSpec.earliest()),
                        committed(kafka)))
                .map(known -> new Offsets(known.getT1(), done(known.getT2(), known.getT3())));
    }

    private static Set<TopicPartition> partitions(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private Mono<Map<TopicPartition, OffsetAndMetadata>> committed(Admin kafka) {
        return of(kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    /** Where nothing was ever read, or what comes next was deleted, there is nothing to wait for but what is there. */
    private static Map<TopicPartition, Long> done(
            Map<TopicPartition, Long> earliest, Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, Long> done = new HashMap<>(earliest);
        committed.forEach((partition, at) -> {
            if (at != null) {
                done.merge(partition, at.offset(), Math::max);
            }
        });
        return done;
    }

    private static Mono<Map<TopicPartition, Long>> offsets(
            Admin kafka, Collection<TopicPartition> partitions, OffsetSpec which) {
        return of(kafka.listOffsets(partitions.stream().collect(Collectors.toMap(one -> one, one -> which)))
                        .all())
                .map(found ->
                        found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, ReadOffsets::offset)));
    }

    private static long offset(Map.Entry<TopicPartition, ListOffsetsResultInfo> found) {
        return found.getValue().offset();
    }

    private static <T> Mono<T> of(KafkaFuture<T> answer) {
        return Mono.fromCompletionStage(answer::toCompletionStage);
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
