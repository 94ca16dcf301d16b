package io.mooring.embedded.mail;

import io.mooring.embedded.loopback.Page;
import io.mooring.embedded.loopback.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mails as a page: newest first. What a mail brings along as HTML is a page of its own that can do nothing. */
final class MailPages {

    private static final int SHOWN = 50;
    private static final Pattern MAIL = Pattern.compile("/mails/([A-Za-z0-9_-]{1,400})");

    private MailPages() {}

    static Reply of(String path, List<ReceivedMail> mails) {
        Matcher one = MAIL.matcher(path);
        if (!one.matches()) {
            return path.equals("/") ? Reply.page(all(mails)) : Reply.text(404, "There is nothing here");
        }
        return mails.reversed().stream()
                .filter(mail -> name(mail).equals(one.group(1)))
                .findFirst()
                .<Reply>map(mail -> Reply.page(mail.html())
                        .with("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'"))
                .orElse(Reply.text(404, "There is no such mail"));
    }

    private static String all(List<ReceivedMail> mails) {
        Page page = new Page(
                "Mail stand-in", "No mail server is configured, so the local system sends its mail here, by SMTP.");
        if (mails.isEmpty()) {
            page.add("<p>No mail has come yet.</p>");
        }
        mails.reversed().stream().limit(SHOWN).forEach(mail -> page.add(article(mail)));
        return page.end();
    }

    private static String article(ReceivedMail mail) {
        String people = mail.sender() + " → " + String.join(", ", mail.recipients()) + " · " + Page.time(mail.at());
        // Nothing to unfold: the page reloads itself, and what was unfolded would close while it is read.
        return "<article><h2>" + Page.escape(mail.subject()) + "</h2><small>" + Page.escape(people) + "</small><pre>"
                + Page.escape(mail.text()) + "</pre><a href=\"/mails/" + name(mail) + "\">As HTML</a></article>";
    }

    /** A name that stays while others come and go. */
    private static String name(ReceivedMail mail) {
        String id = mail.header("Message-ID");
        byte[] bytes = (id == null ? mail.at().toString() : id).getBytes(StandardCharsets.UTF_8);
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return name.substring(0, Math.min(400, name.length()));
    }
}
