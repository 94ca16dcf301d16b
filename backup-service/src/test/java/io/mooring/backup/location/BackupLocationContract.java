package io.mooring.backup.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every location does, whatever stands behind it. */
public abstract class BackupLocationContract {

    private static final int MIB = 1024 * 1024;

    private BackupLocation location;

    /** An empty location. */
    protected abstract BackupLocation emptyLocation() throws Exception;

    /** Whether anything unfinished lies there, seen from behind the location's back. */
    protected abstract boolean hasLeftovers() throws Exception;

    @BeforeEach
    void open() throws Exception {
        location = emptyLocation();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 17 * MIB})
    void readsBackWhatWasWritten(int size) throws Exception {
        byte[] content = random(size);
        write("plan/run/data.bin", content);

        assertThat(read("plan/run/data.bin")).isEqualTo(content);
        assertThat(location.list("plan/run/")).containsExactly(new StoredObject("plan/run/data.bin", size));
        assertThat(hasLeftovers()).isFalse();
    }

    @Test
    void showsNothingBeforeTheCommit() throws Exception {
        try (ObjectSink sink = location.create("plan/run/data.bin")) {
            sink.write(random(6 * MIB), 0, 6 * MIB);

            assertThat(location.list("")).isEmpty();
            assertThatThrownBy(() -> location.open("plan/run/data.bin")).isInstanceOf(LocationFailure.class);
            sink.commit();
        }
        assertThat(location.list("")).hasSize(1);
    }

    @Test
    void leavesNothingWhenClosedWithoutCommit() throws Exception {
        try (ObjectSink sink = location.create("plan/run/data.bin")) {
            sink.write(random(11 * MIB), 0, 11 * MIB);
        }

        assertThat(location.list("")).isEmpty();
        assertThat(hasLeftovers()).isFalse();
    }

    @Test
    void neverOverwritesAnObject() throws Exception {
        write("plan/run/data.bin", new byte[] {1});

        assertThatThrownBy(() -> write("plan/run/data.bin", new byte[] {2}))
                .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                .extracting(LocationFailure::fault)
                .isEqualTo(LocationFault.EXISTS);
        assertThat(read("plan/run/data.bin")).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6 * MIB})
    void theSecondOfTwoWritersOfAKeyIsTold(int size) throws Exception {
        try (ObjectSink late = location.create("plan/run/data.bin")) {
            late.write(random(size), 0, size);
            write("plan/run/data.bin", new byte[] {1});

            assertThatThrownBy(late::commit)
                    .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                    .extracting(LocationFailure::fault)
                    .isEqualTo(LocationFault.EXISTS);
        }
        assertThat(read("plan/run/data.bin")).containsExactly(1);
        assertThat(hasLeftovers()).isFalse();
    }

    @Test
    void listsByPrefixInOrder() throws Exception {
        for (String key : List.of("b/run/x", "a/run2/y", "a/run1/z", "a/run1/a")) {
            write(key, new byte[3]);
        }

        assertThat(location.list(""))
                .extracting(StoredObject::key)
                .containsExactly("a/run1/a", "a/run1/z", "a/run2/y", "b/run/x");
        assertThat(location.list("a/run1/")).extracting(StoredObject::key).containsExactly("a/run1/a", "a/run1/z");
        assertThat(location.list("c/")).isEmpty();
    }

    @Test
    void deletesAndDoesNotMindWhenThereIsNothing() throws Exception {
        write("plan/run/data.bin", new byte[3]);

        location.delete("plan/run/data.bin");
        location.delete("plan/run/data.bin");
        assertThat(location.list("")).isEmpty();
    }

    @Test
    void saysThatAnObjectIsNotThere() {
        assertThatThrownBy(() -> location.open("plan/run/data.bin"))
                .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                .extracting(LocationFailure::fault)
                .isEqualTo(LocationFault.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "a/b/c/d",
                "/a/b/c",
                "a//c",
                "../b/c",
                "a/../c",
                "a/b/..",
                "a/b/.c",
                "a/b/c\n",
                "a\\b/c/d",
                "a/b/ä",
                "a/b/c\0"
            })
    void refusesWhatIsNoKey(String key) {
        assertThatThrownBy(() -> location.create(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> location.open(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> location.delete(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isHealthyWhenItIs() {
        assertThat(location.check().state()).isNotEqualTo(LocationHealth.State.DOWN);
    }

    @Test
    void anInterruptEndsTheWritingAndLeavesNothing() throws Exception {
        try (ObjectSink sink = location.create("plan/run/data.bin")) {
            sink.write(random(6 * MIB), 0, 6 * MIB);
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> {
                        sink.write(random(40 * MIB), 0, 40 * MIB);
                        sink.commit();
                    })
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(location.list("")).isEmpty();
        assertThat(hasLeftovers()).isFalse();
    }

    @Test
    @SuppressWarnings("resource") // abandoned on purpose: nobody closes the sinks of a process that was killed
    void removesWhatAbandonedRunsLeftAndNothingElse() throws Exception {
        write("plan/done/data.bin", new byte[3]);
        write("plan/done/manifest.json", new byte[3]);
        write("plan/dead/data.bin", new byte[3]);
        write("plan/live/data.bin", new byte[3]);
        location.create("plan/dead/more.bin").write(random(6 * MIB), 0, 6 * MIB);
        ObjectSink live = location.create("plan/live/more.bin");
        live.write(random(6 * MIB), 0, 6 * MIB);

        int removed = location.abortLeftovers(run -> !run.equals("live"));

        assertThat(removed).isEqualTo(2);
        live.commit();
        assertThat(location.list(""))
                .extracting(StoredObject::key)
                .containsExactly(
                        "plan/done/data.bin", "plan/done/manifest.json", "plan/live/data.bin", "plan/live/more.bin");
        assertThat(hasLeftovers()).isFalse();
    }

    @Test
    void servesManyWritersAtOnce() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String key = "plan/run" + i % 3 + "/data." + i;
                byte[] content = random(100_000 + i);
                writers.add(executor.submit(() -> {
                    write(key, content);
                    return true;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(location.list("")).hasSize(12);
    }

    private void write(String key, byte[] content) throws Exception {
        try (ObjectSink sink = location.create(key)) {
            int half = content.length / 2;
            sink.write(content, 0, half);
            sink.write(content, half, content.length - half);
            sink.commit();
        }
    }

    private byte[] read(String key) throws Exception {
        try (InputStream in = location.open(key)) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
