package io.mooring.backup.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {

    private static final String FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567";
    private static final String SHA256 = "ab".repeat(32);

    @Test
    void readsBackWhatItWrote() throws Exception {
        assertThat(ManifestJson.read(ManifestJson.write(manifest()))).isEqualTo(manifest());
    }

    @Test
    void writesTheSameBytesInEveryRelease() throws Exception {
        isGolden(manifest(), "manifest-1.json");
        isGolden(Manifests.cluster(), "manifest-1-cluster.json");
        isGolden(Manifests.files(), "manifest-1-files.json");
        isGolden(Manifests.attributes(), "manifest-1-attributes.json");
        isGolden(Manifests.roles(), "manifest-1-roles.json");
    }

    private static void isGolden(Manifest manifest, String name) throws Exception {
        try (var golden = ManifestJsonTest.class.getResourceAsStream(name)) {
            assertThat(golden).as(name).isNotNull();
            String text = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(new String(ManifestJson.write(manifest), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            assertThat(ManifestJson.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(manifest);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"kind\" : \"files\" | \"kind\" : \"floppy\" | source",
                "\"kind\" : \"files\" | \"kind\" : \"postgres\" | source",
                "tree.000001 | tree.000002 | data.attached",
                "tree.000001 | data.000002 | data.attached",
                "tree.000001 | globals.000001.sql | data.attached",
                "\"chainId\" : \"run-1\" | \"chainId\" : \"run-2\" | chainId",
                "\"chainId\" : \"run-1\" | \"chainId\" : null | full run",
                "\"chainId\" : \"run-1\" | \"chainId\" : \"../x\" | chainId",
                "\"runId\" : \"run-1\" | \"runId\" : \"../run\" | runId",
                "\"runId\" : \"run-1\" | \"runId\" : \"run-2\" | itself",
                "data.000007 | data.000009 | twice",
                "data.000007 | ../../data.000007 | name",
                "\"unreadable\" : 0 | \"unreadable\" : -1 | negative",
                "\"files\" : { | \"filez\" : { | files is missing",
            })
    void rejectsATreeThatContradictsTheFormat(String good, String bad, String words) {
        String json = new String(ManifestJson.write(Manifests.files()), StandardCharsets.UTF_8);
        assertThat(json).contains(good);

        assertThatThrownBy(() -> ManifestJson.read(json.replace(good, bad).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ManifestRejected.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"entries\" : 4 | \"entries\" : 10 | attributes",
                "\"unread\" : 1 | \"unread\" : -1 | attributes",
                "\"unread\" : 1 | \"unread\" : null | unread",
                "\"sha256\" : \"abab | \"sha256\" : \"ABAB | sha256",
            })
    void rejectsAttributesThatContradictTheFormat(String good, String bad, String words) {
        String json = new String(ManifestJson.write(Manifests.attributes()), StandardCharsets.UTF_8);
        assertThat(json).contains(good);

        assertThatThrownBy(() -> ManifestJson.read(json.replace(good, bad).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ManifestRejected.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"object\" : \"globals.000001 | \"object\" : \"globals.000002 | globals.object",
                "\"object\" : \"globals | \"object\" : \"../globals | name",
                "\"object\" : \"globals.000001.sql.zst.pgp\", | `` | globals.object",
                "\"globals\" : { | \"globalz\" : { | globals.object",
                "\"passwords\" : false | \"passwords\" : null | passwords",
                "\"remark\" : \"Without passwords.\" | \"remark\" : \" \" | globals.remark",
                "\"owners\" : [ \"shop\" ] | \"owners\" : [ null ] | globals.owners",
                "\"sourceBytes\" : 200 | \"sourceBytes\" : 100 | sourceBytes",
            })
    void rejectsRolesThatContradictTheFormat(String good, String bad, String words) {
        String json = new String(ManifestJson.write(Manifests.roles()), StandardCharsets.UTF_8);
        assertThat(json).contains(good);

        assertThatThrownBy(() -> ManifestJson.read(json.replace(good, bad).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ManifestRejected.class)
                .hasMessageContaining(words);
    }

    @Test
    void theContentIsTheChunksAndNotWhatIsAttached() {
        assertThat(Manifests.roles().data().contentBytes()).isEqualTo(100);
        assertThat(Manifests.roles().data().sourceBytes()).isEqualTo(300);
    }

    @Test
    void readsFieldsThatALaterReleaseAdded() throws Exception {
        String json = json().replaceFirst("\\{", "{ \"new\" : { \"a\" : [ 1 ] },");

        assertThat(ManifestJson.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(manifest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mooring-backup/1 | mooring-backup/2 | format",
                "data.000002 | data.000003 | numbered",
                "data.000002.zst.pgp | ../../etc/passwd | name",
                "\"storedBytes\" : 30 | \"storedBytes\" : 31 | storedBytes",
                "\"sourceBytes\" : 300 | \"sourceBytes\" : 301 | sourceBytes",
                "\"bytes\" : 20 | \"bytes\" : -20 | size",
                "\"bytes\" : 20 | \"bytes\" : null | bytes",
                "\"bytes\" : 20 | \"bytes\" : 20.5 | ",
                "\"bytes\" : 20 | \"bytes\" : 20, \"bytes\" : 20 | uplicate",
                "\"rows\" : 7 | \"rows\" : -7 | rows",
                "\"kind\" : \"table\" | \"kind\" : \"view\" | kind",
                "abab | ABAB | sha256",
                "\"id\" : \"run-1\" | \"id\" : \"../run\" | run.id",
                "\"id\" : \"run-1\" | \"id\" : null | run.id",
                "\"port\" : 5432 | \"port\" : 99999 | port",
                "2026-01-02T03:04:05Z | yesterday | ",
                "\"signedBy\" : \"0123 | \"signedBy\" : \"X123 | signedBy",
            })
    void rejectsWhatContradictsTheFormat(String good, String bad, String words) {
        String json = json();
        assertThat(json).contains(good);

        assertThatThrownBy(() -> ManifestJson.read(json.replace(good, bad).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ManifestRejected.class)
                .hasMessageContaining(words == null ? "" : words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "7", "{\"format\":\"mooring-backup/1\"}", "\u0000", "{\"run\":{\"run\":"
            })
    void rejectsWhatIsNoManifest(String json) {
        assertThatThrownBy(() -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ManifestRejected.class);
    }

    @Test
    void rejectsWhatIsTooDeepTooLargeOrGoesOn() {
        assertThatThrownBy(() -> ManifestJson.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ManifestRejected.class);
        assertThatThrownBy(() -> ManifestJson.read(new byte[ManifestJson.MAX_BYTES + 1]))
                .isInstanceOf(ManifestRejected.class)
                .hasMessageContaining("larger");
        assertThatThrownBy(() -> ManifestJson.read((json() + "{}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ManifestRejected.class);
    }

    @Test
    void noDamageMakesItFailInAnyOtherWay() {
        byte[] good = ManifestJson.write(manifest());
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                ManifestJson.read(damaged);
            } catch (ManifestRejected expected) {
                assertThat(expected).hasMessageStartingWith("the manifest ");
            }
        }
    }

    private static String json() {
        return new String(ManifestJson.write(manifest()), StandardCharsets.UTF_8);
    }

    private static Manifest manifest() {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Run("run-1", "shop", "The shop", time, time.plusSeconds(60)),
                new ManifestSource.Database(
                        "postgres",
                        "db.example.org",
                        5432,
                        "shop",
                        "15.19",
                        "UTF8",
                        new Manifest.Snapshot("00000003-0000001B-1", "0/1A2B3C8", time.plusSeconds(1))),
                new Manifest.Tools("pg_dump (PostgreSQL) 15.19", "zstd-jni 1.5.7-7", "bcpg 1.84", "25"),
                new Manifest.Encryption(
                        "OpenPGP SEIPDv1",
                        "AES-256",
                        List.of(new Manifest.KeyName(FINGERPRINT, FINGERPRINT, "Operations <ops@example.org>"))),
                new Manifest.Data(
                        "zstd",
                        3,
                        300,
                        30,
                        List.of(
                                new Manifest.Chunk("data.000001.zst.pgp", 10, SHA256, 100),
                                new Manifest.Chunk("data.000002.zst.pgp", 20, SHA256, 200))),
                new Manifest.Content(
                        "sum-of-row-hashes/1",
                        List.of("SET search_path = ''"),
                        List.of(new Manifest.Table("public", "t\"ä", "table", 7, "0f".repeat(16), "SELECT 1;")),
                        0),
                new Manifest.Restore("bash -euo pipefail", List.of("true"), List.of("a note")),
                FINGERPRINT);
    }
}
