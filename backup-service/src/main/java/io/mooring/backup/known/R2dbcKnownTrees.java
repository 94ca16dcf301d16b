package io.mooring.backup.known;

import io.mooring.backup.source.tree.ChunkHash;
import io.mooring.backup.source.tree.ChunkPlace;
import io.mooring.backup.source.tree.KnownTrees;
import io.mooring.backup.source.tree.KnownTreesFailed;
import io.mooring.backup.source.tree.StoredTreeObject;
import io.mooring.backup.source.tree.TreeChain;
import io.mooring.platform.events.BlockingBridge;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Known trees in PostgreSQL: the tables known_tree…. Of each plan only the newest chain is kept. */
@Component
public final class R2dbcKnownTrees implements KnownTrees, CommitTree {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Forgetting a chain of millions of chunks takes its time. */
    private static final Duration PATIENCE_TO_FORGET = Duration.ofMinutes(10);

    private static final HexFormat HEX = HexFormat.of();

    private static final String FORGET = """
            DELETE FROM known_tree WHERE plan_id = :plan AND (NOT committed OR chain_id NOT IN
              (SELECT chain_id FROM known_tree WHERE plan_id = :plan AND committed ORDER BY run_id DESC LIMIT 1))""";

    private static final String FORGET_INDEXES = """
            DELETE FROM known_tree_index WHERE run_id IN (SELECT run_id FROM known_tree WHERE plan_id = :plan)
              AND run_id NOT IN (SELECT run_id FROM known_tree WHERE plan_id = :plan AND committed
                                 ORDER BY run_id DESC LIMIT 1)""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    public R2dbcKnownTrees(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> commit(String runId) {
        return database.sql("UPDATE known_tree SET committed = true WHERE run_id = :run")
                .bind("run", runId)
                .then();
    }

    @Override
    public Optional<TreeChain> chain(String planId) {
        return Optional.ofNullable(await(
                database.sql("SELECT chain_id FROM known_tree WHERE plan_id = :plan AND committed"
                                + " ORDER BY run_id DESC LIMIT 1")
                        .bind("plan", planId)
                        .map(row -> text(row, "chain_id"))
                        .one()
                        .flatMap(this::chainOf),
                PATIENCE));
    }

    private Mono<TreeChain> chainOf(String chainId) {
        Mono<List<Member>> members = database.sql(
                        "SELECT run_id, began_at, recipients FROM known_tree WHERE chain_id = :chain AND committed ORDER BY run_id")
                .bind("chain", chainId)
                .map(row -> new Member(
                        text(row, "run_id"),
                        Objects.requireNonNull(row.get("began_at", OffsetDateTime.class))
                                .toInstant(),
                        Set.of(Objects.requireNonNull(row.get("recipients", String[].class)))))
                .all()
                .collectList();
        Mono<List<StoredTreeObject>> objects = database.sql("""
                        SELECT o.* FROM known_tree_object o JOIN known_tree USING (run_id)
                        WHERE chain_id = :chain AND committed ORDER BY run_id, name""")
                .bind("chain", chainId)
                .map(R2dbcKnownTrees::object)
                .all()
                .collectList();
        // A chain whose full run is not known any more is none.
        return members.filter(all -> all.getFirst().runId().equals(chainId))
                .zipWith(
                        objects,
                        (all, stored) -> new TreeChain(
                                chainId,
                                all.getFirst().beganAt(),
                                all.stream().map(Member::runId).toList(),
                                stored,
                                TreeChain.inAll(
                                        all.stream().map(Member::recipients).toList())));
    }

    private record Member(String runId, Instant beganAt, Set<String> recipients) {}

    @Override
    public Optional<byte[]> indexBlock(String runId, int number) {
        return Optional.ofNullable(await(
                database.sql("SELECT block FROM known_tree_index JOIN known_tree USING (run_id)"
                                + " WHERE run_id = :run AND number = :number AND committed")
                        .bind("run", runId)
                        .bind("number", number)
                        .map(row -> Objects.requireNonNull(row.get("block", byte[].class)))
                        .one(),
                PATIENCE));
    }

    @Override
    public void begin(String runId, String planId, String chainId, Instant startedAt, Set<String> recipients) {
        Mono<Void> begun = database.sql(FORGET)
                .bind("plan", planId)
                .then()
                .then(database.sql(FORGET_INDEXES).bind("plan", planId).then())
                .then(database.sql("INSERT INTO known_tree (run_id, plan_id, chain_id, began_at, recipients)"
                                + " VALUES (:run, :plan, :chain, :began, :recipients)")
                        .bind("run", runId)
                        .bind("plan", planId)
                        .bind("chain", chainId)
                        .bind("began", startedAt.atOffset(ZoneOffset.UTC))
                        .bind("recipients", recipients.toArray(String[]::new))
                        .then());
        await(transaction.transactional(begun), PATIENCE_TO_FORGET);
    }

    @Override
    public Map<ChunkHash, ChunkPlace> find(String chainId, String runId, Collection<ChunkHash> chunks) {
        return Objects.requireNonNull(await(
                database.sql("""
                                SELECT encode(sha256, 'hex') AS hash, run_id, object
                                FROM known_tree JOIN known_tree_chunk USING (run_id)
                                WHERE chain_id = :chain AND (committed OR run_id = :run)
                                  AND sha256 IN (SELECT decode(asked.hash, 'hex') FROM unnest(:hashes) AS asked(hash))""")
                        .bind("chain", chainId)
                        .bind("run", runId)
                        .bind("hashes", chunks.stream().map(ChunkHash::toString).toArray(String[]::new))
                        .map(R2dbcKnownTrees::found)
                        .all()
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue),
                PATIENCE));
    }

    private static Map.Entry<ChunkHash, ChunkPlace> found(Readable row) {
        return Map.entry(
                new ChunkHash(HEX.parseHex(text(row, "hash"))),
                new ChunkPlace(text(row, "run_id"), text(row, "object")));
    }

    @Override
    public void noteChunks(String runId, Map<ChunkHash, ChunkPlace> chunks) {
        List<Map.Entry<ChunkHash, ChunkPlace>> entries = List.copyOf(chunks.entrySet());
        await(
                database.sql("INSERT INTO known_tree_chunk (run_id, sha256, object)"
                                + " SELECT :run, decode(noted.hash, 'hex'), noted.object"
                                + " FROM unnest(:hashes, :objects) AS noted(hash, object)")
                        .bind("run", runId)
                        .bind(
                                "hashes",
                                entries.stream()
                                        .map(entry -> entry.getKey().toString())
                                        .toArray(String[]::new))
                        .bind(
                                "objects",
                                entries.stream()
                                        .map(entry -> entry.getValue().object())
                                        .toArray(String[]::new))
                        .then(),
                PATIENCE);
    }

    @Override
    public void noteIndexBlock(String runId, int number, byte[] block) {
        await(
                database.sql("INSERT INTO known_tree_index (run_id, number, block) VALUES (:run, :number, :block)")
                        .bind("run", runId)
                        .bind("number", number)
                        .bind("block", block)
                        .then(),
                PATIENCE);
    }

    @Override
    public void noteObjects(String runId, List<StoredTreeObject> objects) {
        await(
                database.sql("INSERT INTO known_tree_object (run_id, name, bytes, sha256)"
                                + " SELECT :run, stored.* FROM unnest(:names, :bytes, :hashes) AS stored")
                        .bind("run", runId)
                        .bind(
                                "names",
                                objects.stream().map(StoredTreeObject::name).toArray(String[]::new))
                        .bind(
                                "bytes",
                                objects.stream().map(StoredTreeObject::bytes).toArray(Long[]::new))
                        .bind(
                                "hashes",
                                objects.stream().map(StoredTreeObject::sha256).toArray(String[]::new))
                        .then(),
                PATIENCE);
    }

    private static <T> @Nullable T await(Mono<T> statement, Duration patience) {
        try {
            return BlockingBridge.await(statement, patience);
        } catch (RuntimeException failure) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
            String words = cause.getMessage();
            throw new KnownTreesFailed(
                    "The database of backup-service failed while it was asked or told which files are backed up: "
                            + (words == null ? cause.getClass().getSimpleName() : words),
                    failure);
        }
    }

    private static StoredTreeObject object(Readable row) {
        return new StoredTreeObject(
                text(row, "run_id"),
                text(row, "name"),
                Objects.requireNonNull(row.get("bytes", Long.class)),
                text(row, "sha256"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
