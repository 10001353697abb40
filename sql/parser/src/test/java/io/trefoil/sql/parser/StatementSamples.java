package io.trefoil.sql.parser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements to parse: the corpus (what psql, pgjdbc, Hibernate and DBeaver really send, and a hand-written set: 311
 * statements), one line for each production of the grammar, and PostgreSQL's own scripts.
 */
public final class StatementSamples {
    /** The one statement of the corpus that PostgreSQL 15 itself rejects: 0x1F and 1_000 came with release 16. */
    static final String REJECTED_PART = "0x1F, 1_000";

    private static final List<String> FILES = List.of("psql", "pgjdbc", "hibernate", "dbeaver", "hand");

    private StatementSamples() {}

    static List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String file : FILES) {
            statements.addAll(statements(file));
        }
        return statements;
    }

    static List<String> statements(String file) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : lines("/corpus/" + file + ".sql")) {
            if (line.equals(";;")) {
                statements.add(statement.toString().stripTrailing());
                statement.setLength(0);
            } else {
                statement.append(line).append('\n');
            }
        }
        statements.add(statement.toString().stripTrailing());
        statements.removeIf(String::isBlank);
        return statements;
    }

    /** Everything there is. */
    public static List<String> all() {
        List<String> all = new ArrayList<>(statements());
        all.addAll(grammar());
        return all;
    }

    /** The scripts that make PostgreSQL's own views, where it is installed. */
    public static List<String> systemScripts() {
        List<String> scripts = new ArrayList<>();
        for (String name : List.of("system_views.sql", "information_schema.sql", "system_functions.sql")) {
            Path script = Path.of("/usr/share/postgresql/15", name);
            if (Files.isReadable(script)) {
                try {
                    // psql's own commands stand on lines that start with a backslash.
                    scripts.add(Files.readString(script).replaceAll("(?m)^\\\\.*$", ""));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return scripts;
    }

    /** One statement a line for each production of the grammar, right and wrong ones. */
    static List<String> grammar() {
        return lines("/grammar.txt");
    }

    private static List<String> lines(String resource) {
        try (InputStream in = StatementSamples.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
