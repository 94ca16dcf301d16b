package io.mooring.backup.location;

import io.mooring.testkit.disk.FullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder on a disk that is full, read-only, or taken away under the feet of whoever writes to it. */
class DirectoryFaultsIT extends LocationFaultsContract<DirectoryFaultsIT.Place> {

    /** A folder on a disk of its own. */
    record Place(FullDisk disk, DirectoryLocation location) implements Trouble.Place {

        @Override
        public String name() {
            return "The folder " + disk.folder();
        }

        @Override
        public boolean hasLeftovers() throws IOException {
            try (Stream<Path> files = Files.walk(disk.folder())) {
                return files.anyMatch(file -> file.getFileName().toString().endsWith(".part"));
            }
        }

        @Override
        public void close() {
            disk.close();
        }

        Path moved() {
            return disk.folder().resolve("moved");
        }
    }

    @Override
    protected Place emptyPlace() {
        FullDisk disk = FullDisk.ofBytes(32 * MIB);
        return new Place(disk, new DirectoryLocation("nas", disk.folder(), 0));
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    protected Stream<Trouble<Place>> whileWriting(int bytes) {
        Trouble.Step<Place> nothing = place -> {};
        Stream<Trouble<Place>> always = Stream.of(
                trouble(
                        "full",
                        place -> place.disk().fill(),
                        nothing,
                        place -> place.disk().freeUp(),
                        "is full: No space left"),
                trouble(
                        "read-only",
                        place -> place.disk().makeReadOnly(),
                        nothing,
                        place -> place.disk().makeWritable(),
                        "cannot be written: Read-only"),
                trouble(
                        "the folder moved away halfway",
                        nothing,
                        place -> Files.move(place.disk().folder().resolve("plan"), place.moved()),
                        place -> Files.move(place.moved(), place.disk().folder().resolve("plan")),
                        "taken away"),
                trouble(
                        "unmounted halfway",
                        nothing,
                        place -> place.disk().takeAway(),
                        place -> place.disk().bringBack(),
                        "nothing is mounted|taken away"));
        Stream<Trouble<Place>> large = Stream.of(trouble(
                "full halfway",
                nothing,
                place -> place.disk().fill(),
                place -> place.disk().freeUp(),
                "is full: No space left"));
        return bytes > MIB ? Stream.concat(always, large) : always;
    }

    @Override
    protected Stream<Trouble<Place>> whileAsking() {
        Trouble.Step<Place> nothing = place -> {};
        return Stream.of(
                trouble(
                        "unmounted",
                        place -> place.disk().takeAway(),
                        nothing,
                        place -> place.disk().bringBack(),
                        "nothing is mounted"),
                trouble(
                        "read-only",
                        place -> place.disk().makeReadOnly(),
                        nothing,
                        place -> place.disk().makeWritable(),
                        "cannot be written: Read-only"));
    }

    private static Trouble<Place> trouble(
            String name,
            Trouble.Step<Place> atFirst,
            Trouble.Step<Place> halfway,
            Trouble.Step<Place> over,
            String words) {
        Trouble.End end = name.contains("full") ? Trouble.End.FAILS_CLEAN : Trouble.End.FAILS;
        return new Trouble<>(name, atFirst, halfway, over, end, Pattern.compile(words));
    }
}
