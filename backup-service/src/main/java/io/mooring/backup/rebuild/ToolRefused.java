package io.mooring.backup.rebuild;

import java.io.IOException;

/** A stock program, or we in its stead, did not take what the backup holds; the message says what. */
final class ToolRefused extends IOException {

    ToolRefused(String words) {
        super(words);
    }
}
