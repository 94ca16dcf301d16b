package io.mooring.backup.source.tree;

import java.io.IOException;

/** A call of the C library that failed. */
final class PosixFailure extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EPERM = 1;
    private static final int ENOTDIR = 20;
    private static final int EIO = 5;
    private static final int EMFILE = 24;
    private static final int ENAMETOOLONG = 36;
    private static final int ELOOP = 40;

    private final int errno;

    PosixFailure(int errno) {
        super(words(errno));
        this.errno = errno;
    }

    /** It is not there any more, or something else is there now. */
    boolean isGone() {
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
    }

    private static String words(int errno) {
        return switch (errno) {
            case ENOENT -> "it is not there";
            case EACCES, EPERM -> "no permission";
            case ENOTDIR -> "it is no folder";
            case EIO -> "input/output error: the disk cannot read it";
            case EMFILE -> "too many open files: folders are nested too deep for this process's limit";
            case ENAMETOOLONG -> "the name is too long";
            case ELOOP -> "it is a symbolic link";
            default -> "error number " + errno;
        };
    }
}
