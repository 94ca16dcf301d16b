package io.mooring.backup.source;

import io.mooring.backup.location.ObjectKeys;

/** The objects of a backup are numbered within their series. */
public enum ObjectSeries {
    /** What was backed up; its objects are the manifest's {@code data.chunks}. */
    DATA {
        @Override
        public String objectName(int number) {
            return ObjectKeys.chunkName(number);
        }
    },
    /** How the pieces in DATA make a file tree. */
    TREE {
        @Override
        public String objectName(int number) {
            return ObjectKeys.treeName(number);
        }
    },
    /** Roles and tablespaces of a database's server: one object. */
    GLOBALS {
        @Override
        public String objectName(int number) {
            return ObjectKeys.globalsName(number);
        }
    };

    /** The name of the series' object with that number, counted from 1. */
    public abstract String objectName(int number);
}
