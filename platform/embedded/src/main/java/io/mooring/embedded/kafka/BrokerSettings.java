package io.mooring.embedded.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A single node that asks for little memory and few threads. */
final class BrokerSettings {

    static final int NODE = 1;

    /** Always the same, so that a folder can be formatted again without asking what was in it. */
    static final String CLUSTER = "bW9vcmluZy1lbWJlZGRlZA";

    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Properties of(Path folder, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort,
                "listeners",
                "CLIENTS://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "CLIENTS://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "CLIENTS:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "inter.broker.listener.name",
                "CLIENTS",
                "controller.listener.names",
                CONTROLLER,
                "log.dirs",
                folder.toString(),
                "auto.create.topics.enable",
                "false"));
        properties.putAll(oneNode());
        properties.putAll(lowMemory());
        return properties;
    }

    private static Map<String, String> oneNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "controller.quorum.election.timeout.ms", "200",
                "controlled.shutdown.enable", "false");
    }

    /** Kafka's defaults are for a machine of its own: 128 MB for the cleaner alone, threads by the dozen. */
    private static Map<String, String> lowMemory() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "3",
                "background.threads", "2",
                "num.recovery.threads.per.data.dir", "2",
                "log.cleaner.threads", "1",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.cleaner.io.buffer.size", "65536",
                "log.index.size.max.bytes", "1048576",
                "log.segment.bytes", "67108864",
                "queued.max.requests", "64");
    }
}
