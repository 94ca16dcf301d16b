package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.key.Secret;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.pipeline.SealFile;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SslMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver writes is sealed in its order, however fast it writes. */
class SealWalIT {

    private static final GpgHome GPG = new GpgHome();
    private static final SegmentSize SIZE = new SegmentSize(1 << 20);

    @TempDir
    Path state;

    private final List<String> sealed = new ArrayList<>();
    private WalFolder folder;

    @BeforeEach
    void begins() throws Exception {
        folder = new WalFolder(state, "main");
        folder.prepare();
    }

    @AfterAll
    static void forgets() {
        GPG.close();
    }

    @Test
    void aSegmentThatIsBeingFilledDoesNotOvertakeThoseThatWereCompletedMeanwhile() throws Exception {
        write(1, "");
        write(2, ".partial");
        SealWal seal = sealing(this::receiveThreeMore);

        seal.complete();
        seal.partial(null);

        assertThat(sealed).containsExactly(WalObject.name(name(1)));

        seal.complete();
        seal.partial(null);

        assertThat(sealed)
                .startsWith(
                        WalObject.name(name(1)),
                        WalObject.name(name(2)),
                        WalObject.name(name(3)),
                        WalObject.name(name(4)))
                .hasSize(5)
                .last()
                .asString()
                .startsWith(name(5));
        assertThat(folder.segments(SIZE)).extracting(Path::getFileName).hasToString("[" + name(4) + "]");
    }

    /** While the first is sealed. */
    private void receiveThreeMore() {
        if (sealed.size() == 1) {
            try {
                Files.move(path(2, ".partial"), path(2, ""));
                write(3, "");
                write(4, "");
                write(5, ".partial");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private SealWal sealing(Runnable meanwhile) throws Exception {
        WalTask task = new WalTask(
                "main",
                "Main",
                new ClusterSource("db", 5432, "keeper", Secret.of(""), SslMode.PREFER),
                List.of(new InMemoryLocation("near")),
                new SealFile(List.of(Recipient.read(GPG.curve25519("Operations <ops@example.org>"))), 1),
                null,
                Duration.ofSeconds(2),
                Duration.ZERO,
                1 << 30,
                state,
                List.of());
        return new SealWal(task, folder, SIZE, 8192, InstantSource.system(), List.of(), object -> {
            sealed.add(object.name());
            meanwhile.run();
        });
    }

    private void write(int number, String suffix) throws IOException {
        byte[] wal = new byte[SIZE.bytes()];
        Arrays.fill(wal, 0, suffix.isEmpty() ? wal.length : wal.length / 2, (byte) 7);
        Files.write(path(number, suffix), wal);
    }

    private Path path(int number, String suffix) {
        return folder.received().resolve(name(number) + suffix);
    }

    private static String name(int number) {
        return new Segment(1, number).name(SIZE);
    }
}
