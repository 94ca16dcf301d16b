package io.mooring.embedded.mail;

/** What the server does to the next connection instead of simply taking the mail. */
public sealed interface MailFault {

    /** At which step of a transaction. */
    enum Step {
        GREETING,
        AUTH,
        SENDER,
        RECIPIENT,
        DATA,
        /** After the mail's end. */
        CONTENT
    }

    /** Says this, such as {@code 451 4.3.0 try later}, and takes nothing. */
    record Answers(Step step, String reply) implements MailFault {}

    /** Says this of one recipient and takes the mail for the others. */
    record RefusesRecipient(String address, String reply) implements MailFault {}

    /** Closes the connection at this step and takes nothing. */
    record Cuts(Step step) implements MailFault {}

    /** Says nothing at this step and takes nothing. */
    record Hangs(Step step) implements MailFault {}

    /** Takes the mail, then closes the connection without saying so. */
    record TakesThenCuts() implements MailFault {}

    /** Takes the mail, then says nothing. */
    record TakesThenHangs() implements MailFault {}

    /** Offers no STARTTLS, as a server does whose offer somebody in between took away. */
    record OffersNoEncryption() implements MailFault {}
}
