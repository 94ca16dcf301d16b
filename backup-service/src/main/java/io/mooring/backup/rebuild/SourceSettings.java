package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server must be given to answer while it recovers: at least what its source had, wherever in the WAL it is. The control file tells
 * what the source had when it was copied; once a server has come to a record that the source was given more, it tells that, and the
 * server that stops there has already written it (xlog_redo, XLOG_PARAMETER_CHANGE).
 */
final class SourceSettings {

    /** What pg_controldata calls them. */
    private static final Map<String, String> NAMES = Map.of(
            "max_connections setting", "max_connections",
            "max_worker_processes setting", "max_worker_processes",
            "max_wal_senders setting", "max_wal_senders",
            "max_prepared_xacts setting", "max_prepared_transactions",
            "max_locks_per_xact setting", "max_locks_per_transaction");

    private final RecoverCluster cluster;
    /** The most that was told: it may have been given less again, and what led there may be replayed again. */
    private final Map<String, Long> most = new TreeMap<>();

    SourceSettings(RecoverCluster cluster) {
        this.cluster = cluster;
    }

    /** Asks the control file, with no server over it. Returns whether it tells of more than before. */
    boolean ask() throws IOException, InterruptedException {
        Path answer = cluster.folder().resolve("control.txt");
        try (Tool control = Tool.start(
                cluster.account().prefix(),
                cluster.folder(),
                answer,
                cluster.folder().resolve("control.log"),
                List.of(
                        cluster.programs().program("pg_controldata"),
                        cluster.data().toString()))) {
            Tool.Said said = control.end();
            if (!said.good()) {
                throw new IOException("pg_controldata said: " + said.words());
            }
        }
        return note(Files.readAllLines(answer, StandardCharsets.ISO_8859_1));
    }

    private boolean note(List<String> lines) {
        boolean more = false;
        for (String line : lines) {
            String[] told = line.split(":", 2);
            String name = NAMES.get(told[0]);
            if (name != null) {
                long value = Long.parseLong(told[1].strip());
                Long before = most.put(name, Math.max(value, most.getOrDefault(name, value)));
                more = more || before == null || value > before;
            }
        }
        return more;
    }

    /** Each as {@code name=value}. */
    List<String> settings() {
        return most.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
    }
}
