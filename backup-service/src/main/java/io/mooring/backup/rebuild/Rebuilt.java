package io.mooring.backup.rebuild;

import java.util.List;

/**
 * What became of a rebuild.
 *
 * @param ownersRestored false: everything belongs to the restore user
 * @param privilegesRestored false: nobody else has rights
 * @param unknownRoles that the archive names and the server does not have, or the restore user may not act for
 */
public record Rebuilt(boolean ownersRestored, boolean privilegesRestored, List<String> unknownRoles) {

    public Rebuilt {
        unknownRoles = List.copyOf(unknownRoles);
    }
}
