package io.mooring.backup.source.tree;

import java.io.IOException;

/** The archive of a tree is not as we write them, or what it tells of a file does not fit the tree. */
public final class OddArchive extends IOException {

    private static final long serialVersionUID = 1L;

    OddArchive(String words) {
        super(words);
    }
}
