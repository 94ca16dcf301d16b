package io.mooring.embedded.shop;

import java.util.List;
import java.util.SplittableRandom;

/** Names and sentences that look like a shop's. */
final class Words {

    private static final List<String> GIVEN = List.of(
            "Ada",
            "Björn",
            "Chinwe",
            "Dmitri",
            "Elif",
            "Françoise",
            "Grace",
            "Haruki",
            "Inés",
            "João",
            "Katarzyna",
            "Łukasz");
    private static final List<String> FAMILY = List.of(
            "Hopper",
            "Ångström",
            "Okafor",
            "Petrov",
            "Yılmaz",
            "Dubois",
            "O'Neill",
            "Tanaka",
            "Núñez",
            "Silva",
            "Nowak");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "PL", "PT", "JP", "US", "NG", "TR", "SE", "IE");
    private static final List<String> THINGS = List.of(
            "anchor", "buoy", "cleat", "compass", "fender", "jib", "keel", "lantern", "oar", "rope", "rudder", "winch");
    private static final List<String> KINDS = List.of("brass", "oak", "steel", "cotton", "nylon", "teak", "copper");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0",
            "Mozilla/5.0 (iPhone) Safari/605.1",
            "curl/8.9",
            "Kitten/1 😺");

    private final SplittableRandom random;

    Words(SplittableRandom random) {
        this.random = random;
    }

    String person() {
        return one(GIVEN) + " " + one(FAMILY);
    }

    String country() {
        return one(COUNTRIES);
    }

    String product() {
        return one(KINDS) + " " + one(THINGS);
    }

    String agent() {
        return one(AGENTS);
    }

    /** A few words, sometimes with characters that careless code breaks on. */
    String note() {
        StringBuilder note = new StringBuilder();
        for (int i = random.nextInt(3, 9); i > 0; i--) {
            note.append(one(THINGS)).append(' ');
        }
        return switch (random.nextInt(20)) {
            case 0 -> note + "\"quoted\", it's; --\ttab";
            case 1 -> note + "two\nlines \\ backslash";
            default -> note.toString().strip();
        };
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
