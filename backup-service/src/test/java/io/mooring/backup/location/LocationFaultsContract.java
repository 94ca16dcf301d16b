package io.mooring.backup.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every location does when something goes wrong: a write ends with exactly the bytes there, or with a failure that names
 * location and cause, soon, and without an object; what is read is exact or fails.
 */
abstract class LocationFaultsContract<P extends Trouble.Place> {

    /** At the same time: most of a trouble is waiting. */
    private static final int AT_ONCE = 6;

    static final String KEY = "plan/run/data.bin";
    static final int MIB = 1024 * 1024;

    /** An empty location without any trouble, closed by the caller. */
    protected abstract P emptyPlace() throws Exception;

    /** How long a failure may take at most. */
    protected abstract Duration patience();

    /** Troubles for who writes so many bytes. */
    protected abstract Stream<Trouble<P>> whileWriting(int bytes);

    /** Troubles for who reads, lists or deletes. */
    protected abstract Stream<Trouble<P>> whileAsking();

    @TestFactory
    Stream<DynamicTest> aSmallObjectIsWrittenWholeOrNotAtAll() {
        return each(whileWriting(1000), (place, trouble) -> writesWholeOrNothing(place, trouble, 1000));
    }

    @TestFactory
    Stream<DynamicTest> aLargeObjectIsWrittenWholeOrNotAtAll() {
        return each(whileWriting(12 * MIB), (place, trouble) -> writesWholeOrNothing(place, trouble, 12 * MIB));
    }

    @TestFactory
    Stream<DynamicTest> whatIsReadIsExactOrFails() {
        return each(whileAsking(), (place, trouble) -> {
            byte[] content = random(6 * MIB);
            BackupLocation location = holding(place, content);
            trouble.atFirst().take(place);
            byte[] read = null;
            try {
                read = read(location);
            } catch (LocationFailure failure) {
                assertWords(place, failure, trouble);
            } catch (IOException cut) {
                assertThat(cut).isNotNull();
            }
            trouble.over().take(place);

            assertThat(read).isIn(null, content);
            assertThat(read(location)).isEqualTo(content);
        });
    }

    @TestFactory
    Stream<DynamicTest> aListIsWholeOrFails() {
        return each(whileAsking(), (place, trouble) -> {
            BackupLocation location = holding(place, random(3));
            trouble.atFirst().take(place);
            List<StoredObject> listed = null;
            try {
                listed = location.list("");
            } catch (LocationFailure failure) {
                assertWords(place, failure, trouble);
            }
            trouble.over().take(place);

            if (listed != null || trouble.end() == Trouble.End.RIDDEN_OUT) {
                assertThat(listed).containsExactly(new StoredObject(KEY, 3));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aDeletionIsDoneOrFails() {
        return each(whileAsking(), (place, trouble) -> {
            BackupLocation location = holding(place, random(3));
            trouble.atFirst().take(place);
            Throwable failure = catchThrowable(() -> location.delete(KEY));
            trouble.over().take(place);

            if (failure == null) {
                assertThat(location.list("")).isEmpty();
            } else {
                assertWords(place, failure, trouble);
                location.delete(KEY);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatLastsIsShownAsDown() {
        return each(whileAsking().filter(trouble -> trouble.end() == Trouble.End.FAILS), (place, trouble) -> {
            BackupLocation location = holding(place, random(3));
            trouble.atFirst().take(place);
            LocationHealth health = location.check();
            trouble.over().take(place);

            assertThat(health.state()).isEqualTo(LocationHealth.State.DOWN);
            assertThat(health.reason()).contains(place.name());
            assertThat(location.check().state()).isNotEqualTo(LocationHealth.State.DOWN);
        });
    }

    private void writesWholeOrNothing(P place, Trouble<P> trouble, int size) throws Exception {
        BackupLocation location = place.location();
        byte[] content = random(size);
        long start = System.nanoTime();
        trouble.atFirst().take(place);
        Throwable failure = catchThrowable(
                () -> write(location, content, () -> trouble.halfway().take(place)));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        trouble.over().take(place);

        if (trouble.end() == Trouble.End.RIDDEN_OUT) {
            assertThat(failure).isNull();
        } else {
            assertNothingWritten(place, failure, trouble, took);
            write(location, content, () -> {});
        }
        assertThat(read(location)).isEqualTo(content);
        assertThat(location.list("")).containsExactly(new StoredObject(KEY, size));
        assertThat(place.hasLeftovers()).isFalse();
    }

    private void assertNothingWritten(P place, @Nullable Throwable failure, Trouble<P> trouble, Duration took)
            throws Exception {
        assertWords(place, failure, trouble);
        BackupLocation location = place.location();
        assertThat(took).isLessThan(patience());
        if (trouble.end() == Trouble.End.FAILS) {
            location.abortLeftovers(run -> true);
        }
        assertThat(location.list("")).isEmpty();
        assertThatThrownBy(() -> location.open(KEY))
                .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                .extracting(LocationFailure::fault)
                .isEqualTo(LocationFault.NOT_FOUND);
        assertThat(place.hasLeftovers()).isFalse();
    }

    private void assertWords(P place, @Nullable Throwable failure, Trouble<P> trouble) {
        assertThat(failure).isInstanceOf(LocationFailure.class);
        assertThat(failure)
                .hasMessageContaining(place.name())
                .hasMessageFindingMatch(trouble.words().pattern());
        assertThat(trouble.end()).isNotEqualTo(Trouble.End.RIDDEN_OUT);
    }

    private interface Step {
        void take() throws Exception;
    }

    private interface Check<P extends Trouble.Place> {
        void of(P place, Trouble<P> trouble) throws Exception;
    }

    private Stream<DynamicTest> each(Stream<Trouble<P>> troubles, Check<P> check) {
        ExecutorService crew = Executors.newFixedThreadPool(AT_ONCE);
        List<DynamicTest> tests = troubles.map(trouble -> {
                    Future<?> done = crew.submit(() -> {
                        try (P place = emptyPlace()) {
                            check.of(place, trouble);
                        }
                        return null;
                    });
                    return DynamicTest.dynamicTest(trouble.name(), () -> await(done));
                })
                .toList();
        crew.shutdown();
        return tests.stream();
    }

    private static void await(Future<?> done) throws Throwable {
        try {
            done.get();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private BackupLocation holding(P place, byte[] content) throws Exception {
        BackupLocation location = place.location();
        write(location, content, () -> {});
        return location;
    }

    private static void write(BackupLocation location, byte[] content, Step halfway) throws Exception {
        try (ObjectSink sink = location.create(KEY)) {
            int half = content.length / 2;
            sink.write(content, 0, half);
            halfway.take();
            sink.write(content, half, content.length - half);
            sink.commit();
        }
    }

    private static byte[] read(BackupLocation location) throws Exception {
        try (InputStream in = location.open(KEY)) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
