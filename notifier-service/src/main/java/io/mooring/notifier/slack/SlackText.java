package io.mooring.notifier.slack;

/**
 * Text as Slack takes it: its three control characters escaped, so that a table named {@code <!channel>} pages nobody, and
 * cut to what a part of a message may hold. Signs that nobody can see (control characters, and those that turn the
 * direction of what follows) are left out.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">Escaping text</a>
 */
final class SlackText {

    private SlackText() {}

    /** For mrkdwn: at most so many characters once escaped; no escape and no surrogate pair is torn apart. */
    static String escaped(String text, int most) {
        return cut(text, most, true);
    }

    /** For plain_text, where Slack escapes by itself. */
    static String plain(String text, int most) {
        return cut(text, most, false);
    }

    private static String cut(String text, int most, boolean escape) {
        StringBuilder out = new StringBuilder();
        int roomForEllipsis = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            out.append(piece(text.codePointAt(at), escape));
            if (out.length() > most) {
                out.setLength(roomForEllipsis);
                return out.append('…').toString();
            }
            roomForEllipsis = out.length() < most ? out.length() : roomForEllipsis;
        }
        return out.toString();
    }

    private static String piece(int sign, boolean escape) {
        if (isInvisible(sign)) {
            return "";
        }
        return switch (sign) {
            case '&' -> escape ? "&amp;" : "&";
            case '<' -> escape ? "&lt;" : "<";
            case '>' -> escape ? "&gt;" : ">";
            default -> Character.toString(sign);
        };
    }

    private static boolean isInvisible(int sign) {
        boolean turns = sign >= 0x202A && sign <= 0x202E || sign >= 0x2066 && sign <= 0x2069;
        return turns || Character.isISOControl(sign) && sign != '\n' && sign != '\t';
    }
}
