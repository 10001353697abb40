package io.trefoil.tck.conformance;

import io.trefoil.tck.harness.client.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that a client really sent, from one of the files below {@code corpus}; lines of {@code ;;} part them.
 *
 * @param number from 1 within its file
 */
record CorpusStatement(String file, int number, String sql) {
    private static final Path FOLDER = Path.of("src/test/resources/corpus");
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d");

    /** OIDs that the statements were recorded with, and the relations they meant. */
    private static final Map<String, String> RECORDED_OIDS = Map.of(
            "16386", "app.users",
            "16401", "app.orders",
            "16415", "app.v",
            "16396", "app.users_email_key",
            "16420", "app.s",
            "16496", "author",
            "16504", "book");

    private static final Pattern RECORDED_OID =
            Pattern.compile("\\b(" + String.join("|", RECORDED_OIDS.keySet()) + ")\\b");
    private static final String RECORDED_FUNCTION = "pg_get_functiondef(16419)";

    static List<CorpusStatement> read(String file) {
        try {
            List<CorpusStatement> statements = new ArrayList<>();
            for (String sql : Files.readString(FOLDER.resolve(file + ".sql")).split("\n;;\n")) {
                String text =
                        sql.endsWith(";;") ? sql.substring(0, sql.length() - 2).strip() : sql.strip();
                if (!text.isEmpty()) {
                    statements.add(new CorpusStatement(file, statements.size() + 1, text));
                }
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isParametrised() {
        return PARAMETER.matcher(sql.replaceAll("(?s)\\$\\$.*?\\$\\$", "")).find();
    }

    /** The statement with the OIDs that this server gave to the objects. */
    String on(WireClient client) {
        String text = sql.replace(RECORDED_FUNCTION, "pg_get_functiondef('initcap'::regproc)");
        Matcher matcher = RECORDED_OID.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            var found = client.query("select to_regclass('" + RECORDED_OIDS.get(matcher.group()) + "')::oid");
            String oid = found.error() == null ? found.last().rows().getFirst()[0] : null;
            matcher.appendReplacement(out, oid == null ? "0" : oid);
        }
        return matcher.appendTail(out).toString();
    }

    @Override
    public String toString() {
        return file + " " + number;
    }
}
