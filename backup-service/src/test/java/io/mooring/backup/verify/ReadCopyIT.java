package io.mooring.backup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.TrustedSigners;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.S3Location;
import io.mooring.backup.pipeline.SampleBackup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy is good when every byte is what was written, and whatever is not is named. */
class ReadCopyIT {

    @TempDir
    static Path root;

    private static SampleBackup sample;
    private static InMemoryLocation written;
    private static S3Location bucket;
    private static BackupLocation folder;

    private final InMemoryLocation copy = new InMemoryLocation("copy");

    @BeforeAll
    static void takesABackup() throws Exception {
        written = new InMemoryLocation("memory");
        bucket = SampleBackup.bucket("bucket");
        folder = new DirectoryLocation("folder", root, 0);
        sample = SampleBackup.ofOddDatabase(written, bucket, folder);
        assertThat(sample.manifest().data().chunks()).hasSizeGreaterThan(3);
    }

    @BeforeEach
    void copies() throws Exception {
        for (var object : written.list("")) {
            put(object.key(), bytes(object.key()));
        }
    }

    @Test
    void passesWhatWasWrittenInEveryKindOfLocation() throws Exception {
        for (BackupLocation location : List.of(bucket, folder, copy)) {
            CopyReading reading = read(location);

            assertThat(reading.present().verdict())
                    .as(reading.present().reason())
                    .isEqualTo(Verdict.PASSED);
            assertThat(reading.present().reason()).contains("signature is right");
            assertThat(reading.objectsRead())
                    .isEqualTo(reading.objects())
                    .isEqualTo(sample.manifest().data().objects().size());
            assertThat(reading.bytesRead())
                    .isEqualTo(reading.bytes())
                    .isEqualTo(sample.manifest().data().storedBytes());
            assertThat(reading.damages()).isEmpty();
        }
    }

    @Test
    void namesTheObjectWithAFlippedByte() throws Exception {
        String key = chunk(2);
        byte[] bytes = bytes(key);
        bytes[bytes.length / 2] ^= 1;
        replace(key, bytes);

        fails(key, "SHA-256");
    }

    @Test
    void namesTheRolesWithAFlippedByte() throws Exception {
        String key = sample.key("globals.000001.sql.zst.pgp");
        byte[] bytes = bytes(key);
        bytes[bytes.length - 1] ^= 1;
        replace(key, bytes);

        fails(key, "SHA-256");
    }

    @Test
    void namesTheFileWithAFlippedByteOnARealDisk() throws Exception {
        Path file = root.resolve(chunk(1));
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        Files.write(file, bad);
        try {
            CopyReading reading = read(folder);
            assertThat(reading.present().verdict()).isEqualTo(Verdict.FAILED);
            assertThat(reading.present().reason()).contains(chunk(1)).contains("location folder");
        } finally {
            Files.write(file, good);
        }
    }

    @Test
    void namesAMissingObject() throws Exception {
        copy.delete(chunk(3));

        fails(chunk(3), "missing");
    }

    @Test
    void namesACutObject() throws Exception {
        byte[] bytes = bytes(chunk(1));
        replace(chunk(1), Arrays.copyOf(bytes, bytes.length - 1));

        fails(chunk(1), "bytes");
    }

    @Test
    void readsOnAfterDamageAndNamesEveryObject() throws Exception {
        copy.delete(chunk(1));
        copy.delete(chunk(3));

        CopyReading reading = read(copy);

        assertThat(reading.damaged()).isEqualTo(2);
        assertThat(reading.damages()).extracting(Damage::objectKey).containsExactly(chunk(1), chunk(3));
        assertThat(reading.present().reason()).contains("1 more");
        assertThat(reading.objectsRead()).isEqualTo(reading.objects());
    }

    @Test
    void failsAChangedManifest() throws Exception {
        String key = sample.key("manifest.json");
        replace(key, new String(bytes(key)).replace("The shop", "My shop").getBytes());

        fails(key, "signed");
    }

    @Test
    void failsAMissingManifestOrSignature() throws Exception {
        copy.delete(sample.key("manifest.json.sig"));
        fails(sample.key("manifest.json.sig"), "missing");

        copy.delete(sample.key("manifest.json"));
        fails(sample.key("manifest.json"), "missing");
    }

    @Test
    void failsAManifestThatIsNotTheOneOfTheRunEvenIfAllElseIsRight() throws Exception {
        byte[] recorded = sample.manifestBytes().clone();
        recorded[recorded.length - 3] ^= 1;

        CopyReading reading =
                read(copy, TrustedSigners.none(), recorded, CopyReading.planned("copy"), new ArrayList<>());

        assertThat(reading.present().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(reading.present().reason()).contains("another manifest").contains(sample.key("manifest.json"));
    }

    @Test
    void saysWhenTheSignatureWasNotChecked() throws Exception {
        CopyReading reading = read(copy, TrustedSigners.none(), null, CopyReading.planned("copy"), new ArrayList<>());

        assertThat(reading.present().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(reading.present().reason()).contains("not checked");
    }

    @Test
    void isUnknownWhileTheLocationIsAway() throws Exception {
        BackupLocation away = new DirectoryLocation("folder", root.resolve("not-mounted"), 0);

        CopyReading reading = read(away);

        assertThat(reading.present().verdict()).as(reading.present().reason()).isNotEqualTo(Verdict.PASSED);
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        List<CopyReading> told = new ArrayList<>();
        read(copy, SampleBackup.signers(), null, CopyReading.planned("copy"), told);
        CopyReading half = told.get(1);
        copy.delete(chunk(1));

        CopyReading rest = read(copy, SampleBackup.signers(), null, half, new ArrayList<>());

        assertThat(rest.present().verdict())
                .as("the first two were read before")
                .isEqualTo(Verdict.PASSED);
        assertThat(rest.objectsRead()).isEqualTo(rest.objects());
        assertThat(rest.bytesRead()).isEqualTo(rest.bytes());
    }

    @Test
    void readsNoFasterThanAllowed() {
        ReadingPace pace = new ReadingPace(1_000_000);

        assertThat(Duration.ofNanos(pace.reserve(500_000, System.nanoTime())))
                .isCloseTo(Duration.ofMillis(500), Duration.ofMillis(20));
        assertThat(Duration.ofNanos(pace.reserve(500_000, System.nanoTime())))
                .as("readers share the pace")
                .isCloseTo(Duration.ofMillis(1000), Duration.ofMillis(40));
    }

    private void fails(String key, String words) throws Exception {
        CopyReading reading = read(copy);
        assertThat(reading.present().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(reading.present().reason()).contains(key).contains(words);
        assertThat(reading.damages()).extracting(Damage::objectKey).containsExactly(key);
    }

    private CopyReading read(BackupLocation location) throws Exception {
        return read(
                location,
                SampleBackup.signers(),
                sample.manifestBytes(),
                CopyReading.planned(location.id()),
                new ArrayList<>());
    }

    private CopyReading read(
            BackupLocation location,
            TrustedSigners signers,
            byte @Nullable [] recorded,
            CopyReading before,
            List<CopyReading> told)
            throws InterruptedException {
        VerificationRequest request = Checked.queued(sample.planId(), sample.runId(), VerificationKind.CHECKSUMS)
                .request();
        return new ReadCopy(signers)
                .read(
                        new PacedLocation(location, new ReadingPace(0), bytes -> {}),
                        request,
                        before,
                        recorded,
                        told::add);
    }

    private String chunk(int number) {
        return sample.key("data.%06d.zst.pgp".formatted(number));
    }

    private byte[] bytes(String key) throws Exception {
        try (InputStream in = written.open(key)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void put(String key, byte[] bytes) throws Exception {
        try (ObjectSink sink = copy.create(key)) {
            sink.write(bytes, 0, bytes.length);
            sink.commit();
        }
    }

    private void replace(String key, byte[] bytes) throws Exception {
        copy.delete(key);
        put(key, bytes);
    }
}
