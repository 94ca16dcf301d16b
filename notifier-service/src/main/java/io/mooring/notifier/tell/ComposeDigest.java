package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.tell.NewsDigest.Kind;
import java.util.List;
import java.util.Locale;

/** A digest of news as one message: how many, and of what. */
final class ComposeDigest {

    private final String console;

    /** @param consoleUrl where people open the console; empty for messages without links */
    ComposeDigest(String consoleUrl) {
        this.console = consoleUrl.replaceAll("/+$", "");
    }

    /** @param kinds most frequent first */
    Message of(NewsDigest digest, List<Kind> kinds, boolean over) {
        List<Kind> shown = kinds.subList(0, Math.min(kinds.size(), ComposeMessage.LINES));
        String title = String.format(Locale.ROOT, "%,d news at once", digest.members());
        String text = over
                ? "They came too fast to be told one by one. It is quiet again; this is all of them, by kind."
                : "They come too fast to be told one by one: they are counted here, by kind, until it is quiet.";
        return new Message(
                Message.Status.NEWS,
                Severity.INFO,
                Words.of(title, text),
                shown.stream().map(ComposeDigest::line).toList(),
                left(kinds),
                over ? "It is quiet again: " + title : "",
                null,
                console.isEmpty() ? "" : console + "/news?digest=" + digest.id(),
                null,
                "");
    }

    /** How many news are of kinds that have no line. */
    private static int left(List<Kind> kinds) {
        return kinds.stream().skip(ComposeMessage.LINES).mapToInt(Kind::count).sum();
    }

    private static String line(Kind kind) {
        return String.format(Locale.ROOT, "%,d × %s, such as “%s”", kind.count(), kind.eventType(), kind.newest());
    }
}
