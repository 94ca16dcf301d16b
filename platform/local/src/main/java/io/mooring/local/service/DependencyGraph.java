package io.mooring.local.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which jars each artifact needs, from what {@code dependency:tree -Dverbose} recorded at build time. An artifact that occurs
 * again is printed in brackets without its own dependencies; those stand where it occurred first.
 */
final class DependencyGraph {

    private static final String RECORD = "dependencies.txt";
    private static final String INDENT = "|+\\ -";
    private static final int INDENT_WIDTH = 3;

    private final Map<String, Set<String>> children = new HashMap<>();
    private final Map<String, String> jars = new LinkedHashMap<>();

    private DependencyGraph() {}

    static DependencyGraph recorded() {
        try (InputStream in = DependencyGraph.class.getResourceAsStream(RECORD)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The build did not record " + RECORD + ": run ./mooring up, which builds");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DependencyGraph parse(List<String> lines) {
        DependencyGraph graph = new DependencyGraph();
        Deque<String> path = new ArrayDeque<>();
        for (String line : lines) {
            int indent = indentOf(line);
            if (indent == line.length()) {
                continue;
            }
            int depth = indent / INDENT_WIDTH;
            while (path.size() > depth) {
                path.removeLast();
            }
            String artifact = graph.remember(nodeAt(line, indent));
            if (!path.isEmpty()) {
                graph.children
                        .computeIfAbsent(path.getLast(), a -> new HashSet<>())
                        .add(artifact);
            }
            path.addLast(artifact);
        }
        return graph;
    }

    private static int indentOf(String line) {
        int end = 0;
        while (end < line.length() && INDENT.indexOf(line.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    /** Up to the first blank or bracket: remarks may follow, and what occurs again stands in brackets. */
    private static String nodeAt(String line, int indent) {
        int begin = line.charAt(indent) == '(' ? indent + 1 : indent;
        int end = begin;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != ')') {
            end++;
        }
        return line.substring(begin, end);
    }

    /** Names of the jar files that this artifact and all it depends on are in; empty when it was not part of the build. */
    Set<String> jarsOf(String groupAndArtifact) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(groupAndArtifact));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            if (jars.containsKey(next) && seen.add(next)) {
                open.addAll(children.getOrDefault(next, Set.of()));
            }
        }
        Set<String> names = new HashSet<>();
        seen.forEach(artifact -> names.add(jars.get(artifact)));
        return names;
    }

    /** All jar files of the build. */
    Set<String> allJars() {
        return new HashSet<>(jars.values());
    }

    /** A node reads group:artifact:type[:classifier]:version[:scope]; only the root has no scope. */
    private String remember(String node) {
        String[] parts = node.split(":");
        String artifact = parts[0] + ":" + parts[1];
        boolean classified = parts.length > 5;
        String version = parts[classified ? 4 : 3];
        String jar = parts[1] + "-" + version + (classified ? "-" + parts[3] : "") + ".jar";
        String key = classified ? artifact + ":" + parts[3] : artifact;
        jars.put(key, jar);
        return key;
    }
}
