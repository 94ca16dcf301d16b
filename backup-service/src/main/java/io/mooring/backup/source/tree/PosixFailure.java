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
    private static final int E2BIG = 7;
    private static final int ENOSPC = 28;
    private static final int ERANGE = 34;
    private static final int ENOSYS = 38;
    private static final int ENODATA = 61;
    private static final int EOPNOTSUPP = 95;

    private final int errno;

    PosixFailure(int errno) {
        super(words(errno));
        this.errno = errno;
    }

    /** It is not there any more, or something else is there now. */
    boolean isGone() {
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
    }

    /** What is called has no such thing: a file system without extended attributes. */
    boolean isUnsupported() {
        return errno == EOPNOTSUPP || errno == ENOSYS;
    }

    boolean isNoSuchAttribute() {
        return errno == ENODATA;
    }

    private static String words(int errno) {
        return switch (errno) {
            case ENOENT -> "it is not there";
            case EACCES, EPERM -> "no permission";
            case ENOTDIR -> "it is no folder";
            case EIO -> "input/output error: the disk cannot read it";
            case EMFILE -> "too many open files: folders are nested too deep for this process's limit";
            case ENAMETOOLONG -> "the name is too long";
            case E2BIG, ERANGE -> "it is larger than Linux hands out";
            case ENOSPC -> "no space left for it";
            case EOPNOTSUPP, ENOSYS -> "the file system does not keep it";
            case ELOOP -> "it is a symbolic link";
            default -> "error number " + errno;
        };
    }
}
