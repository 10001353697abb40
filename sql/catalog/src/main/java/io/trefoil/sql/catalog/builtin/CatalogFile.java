package io.trefoil.sql.catalog.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The data file of PostgreSQL's catalog rows (format: {@code src/generate/dump-catalog.sh}), cut into its sections.
 * Only the section headings are looked at here; rows are parsed when somebody reads their section.
 */
final class CatalogFile {
    private static final String POSTGRESQL = "postgresql-15.catalog";
    /** Our own relations, in the same format but for the sizes of sections, which are not written down. */
    private static final String OWN = "trefoil.catalog";

    private final byte[] content;
    private final Map<String, Section> sections;

    private CatalogFile(byte[] content, Map<String, Section> sections) {
        this.content = content;
        this.sections = sections;
    }

    /** One catalog table of the file: its column names and where its rows lie. */
    record Section(String[] columns, int start, int end) {}

    /** PostgreSQL's rows. */
    static CatalogFile read() {
        return read(POSTGRESQL);
    }

    /** Rows of our own, to be put behind them; their OIDs are greater. */
    static CatalogFile readOwn() {
        return read(OWN);
    }

    private static CatalogFile read(String resource) {
        try (InputStream in = CatalogFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the class path");
            }
            byte[] content = in.readAllBytes();
            return new CatalogFile(content, sectionsOf(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Section> sectionsOf(byte[] content) {
        Map<String, Section> sections = new HashMap<>();
        int heading = lineEnd(content, 0) + 1;
        while (heading < content.length) {
            int rows = lineEnd(content, heading) + 1;
            String[] words = new String(content, heading + 1, rows - heading - 2, StandardCharsets.UTF_8).split(" ");
            int next = words[1].equals("-") ? headingAfter(content, rows) : rows + Integer.parseInt(words[1]);
            sections.put(words[0], new Section(Arrays.copyOfRange(words, 2, words.length), rows, next));
            heading = next;
        }
        return sections;
    }

    /** The next line that begins with @, or the end. */
    private static int headingAfter(byte[] content, int from) {
        int at = from;
        while (at < content.length && content[at] != '@') {
            at = lineEnd(content, at) + 1;
        }
        return at;
    }

    private static int lineEnd(byte[] content, int from) {
        int at = from;
        while (content[at] != '\n') {
            at++;
        }
        return at;
    }

    /** A reader of the rows of a table, before the first one; a table without a section has no rows. */
    RowReader open(String table) {
        Section section = sections.get(table);
        return section == null
                ? new RowReader(content, new Section(new String[0], 0, 0))
                : new RowReader(content, section);
    }
}
