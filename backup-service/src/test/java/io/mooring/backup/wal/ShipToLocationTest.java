package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.Secret;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.pipeline.SealFile;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SslMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipToLocationTest {

    private static final byte[] SEALED = "sealed".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "damage".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path state;

    private final InMemoryLocation near = new InMemoryLocation("near");
    private final InMemoryLocation far = new InMemoryLocation("far");
    private final Backlog backlog = new Backlog(List.of("near", "far"));
    private final List<String> noted = new ArrayList<>();
    private WalFolder folder;
    private WalTask task;
    private WalObject object;
    private ShipToLocation toFar;

    @BeforeEach
    void begins() throws Exception {
        folder = new WalFolder(state, "main");
        folder.prepare();
        task = new WalTask(
                "main",
                "Main",
                new ClusterSource("db", 5432, "keeper", Secret.of(""), SslMode.PREFER),
                List.of(near, far),
                new SealFile(List.of(), 1),
                null,
                Duration.ofSeconds(2),
                Duration.ZERO,
                1 << 30,
                state,
                List.of());
        Segment segment = new Segment(1, 1);
        object = new WalObject(
                WalObject.name(segment.name(SegmentSize.STANDARD)),
                WalKind.SEGMENT,
                1,
                1,
                segment.end(SegmentSize.STANDARD),
                10,
                SEALED.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(SEALED)),
                null,
                Instant.EPOCH);
        toFar = new ShipToLocation(task, far, folder, backlog, new Noting());
    }

    @Test
    void storesWhatLiesHere() throws Exception {
        Files.write(folder.sealed(object.name()), SEALED);
        backlog.add(object, Set.of());
        assertThat(toFar.shipped()).isTrue();
        assertThat(at(far)).isEqualTo(SEALED);
        assertThat(noted).containsExactly("stored at far");
    }

    @Test
    void takesWhatIsThereAlreadyForStoredOnlyIfItIsTheSame() throws Exception {
        Files.write(folder.sealed(object.name()), SEALED);
        put(far, SEALED);
        backlog.add(object, Set.of());
        assertThat(toFar.shipped()).isTrue();
        assertThat(noted).containsExactly("stored at far");
    }

    @Test
    void saysThatSomethingElseLiesUnderTheName() throws Exception {
        Files.write(folder.sealed(object.name()), SEALED);
        put(far, OTHER);
        backlog.add(object, Set.of());
        assertThat(toFar.shipped()).isFalse();
        assertThat(toFar.fault().orElseThrow().message())
                .contains(object.name())
                .contains("not the WAL that was sealed");
        assertThat(noted).isEmpty();
    }

    @Test
    void fetchesFromAnotherLocationWhatIsNotHereAnyMore() throws Exception {
        put(near, SEALED);
        backlog.add(object, Set.of("near"));
        assertThat(toFar.shipped()).isTrue();
        assertThat(at(far)).isEqualTo(SEALED);
    }

    @Test
    void doesNotSpreadADamagedCopy() throws Exception {
        put(near, OTHER);
        backlog.add(object, Set.of("near"));
        assertThat(toFar.shipped()).isFalse();
        assertThat(far.list("main/")).isEmpty();
        assertThat(noted).isEmpty();
    }

    @Test
    void givesUpOnlyWhatIsNowhereAnyMore() throws Exception {
        backlog.add(object, Set.of());
        assertThat(toFar.shipped()).isTrue();
        assertThat(noted).containsExactly("lost");
        assertThat(backlog.objects()).isEmpty();
    }

    @Test
    void removesPartialSegmentsThatNobodyNotedAndNothingElse() throws Exception {
        String segment = "000000010000000000000005";
        for (String name : List.of(
                segment + ".00000100.partial.zst.pgp",
                segment + ".00000200.partial.zst.pgp",
                "000000010000000000000004.00000300.partial.zst.pgp",
                "000000010000000000000004.zst.pgp")) {
            put(far, "main/wal/" + name, SEALED);
        }
        assertThat(toFar.shipped()).isTrue();
        assertThat(far.list("main/wal/"))
                .extracting(StoredObject::key)
                .containsExactly(
                        "main/wal/000000010000000000000004.zst.pgp",
                        "main/wal/" + segment + ".00000200.partial.zst.pgp");
    }

    private void put(InMemoryLocation location, byte[] bytes) throws Exception {
        put(location, object.key("main"), bytes);
    }

    private void put(InMemoryLocation location, String key, byte[] bytes) throws Exception {
        try (ObjectSink sink = location.create(key)) {
            sink.write(bytes, 0, bytes.length);
            sink.commit();
        }
    }

    private byte[] at(InMemoryLocation location) throws Exception {
        return location.open(object.key("main")).readAllBytes();
    }

    private final class Noting implements ShipToLocation.Note {

        @Override
        public void stored(WalObject stored, String location) {
            noted.add("stored at " + location);
        }

        @Override
        public void removed(WalObject removed, String location) {
            noted.add("removed at " + location);
        }

        @Override
        public void lost(WalObject lost) {
            noted.add("lost");
        }
    }
}
