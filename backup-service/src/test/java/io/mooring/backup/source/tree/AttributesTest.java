package io.mooring.backup.source.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.manifest.Manifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes of files, read by the C library, into headers of tar and out of them again. */
class AttributesTest {

    private static final int EACCES = 13;
    private static final FileStat STAT =
            new FileStat(0x81a4, 1, 0, 0, 1, 1, 0, 0, new FileStat.Time(7, 0), new FileStat.Time(7, 0));

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private final List<Attribute> one = List.of(Attribute.of(Bytes.of("user.one"), Bytes.of("1")));

    @BeforeEach
    void fills() throws Exception {
        Files.writeString(folder.resolve("file"), "content");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    }

    @Test
    void readsWhatOthersSet() throws Exception {
        UserDefinedFileAttributeView view =
                Files.getFileAttributeView(folder.resolve("file"), UserDefinedFileAttributeView.class);
        view.write("colour", ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xff}));

        assertThat(read("file")).containsExactly(Attribute.of(Bytes.of("user.colour"), new byte[] {0, 1, (byte) 0xff}));
    }

    @Test
    void doesNotFollowALink() throws Exception {
        TreeAttributes.set(folder, "file", "user.colour", Bytes.of("red"));

        assertThat(read("link")).isEmpty();
        assertThatThrownBy(() -> TreeAttributes.set(folder, "link", "user.colour", Bytes.of("blue")))
                .isInstanceOf(PosixFailure.class);
        assertThat(read("file")).containsExactly(Attribute.of(Bytes.of("user.colour"), Bytes.of("red")));
    }

    @Test
    void knowsOfNoneWhereTheFileSystemHasNone() throws Exception {
        try (OpenFolder proc = OpenFolder.root(Path.of("/proc/self"));
                DescribeTree tree = new DescribeTree()) {
            BackUpAttributes attributes = new BackUpAttributes(tree);

            assertThat(attributes
                            .read(Bytes.of("status"), proc, Bytes.of("status"))
                            .none())
                    .isTrue();
            assertThat(attributes.counted().unread()).isZero();
        }
    }

    @Test
    void countsAndNamesWhatCannotBeRead() throws Exception {
        TreeAttributes.set(folder, "file", "user.closed", Bytes.of("x"));
        TreeAttributes.set(folder, "file", "user.open", Bytes.of("y"));
        PosixAttributes closed = new PosixAttributes() {
            @Override
            byte[] value(OpenFolder parent, byte[] name, byte[] attribute) throws PosixFailure {
                if (Bytes.shown(attribute).equals("user.closed")) {
                    throw new PosixFailure(EACCES);
                }
                return super.value(parent, name, attribute);
            }
        };

        Told told = tell(closed, BackUpAttributes.MOST_BYTES);

        assertThat(told.attributes()).containsExactly(Attribute.of(Bytes.of("user.open"), Bytes.of("y")));
        assertThat(told.counted().unread()).isEqualTo(1);
        assertThat(told.notes()).isEqualTo("attribute user.closed not readable (no permission): file\n");
    }

    @Test
    void holdsNoMoreThanSoManyBytesOfAFileAndTellsOfTheRest() throws Exception {
        for (int i = 0; i < 3; i++) {
            TreeAttributes.set(folder, "file", "user.number" + i, new byte[500]);
        }

        Told told = tell(new PosixAttributes(), 1200);

        assertThat(told.attributes()).hasSize(2);
        assertThat(told.counted().unread()).isEqualTo(1);
        assertThat(told.notes()).contains("attribute user.number", "too many bytes", ": file\n");
    }

    @Test
    void failsAsAFileThatIsGoneDoes() throws Exception {
        assertThatThrownBy(() -> read("nobody"))
                .isInstanceOfSatisfying(PosixFailure.class, failure -> assertThat(failure.isGone())
                        .isTrue());
    }

    @Test
    void writesAclsAsTextInAnOrderOfTheirOwn() {
        byte[] acl = TreeAttributes.acl(6, 4_000_000_000L, 5);

        byte[] text = AclText.of(acl).orElseThrow();

        assertThat(new String(text, StandardCharsets.US_ASCII))
                .isEqualTo("user::rw-,user:4000000000:r-x,group::r--,mask::r-x,other::---");
        assertThat(AclText.binary(text)).isEqualTo(acl);
        assertThat(AclText.of(turned(acl))).contains(text);
        assertThatThrownBy(() -> AclText.binary(Bytes.of("user::rw-,nobody::r--")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsAnAclThatItDoesNotKnowAsItIs() {
        byte[] acl = TreeAttributes.acl(6, 1, 5);
        acl[0] = 3;

        Attribute attribute = Attribute.of(Bytes.of("system.posix_acl_access"), acl);

        assertThat(Bytes.shown(attribute.key())).isEqualTo("SCHILY.xattr.system.posix_acl_access");
        assertThat(attribute.raw()).isEqualTo(acl);
    }

    @Test
    void bringsBackWhatHeadersHold() throws Exception {
        byte[] random = new byte[64 * 1024];
        new Random(7).nextBytes(random);
        List<Attribute> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(Attribute.of(Bytes.of("user.50%25=" + i), random));
        }
        byte[] longPath = Bytes.of("./" + "long/".repeat(50) + "name");
        archive.writeBytes(TarHeader.folder(Bytes.of("."), STAT, one));
        archive.writeBytes(TarHeader.file(Bytes.of("./none"), STAT, 3, List.of()));
        archive.writeBytes(Bytes.padded(new byte[] {'x', 'x', 'x'}));
        archive.writeBytes(TarHeader.file(longPath, STAT, 700, many));
        archive.writeBytes(Bytes.padded(new byte[700]));
        archive.writeBytes(
                TarHeader.sparseFile(Bytes.of("./sparse"), STAT, 9000, List.of(new TarHeader.Extent(0, 5)), one));
        archive.writeBytes(Bytes.padded(new byte[5]));
        archive.writeBytes(TarHeader.symbolicLink(Bytes.of("./link"), STAT, Bytes.of("file"), one));
        archive.writeBytes(new byte[1024]);

        ArchivedEntries entries = new ArchivedEntries(new ByteArrayInputStream(archive.toByteArray()));

        assertEntry(entries.next(), ".", one);
        ArchivedEntries.Entry file = entries.next();
        assertEntry(file, Bytes.shown(longPath), many);
        assertThat(Bytes.shown(file.attributes().getLast().name())).isEqualTo("user.50%25=49");
        assertEntry(entries.next(), "./sparse", one);
        assertEntry(entries.next(), "./link", one);
        assertThat(entries.next()).isNull();
    }

    @Test
    void endsInWordsWhereAnArchiveIsDamaged() {
        byte[] header = TarHeader.file(Bytes.of("./file"), STAT, 0, one);
        byte[] wrongLength = header.clone();
        wrongLength[512] = '9';
        byte[] noNumber = header.clone();
        noNumber[512] = 'x';
        byte[] cut = java.util.Arrays.copyOf(header, 700);

        for (byte[] damaged : List.of(wrongLength, noNumber, cut)) {
            assertThatThrownBy(() -> RestoreAttributes.counted(new ByteArrayInputStream(damaged)))
                    .isInstanceOf(OddArchive.class)
                    .hasMessageContaining("tree's archive");
        }
    }

    @Test
    void tellsWhatCannotBeGivenBackAndGoesOn() throws Exception {
        archive.writeBytes(TarHeader.symbolicLink(Bytes.of("./link"), STAT, Bytes.of("file"), one));
        archive.writeBytes(TarHeader.file(
                Bytes.of("./file"),
                STAT,
                0,
                List.of(
                        Attribute.of(Bytes.of("strange.name"), Bytes.of("x")),
                        Attribute.of(Bytes.of("user.one"), Bytes.of("1")))));

        RestoreAttributes.Restored restored =
                RestoreAttributes.of(new ByteArrayInputStream(archive.toByteArray()), folder);

        assertThat(restored.refused())
                .containsExactly(
                        "The attribute strange.name (the file system does not keep it) could not be given back to one file or"
                                + " folder.",
                        "The attribute user.one (no permission) could not be given back to one file or folder.");
        assertThat(restored.found().values()).isEqualTo(3);
        assertThat(read("file")).isEqualTo(one);
    }

    @Test
    void doesNotLeaveTheTreeForAnAttribute() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("theirs"), "");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("way"), outside);
        Files.createDirectory(outside.resolve("below"));

        for (String path : List.of("./way/theirs", "./way/below/.", "./../outside/theirs", "/" + outside)) {
            byte[] header = TarHeader.file(Bytes.of(path), STAT, 0, one);
            assertThatThrownBy(() -> RestoreAttributes.of(new ByteArrayInputStream(header), tree))
                    .isInstanceOf(OddArchive.class)
                    .hasMessageContaining("attributes of " + path);
        }
        assertThat(TreeAttributes.described(outside)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, false, 0", "true, false, 1", "true, true, 3", "false, true, 0"})
    void remembersWhetherAFileHadNoneInTheByteThatFormerReleasesRead(boolean settled, boolean bare, byte noted)
            throws Exception {
        FileStat.Time time = new FileStat.Time(7, 8);
        IndexEntry entry =
                new IndexEntry(new byte[] {'a'}, 0, 1, time, time, settled, bare, new FileContent(List.of()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry.write(new DataOutputStream(out));
        byte[] bytes = out.toByteArray();

        IndexEntry read = IndexEntry.read(new DataInputStream(new ByteArrayInputStream(bytes)));

        assertThat(bytes[bytes.length - Integer.BYTES - 1]).isEqualTo(noted);
        assertThat(read.settled()).isEqualTo(settled);
        assertThat(read.bare()).isEqualTo(settled && bare);
    }

    private List<Attribute> read(String name) throws Exception {
        try (OpenFolder open = OpenFolder.root(folder);
                DescribeTree tree = new DescribeTree()) {
            return new BackUpAttributes(tree)
                    .read(Bytes.of(name), open, Bytes.of(name))
                    .attributes();
        }
    }

    private record Told(List<Attribute> attributes, Manifest.Attributes counted, String notes) {}

    private Told tell(PosixAttributes calls, int mostBytes) throws Exception {
        try (OpenFolder open = OpenFolder.root(folder);
                DescribeTree tree = new DescribeTree()) {
            BackUpAttributes attributes = new BackUpAttributes(tree, calls, mostBytes);
            List<Attribute> read =
                    attributes.read(Bytes.of("file"), open, Bytes.of("file")).attributes();
            DataInputStream notes = tree.notes();
            return new Told(read, attributes.counted(), new String(notes.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The named user's entry last, as no tool writes it. */
    private static byte[] turned(byte[] acl) {
        byte[] turned = acl.clone();
        System.arraycopy(acl, 12, turned, 36, 8);
        System.arraycopy(acl, 36, turned, 12, 8);
        return turned;
    }

    private static void assertEntry(ArchivedEntries.Entry entry, String path, List<Attribute> attributes) {
        assertThat(entry).isNotNull();
        assertThat(Bytes.shown(entry.path())).isEqualTo(path);
        assertThat(entry.attributes()).isEqualTo(attributes);
    }
}
