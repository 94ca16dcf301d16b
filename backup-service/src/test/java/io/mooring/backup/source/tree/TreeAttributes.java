package io.mooring.backup.source.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Extended attributes and ACLs of files in tests, set and shown without other programs. */
public final class TreeAttributes {

    private static final PosixAttributes CALLS = new PosixAttributes();
    private static final byte[] NAME_WITHOUT_TEXT = {'u', 's', 'e', 'r', '.', 'c', 'a', 'f', (byte) 0xe9};

    private TreeAttributes() {}

    public static void set(Path folder, String name, String attribute, byte[] value) throws IOException {
        set(folder, Bytes.of(name), Bytes.of(attribute), value);
    }

    static synchronized void set(Path folder, byte[] name, byte[] attribute, byte[] value) throws IOException {
        try (OpenFolder open = OpenFolder.root(folder)) {
            CALLS.set(open, name, attribute, value);
        }
    }

    /** Of everything that makes attributes hard: the files {@code plain}, {@code holes}, the folder {@code in}, a link. */
    public static void fill(Path tree, boolean root) throws IOException {
        set(tree, "plain", "user.equals=and%percent", new byte[] {0, (byte) 0xff, '\n', '=', 0});
        set(tree, "plain", "user.empty", new byte[0]);
        set(tree, Bytes.of("plain"), NAME_WITHOUT_TEXT, Bytes.of("x"));
        set(tree, "plain", "user.line\nbreak", Bytes.of("y"));
        set(tree, "plain", "system.posix_acl_access", acl(6, 12345, 4));
        set(tree, "read only", "user.of", Bytes.of("a file that its owner may not write to"));
        set(tree, "holes", "user.sparse", new byte[2000]);
        set(tree, ".", "user.root", Bytes.of("of the tree"));
        set(tree, "in", "system.posix_acl_default", acl(7, 4_000_000_000L, 5));
        set(tree, "in", "user.folder", Bytes.of("z"));
        for (int i = 0; i < 20; i++) {
            set(tree, "many", "user.number" + i, Bytes.of("value " + i));
        }
        if (root) {
            set(tree, "program", "security.capability", capability());
            set(tree, "link", "trusted.of-the-link", Bytes.of("not of what it points to"));
        }
    }

    /** {@code user::owner,user:id:other,group::r--,mask::other,other::---}, as the kernel has it. */
    public static byte[] acl(int owner, long id, int other) {
        ByteBuffer acl = ByteBuffer.allocate(4 + 5 * 8).order(ByteOrder.LITTLE_ENDIAN);
        acl.putInt(2);
        acl.putShort((short) 1).putShort((short) owner).putInt(-1);
        acl.putShort((short) 2).putShort((short) other).putInt((int) id);
        acl.putShort((short) 4).putShort((short) 4).putInt(-1);
        acl.putShort((short) 0x10).putShort((short) other).putInt(-1);
        acl.putShort((short) 0x20).putShort((short) 0).putInt(-1);
        return acl.array();
    }

    /** {@code cap_net_bind_service=ep}: linux/capability.h, VFS_CAP_REVISION_2. */
    private static byte[] capability() {
        ByteBuffer capability = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        capability.putInt(0x0200_0001).putInt(1 << 10);
        return capability.array();
    }

    /** A line for each attribute below a folder. */
    public static synchronized String described(Path root) throws Exception {
        TreeSet<String> lines = new TreeSet<>();
        try (OpenFolder open = OpenFolder.root(root)) {
            new WalkTree(new Excludes(List.of()), false, () -> false).walk(open, new Describe(lines));
        }
        return String.join("\n", lines);
    }

    private record Describe(TreeSet<String> lines) implements TreeVisitor {

        private void add(byte[] path, OpenFolder parent, byte[] name) throws IOException {
            for (byte[] each : CALLS.names(parent, name)) {
                lines.add(new String(path, StandardCharsets.ISO_8859_1) + " | "
                        + new String(each, StandardCharsets.ISO_8859_1) + " | "
                        + HexFormat.of().formatHex(CALLS.value(parent, name, each)));
            }
        }

        @Override
        public void folder(byte[] path, FileStat stat, OpenFolder parent, byte[] name) throws IOException {
            add(path, parent, name);
        }

        @Override
        public void symbolicLink(byte[] path, FileStat stat, OpenFolder parent, byte[] name, byte[] target)
                throws IOException {
            add(path, parent, name);
        }

        @Override
        public void file(byte[] path, FileStat stat, OpenFolder parent, byte[] name) throws IOException {
            add(path, parent, name);
        }

        @Override
        public void skipped(byte[] path) {}

        @Override
        public void unreadable(byte[] path, PosixFailure why) throws IOException {
            throw why;
        }

        @Override
        public void vanished(byte[] path) {
            throw new AssertionError("it vanished: " + Bytes.shown(path));
        }
    }
}
