package io.mooring.backup.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.Secret;
import io.mooring.backup.key.TrustedSigners;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.S3Location;
import io.mooring.backup.pipeline.SampleBackup;
import io.mooring.backup.pipeline.Shell;
import io.mooring.embedded.postgres.PostgresDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline wrote reads back whole; whatever happened to it in between is caught, and told with the object's name. */
class ReadBackIT {

    private static PostgresDatabase database;
    private static InMemoryLocation written;
    private static S3Location bucket;
    private static SampleBackup sample;
    private static DecryptionKey operations;

    private final InMemoryLocation location = new InMemoryLocation("copy");

    @TempDir
    private Path folder;

    @BeforeAll
    static void takeABackup() throws Exception {
        database = SampleBackup.oddDatabase();
        written = new InMemoryLocation("memory");
        bucket = SampleBackup.bucket("bucket");
        sample = SampleBackup.of(database, SampleBackup.SMALL_CHUNKS, written, bucket);
        operations = SampleBackup.operations();
        assertThat(sample.manifest().data().chunks()).hasSizeGreaterThan(3);
    }

    @BeforeEach
    void copy() throws Exception {
        for (var object : written.list("")) {
            put(object.key(), bytes(written, object.key()));
        }
    }

    @Test
    void givesBackExactlyWhatStockToolsDo() throws Exception {
        for (DecryptionKey key : List.of(operations, SampleBackup.escrow())) {
            assertThat(content(open(location), key)).isEqualTo(byStockTools());
        }
    }

    @Test
    void readsFromABucket() throws Exception {
        StoredBackup backup = open(bucket);

        assertThat(backup.signature()).isEqualTo(Signature.VERIFIED);
        assertThat(backup.manifestBytes()).isEqualTo(sample.manifestBytes());
        assertThat(content(backup, operations))
                .hasSize((int) sample.manifest().data().contentBytes());
    }

    @Test
    void aFlippedByteAnywhereIsCaught() throws Exception {
        StoredBackup backup = open(location);
        StoredChunk chunk = backup.chunks().get(1);
        byte[] good = bytes(location, chunk.key());
        for (int at : new int[] {0, 3, 40, 300, 900, good.length / 2, good.length - 25, good.length - 1}) {
            byte[] flipped = good.clone();
            flipped[at] ^= 0x10;
            replace(chunk.key(), flipped);

            fails(ReadFault.OBJECT_ALTERED, chunk.key(), () -> read(backup, chunk))
                    .hasMessageContaining("SHA-256")
                    .hasMessageContaining("in the location copy");
            fails(ReadFault.OBJECT_ALTERED, chunk.key(), () -> new ReadChunks(backup).check(chunk));
        }
    }

    @Test
    void aCutOrLengthenedObjectIsCaught() throws Exception {
        StoredBackup backup = open(location);
        StoredChunk chunk = backup.chunks().getFirst();
        byte[] good = bytes(location, chunk.key());
        for (int left : new int[] {0, 1, 700, good.length / 2, good.length - 1}) {
            replace(chunk.key(), java.util.Arrays.copyOf(good, left));
            fails(ReadFault.OBJECT_SIZE, chunk.key(), () -> read(backup, chunk))
                    .hasMessageContaining("has " + left + " bytes of the " + good.length);
        }
        replace(chunk.key(), java.util.Arrays.copyOf(good, good.length + 1));
        fails(ReadFault.OBJECT_SIZE, chunk.key(), () -> read(backup, chunk)).hasMessageContaining("is larger");
    }

    @Test
    void aMissingObjectIsNamed() throws Exception {
        StoredBackup backup = open(location);
        StoredChunk chunk = backup.chunks().get(2);
        location.delete(chunk.key());

        fails(ReadFault.OBJECT_MISSING, chunk.key(), () -> read(backup, chunk)).hasMessageContaining("is missing");
    }

    @Test
    void swappedObjectsAreToldApart() throws Exception {
        StoredBackup backup = open(location);
        StoredChunk one = backup.chunks().get(1);
        StoredChunk two = backup.chunks().get(2);
        byte[] first = bytes(location, one.key());
        replace(one.key(), bytes(location, two.key()));
        replace(two.key(), first);

        // Their sizes differ by chance or not: either way nothing gets through.
        ReadFailure failure = failure(() -> read(backup, one));
        assertThat(failure.objectKey()).isEqualTo(one.key());
        if (one.bytes() == two.bytes()) {
            assertThat(failure).hasMessageContaining("these are the bytes of " + two.key());
        } else {
            assertThat(failure.fault()).isEqualTo(ReadFault.OBJECT_SIZE);
        }
    }

    @Test
    void anotherChunksBytesOfTheSameSizeAreNamed() throws Exception {
        StoredBackup backup = open(location);
        StoredChunk one = backup.chunks().get(1);
        StoredChunk two = backup.chunks().get(2);
        StoredChunk asIfTwo = new StoredChunk(one.key(), one.bytes(), two.sha256(), one.sourceBytes());

        fails(ReadFault.OBJECT_ALTERED, one.key(), () -> read(backup, asIfTwo))
                .hasMessageContaining("these are the bytes of " + one.key());
    }

    @Test
    void aRunWhoseManifestLiesAboutTheContentIsCaught() throws Exception {
        StoredBackup backup = open(location);
        StoredChunk chunk = backup.chunks().getFirst();
        for (long wrong : new long[] {chunk.sourceBytes() - 1, chunk.sourceBytes() + 1}) {
            StoredChunk lie = new StoredChunk(chunk.key(), chunk.bytes(), chunk.sha256(), wrong);
            fails(ReadFault.OBJECT_DAMAGED, chunk.key(), () -> read(backup, lie));
        }
    }

    @Test
    void anObjectThatIsAsWrittenButNoMessageIsDamaged() throws Exception {
        StoredBackup backup = open(location);
        String key = backup.chunks().getFirst().key();
        byte[] rubbish = "not a message".getBytes(StandardCharsets.UTF_8);
        replace(key, rubbish);
        String sha256 =
                java.util.HexFormat.of().formatHex(ReadChunks.digest("SHA-256").digest(rubbish));

        fails(ReadFault.OBJECT_DAMAGED, key, () -> read(backup, new StoredChunk(key, rubbish.length, sha256, 5)));
    }

    /** The hash of the ciphertext must not be what alone finds damage: it can be computed anew by whoever does the damage. */
    @Test
    void withoutItsHashAFlippedByteIsCaughtByTheModificationDetectionCode() throws Exception {
        StoredBackup backup = open(location);
        StoredChunk chunk = backup.chunks().getFirst();
        byte[] flipped = bytes(location, chunk.key());
        for (int at : new int[] {flipped.length - 4, flipped.length - 30, flipped.length / 3}) {
            byte[] bad = flipped.clone();
            bad[at] ^= 1;
            replace(chunk.key(), bad);
            String sha256 = java.util.HexFormat.of()
                    .formatHex(ReadChunks.digest("SHA-256").digest(bad));
            StoredChunk vouched = new StoredChunk(chunk.key(), bad.length, sha256, chunk.sourceBytes());

            fails(ReadFault.OBJECT_DAMAGED, chunk.key(), () -> read(backup, vouched));
        }
    }

    @Test
    void aKeyThatItIsNotEncryptedToIsToldWithTheOnesThatItIs() throws Exception {
        SampleBackup.gpg().curve25519("Stranger <stranger@example.org>");
        DecryptionKey stranger =
                DecryptionKey.read(SampleBackup.gpg().secretKey("Stranger <stranger@example.org>"), Secret.of(""));
        StoredBackup backup = open(location);

        fails(ReadFault.WRONG_KEY, backup.chunks().getFirst().key(), () -> new ReadChunks(backup)
                        .read(backup.chunks().getFirst(), stranger, (data, offset, length) -> {}))
                .hasMessageContaining(stranger.fingerprint())
                .hasMessageContaining("Operations <ops@example.org>");
        fails(ReadFault.WRONG_KEY, backup.chunks().getFirst().key(), () -> new ReadChunks(backup)
                .tryKey(backup.chunks().getFirst(), stranger));
    }

    @Test
    void aKeyIsTriedOnTheBeginningOfAChunk() throws Exception {
        for (StoredBackup backup : List.of(open(location), open(bucket))) {
            new ReadChunks(backup).tryKey(backup.chunks().getFirst(), operations);
        }
    }

    @Test
    void aTamperedManifestIsCaughtByItsSignature() throws Exception {
        String key = sample.key("manifest.json");
        String said = new String(bytes(location, key), StandardCharsets.UTF_8);
        replace(key, said.replace("\"The shop\"", "\"The shoq\"").getBytes(StandardCharsets.UTF_8));

        fails(ReadFault.SIGNATURE_INVALID, key, () -> open(location));
    }

    @Test
    void aSignatureThatIsMissingForgedOrRubbishIsCaught() throws Exception {
        String key = sample.key("manifest.json.sig");
        byte[] good = bytes(location, key);
        byte[] flipped = good.clone();
        flipped[good.length - 3] ^= 1;
        for (byte[] wrong : List.of(flipped, new byte[0], "rubbish".getBytes(StandardCharsets.UTF_8))) {
            replace(key, wrong);
            fails(ReadFault.SIGNATURE_INVALID, sample.key("manifest.json"), () -> open(location));
        }
        location.delete(key);
        fails(ReadFault.SIGNATURE_MISSING, key, () -> open(location));
    }

    @Test
    void aSignerWhomNobodyKnowsIsToldAndNotBelieved() throws Exception {
        Path other = SampleBackup.gpg().curve25519("Other <other@example.org>");
        TrustedSigners strangers = TrustedSigners.read(List.of(other));

        fails(
                ReadFault.SIGNER_UNKNOWN,
                sample.key("manifest.json"),
                () -> StoredBackup.open(location, sample.planId(), sample.runId(), strangers));
        assertThat(StoredBackup.open(location, sample.planId(), sample.runId(), TrustedSigners.none())
                        .signature())
                .isEqualTo(Signature.UNVERIFIED);
    }

    @Test
    void anUnsignedManifestSaysSo() throws Exception {
        SampleBackup unsigned = SampleBackup.unsigned(database, location);

        assertThat(StoredBackup.open(location, unsigned.planId(), unsigned.runId(), SampleBackup.signers())
                        .signature())
                .isEqualTo(Signature.UNSIGNED);
    }

    @Test
    void aManifestInAnotherRunsFolderOrNoneIsCaught() throws Exception {
        for (var object : written.list("")) {
            put(object.key().replace(sample.runId(), "run-other"), bytes(written, object.key()));
        }
        fails(
                        ReadFault.MANIFEST_INVALID,
                        "shop/run-other/manifest.json",
                        () -> StoredBackup.open(location, "shop", "run-other", SampleBackup.signers()))
                .hasMessageContaining("it is the one of shop/" + sample.runId());
        fails(
                ReadFault.MANIFEST_MISSING,
                "shop/run-none/manifest.json",
                () -> StoredBackup.open(location, "shop", "run-none", SampleBackup.signers()));
        replace(sample.key("manifest.json"), "{}".getBytes(StandardCharsets.UTF_8));
        fails(ReadFault.MANIFEST_INVALID, sample.key("manifest.json"), () -> open(location));
    }

    @Test
    void aTargetThatFailsIsNotTheBackupsFault() throws Exception {
        StoredBackup backup = open(location);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ReadChunks(backup)
                        .read(backup.chunks().getFirst(), operations, (data, offset, length) -> {
                            throw new IOException("No space left on device");
                        }))
                .withMessage("No space left on device");
    }

    @Test
    void anInterruptEndsTheReading() throws Exception {
        StoredBackup backup = open(location);
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> new ReadChunks(backup)
                .read(backup.chunks().getFirst(), operations, (data, offset, length) -> Thread.currentThread()
                        .interrupt()));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void keysSayWhyTheyCannotBeUsed() throws Exception {
        Path publicOnly = SampleBackup.signerKey();
        assertThatExceptionOfType(KeyUnusable.class)
                .isThrownBy(() -> DecryptionKey.read(publicOnly, Secret.of("")))
                .withMessageContaining("holds a public key");
        SampleBackup.gpg().signOnly("Signs only <signs@example.org>");
        Path signs = SampleBackup.gpg().secretKey("Signs only <signs@example.org>");
        assertThatExceptionOfType(KeyUnusable.class)
                .isThrownBy(() -> DecryptionKey.read(signs, Secret.of("")))
                .withMessageContaining("decrypts nothing");
    }

    private static StoredBackup open(BackupLocation from) throws Exception {
        return StoredBackup.open(from, sample.planId(), sample.runId(), SampleBackup.signers());
    }

    private static void read(StoredBackup backup, StoredChunk chunk) throws Exception {
        new ReadChunks(backup).read(chunk, operations, (data, offset, length) -> {});
    }

    private static byte[] content(StoredBackup backup, DecryptionKey key) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (StoredChunk chunk : backup.chunks()) {
            new ReadChunks(backup).read(chunk, key, content::write);
        }
        return content.toByteArray();
    }

    private byte[] byStockTools() throws Exception {
        for (var object : location.list("")) {
            Files.write(folder.resolve(Path.of(object.key()).getFileName()), bytes(location, object.key()));
        }
        Shell.bash(
                        "for part in data.*.zst.pgp; do gpg --batch --quiet --decrypt \"$part\" || exit 1; done"
                                + " | zstd -d -c > whole",
                        folder,
                        Map.of("GNUPGHOME", SampleBackup.gpg().folder().toString()))
                .succeeded();
        return Files.readAllBytes(folder.resolve("whole"));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> fails(
            ReadFault fault, String key, ThrowingCallable call) {
        ReadFailure failure = failure(call);
        assertThat(failure.fault()).as(failure.getMessage()).isEqualTo(fault);
        assertThat(failure.objectKey()).isEqualTo(key);
        assertThat(failure.remedy()).isNotBlank();
        return assertThat(failure).hasMessageContaining(key);
    }

    private static ReadFailure failure(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(ReadFailure.class);
        return (ReadFailure) thrown;
    }

    private static byte[] bytes(BackupLocation from, String key) throws Exception {
        try (InputStream in = from.open(key)) {
            return in.readAllBytes();
        }
    }

    private void put(String key, byte[] bytes) throws Exception {
        try (ObjectSink sink = location.create(key)) {
            sink.write(bytes, 0, bytes.length);
            sink.commit();
        }
    }

    private void replace(String key, byte[] bytes) throws Exception {
        location.delete(key);
        put(key, bytes);
    }
}
