package io.mooring.embedded.mail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What came after DATA.
 *
 * @param source headers and body, dots unstuffed
 * @param refusal what to answer to it; null when nothing is wrong with it
 */
record MailText(String source, @Nullable String refusal) {

    /** What the server says that it takes, in octets. */
    static final int LARGEST = 10 << 20;

    /** Reads to the end, a line with a single dot, whatever is wrong with it. */
    static MailText of(SmtpConnection client) throws IOException {
        StringBuilder source = new StringBuilder();
        String refusal = null;
        for (SmtpLine line = next(client); !line.text().equals("."); line = next(client)) {
            if (line.isTooLongForText()) {
                refusal = SmtpConversation.LINE_TOO_LONG;
            } else if (source.length() + line.octets() > LARGEST) {
                refusal = SmtpConversation.TOO_LARGE;
            } else {
                String text = line.text();
                source.append(text.startsWith(".") ? text.substring(1) : text).append("\r\n");
            }
        }
        return new MailText(source.toString(), refusal);
    }

    private static SmtpLine next(SmtpConnection client) throws IOException {
        SmtpLine line = client.hear();
        if (line == null) {
            throw new IOException("No end of the mail");
        }
        return line;
    }
}
